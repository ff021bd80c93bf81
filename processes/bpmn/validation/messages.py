"""Rules of send and receive tasks: their data is the message (BPMN 10.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import Drawn, DrawnDiagram, says
from processes.bpmn.problems import Problem, Severity
from processes.bpmn.validation.data_sets import declared, items_of
from processes.bpmn.validation.items import any_same, item_of_message

_PARTS = {"sendTask": ("inputSet", "dataInput"), "receiveTask": ("outputSet", "dataOutput")}
_WORDS = {
    "inputSet": "input sets",
    "dataInput": "data inputs",
    "outputSet": "output sets",
    "dataOutput": "data outputs",
}
#: a send task fills the message from its variables; a receive task keeps what came, so there it counts
_SEVERITY = {"sendTask": Severity.WARNING, "receiveTask": Severity.ERROR}


def message_is_one_datum(task: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    if not task.xml.get("messageRef"):
        return
    for part in _PARTS[task.tag]:
        found = len(declared(task.xml, part))
        if found > 1:
            message = f"{task} has one message, but {found} {_WORDS[part]}; one is allowed"
            yield task.error("message-is-one-datum", message)


def message_has_the_item(task: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    _, part = _PARTS[task.tag]
    items = items_of(task.xml, part)
    if not items:
        return
    wanted = item_of_message(diagram, task.xml.get("messageRef"))
    if wanted is None and not any(items):
        return  # neither says what it is
    if any(items) and wanted is not None and any_same(diagram, items, wanted):
        return
    message = (
        f"{_WORDS[part][:-1]} of {task} has another item than its message; give both the same item definition"
    )
    tell = task.error if _SEVERITY[task.tag] is Severity.ERROR else task.warning
    yield tell("item-differs", f"the {message}")


def nothing_leads_to_instantiating_task(task: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN table 10.9, instantiate: it starts the process, so no token comes to it
    if not says(task.xml, "instantiate"):
        return
    for flow in diagram.each("sequenceFlow"):
        if diagram.referred(flow.xml.get("targetRef")) is task.xml:
            message = (
                f"{flow} leads to {task}, which starts the process; remove the flow, or do not instantiate"
            )
            yield task.error("instantiating-with-incoming-flow", message)
