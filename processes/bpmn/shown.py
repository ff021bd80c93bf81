"""What is shown of a diagram: a copy of its XML that a viewer can draw whole.

    shown_diagram(content)  → ShownDiagram(xml, laid_out); raises DiagramRejected if the bytes are no BPMN

The file of the user stays as it is. The copy is UTF-8, `mending` has made it sound, and what is not drawn is
laid out.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from processes.bpmn.drawing import Drawing
from processes.bpmn.layout import Extent, complete
from processes.bpmn.mending import Mending, mend_ids
from processes.bpmn.reader import MAX_BYTES, read_xml


@dataclass(frozen=True, slots=True)
class ShownDiagram:
    xml: bytes
    laid_out: Extent


def shown_diagram(
    content: bytes, *, resource: str = "diagram.bpmn", max_bytes: int = MAX_BYTES
) -> ShownDiagram:
    root = read_xml(content, resource=resource, max_bytes=max_bytes)
    drawing = Drawing(root)
    _name_flows_as_the_engine_does(drawing)
    taken = mend_ids(root)
    Mending(root, taken).mend()
    laid_out = Extent.NOTHING if drawing.is_too_big else complete(root, taken)
    return ShownDiagram(etree.tostring(root, xml_declaration=True, encoding="UTF-8"), laid_out)


def _name_flows_as_the_engine_does(drawing: Drawing) -> None:
    """A sequence flow without id gets one when it is deployed; the path taken is told with that."""
    for process in drawing.diagram.processes:
        for scope in process.scopes():
            for flow in scope.flows:
                flow.xml.set("id", flow.id)
