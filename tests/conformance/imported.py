"""What an imported diagram must have, found in its bytes without our own reader: with another XML parser,
which also reads what lxml does not.
"""

from __future__ import annotations

from xml.etree import ElementTree

from processes.bpmn.importing import ImportedDiagram

_MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_SHAPE = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNShape"
_SCOPES = {"process", "subProcess", "transaction", "adHocSubProcess"}
_NODES = ("Event", "Task", "Gateway", "SubProcess", "task", "subProcess", "transaction", "callActivity")


def what_got_lost(content: bytes, imported: ImportedDiagram) -> list[str]:
    """Processes, flow nodes and shapes of the file that the import does not have."""
    root = ElementTree.fromstring(content)
    there = sorted(
        [process.id for process in imported.processes]
        + [node.id for process in imported.processes for node in process.descendants()]
    )
    wanted = sorted(
        element.get("id", "").strip()
        for process in root.iter(f"{_MODEL}process")
        for element in [process, *_flow_nodes(process)]
    )
    lost = [f"elements: {len(wanted)} in the file, {len(there)} imported"] if wanted != there else []
    ids = {element.get("id", "").strip() for element in root.iter() if element.tag.startswith(_MODEL)}
    for shape in root.iter(_SHAPE):
        reference = (shape.get("bpmnElement") or "").strip()
        id = reference if reference in ids else reference.rpartition(":")[2]
        if id in ids and id not in imported.shapes:
            lost.append(f"the shape of {id}")
    return lost


def _flow_nodes(scope: ElementTree.Element) -> list[ElementTree.Element]:
    found = []
    for child in scope:
        tag = child.tag.removeprefix(_MODEL)
        if child.tag.startswith(_MODEL) and tag.endswith(_NODES):
            found.append(child)
        if tag in _SCOPES:
            found += _flow_nodes(child)
    return found
