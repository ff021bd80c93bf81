"""Real diagrams without their drawing: pools, lanes, message flows, notes and data have their places, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from processes.bpmn.layout import Extent
from processes.bpmn.shown import shown_diagram
from tests.conformance.packs import FOLDER, PROJECT
from tests.support.pictures import pictures_of

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SHOWN = (
    *("participant", "lane", "sequenceFlow", "messageFlow", "textAnnotation", "dataObjectReference"),
    *("dataStoreReference", "task", "userTask", "startEvent", "endEvent", "boundaryEvent"),
    *("subProcess", "exclusiveGateway", "parallelGateway", "callActivity", "intermediateCatchEvent"),
)
OURS = sorted((PROJECT / "examples").rglob("*.bpmn"))
REFERENCES = sorted((FOLDER / "miwg" / "models" / "Reference").glob("*.bpmn"))


@pytest.mark.parametrize("path", [*OURS, *REFERENCES], ids=lambda path: path.stem)
def test_all_of_it_is_drawn_and_nothing_lies_on_anything_else(path: Path) -> None:
    undrawn = without_drawing(path.read_bytes())
    shown = shown_diagram(undrawn)
    assert shown.laid_out is Extent.ALL
    pictures = pictures_of(shown.xml)
    there = {id for picture in pictures for id in (*picture.shapes, *picture.edges)}
    root = etree.fromstring(undrawn)
    wanted = {each.get("id") for tag in SHOWN for each in root.iter(f"{MODEL}{tag}") if each.get("id")}
    assert wanted <= there
    for picture in pictures:
        assert picture.overlapping() == []
        assert picture.slanted() == []
        assert picture.run_over() == []


def without_drawing(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for diagram in list(root):
        if isinstance(diagram.tag, str) and diagram.tag.endswith("}BPMNDiagram"):
            root.remove(diagram)
    return etree.tostring(root)
