"""Rules of data associations (BPMN 10.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import Drawn, DrawnDiagram
from processes.bpmn.namespaces import IN_BPMN
from processes.bpmn.problems import Problem
from processes.bpmn.validation.items import any_same, item_of


def several_sources_are_transformed(association: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    if association.xml.find(f"{IN_BPMN}transformation") is not None:
        return
    if len(association.xml.findall(f"{IN_BPMN}sourceRef")) > 1:
        message = f"{association} has several sources and no transformation; keep one source"
        yield association.error("several-sources", message)


def ends_have_the_same_item(association: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    """Values keep their own type here, so it is a warning."""
    if association.xml.find(f"{IN_BPMN}transformation") is not None:
        return
    sources = [item_of(diagram, xml) for xml in diagram.named_by(association.xml, "sourceRef")]
    targets = [item_of(diagram, xml) for xml in diagram.named_by(association.xml, "targetRef")]
    if all(sources) and all(targets) and any(not any_same(diagram, sources, target) for target in targets):
        message = f"the ends of {association} have different items; give both the same"
        yield association.warning("item-differs", message)
