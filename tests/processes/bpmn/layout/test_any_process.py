"""Whatever process people draw, its layout is one to look at: nothing lies on anything else."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from processes.bpmn.layout import Extent
from processes.bpmn.shown import shown_diagram
from tests.processes.engine.blocks import Block, blocks, plan_of
from tests.support.pictures import drawn_ids, pictures_of


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blocks())
def test_all_of_a_process_is_drawn_and_nothing_lies_on_anything_else(block: Block) -> None:
    diagram = plan_of(block).diagram
    shown = shown_diagram(diagram.xml())
    assert shown.laid_out is Extent.ALL
    (picture,) = pictures_of(shown.xml)
    model = diagram.model()
    assert {*model.elements, *model.flows} - {"p"} <= set(drawn_ids([picture]))
    assert picture.overlapping() == []
    assert picture.run_over() == []
    assert picture.slanted() == []
    assert picture.hidden() == []
