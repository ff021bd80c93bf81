"""Rules of what is called: it must be able to start, and take and give the same data (BPMN 10.3.6)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from processes.bpmn.elements import Drawn, DrawnDiagram
from processes.bpmn.namespaces import IN_BPMN, children_in, split_tag
from processes.bpmn.problems import Problem
from processes.bpmn.support import EVENT_DEFINITIONS
from processes.bpmn.validation.items import any_same

_SPECIFICATION = f"{IN_BPMN}ioSpecification"
_PARTS = (
    "dataInput",
    "dataOutput",
    "inputSet",
    "outputSet",
    "inputSet/dataInputRefs",
    "outputSet/dataOutputRefs",
)


def called_process_starts_by_itself(call: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    """BPMN 10.5.2: a call is a token that comes to a none start event."""
    called = _called(call, diagram)
    if called is None or split_tag(called)[1] != "process":
        return
    starts = list(called.iterfind(f"{IN_BPMN}startEvent"))
    if starts and all(_waits(start) for start in starts):
        message = f"{call} calls {diagram.drawn(called)}, whose start events all wait for something"
        yield call.error("called-process-waits", f"{message}; draw a none start event in it")


def called_process_has_the_same_data(call: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    """Variables go along whatever the data are, so it is a warning."""
    called = _called(call, diagram)
    if called is None:
        return
    own, others = call.xml.find(_SPECIFICATION), called.find(_SPECIFICATION)
    for part in _PARTS:
        path = "/".join(f"{IN_BPMN}{tag}" for tag in part.split("/"))
        mine = own.findall(path) if own is not None else []
        theirs = others.findall(path) if others is not None else []
        differs = len(mine) != len(theirs)
        if part in ("dataInput", "dataOutput"):
            items = [each.get("itemSubjectRef") for each in theirs]
            differs |= any(not any_same(diagram, items, each.get("itemSubjectRef")) for each in mine)
        if differs:
            message = (
                f"{call} and {diagram.drawn(called)}, which it calls, differ in their {_words(part)}; "
                "give both the same"
            )
            yield call.warning("called-with-other-data", message)
            return


def _words(part: str) -> str:
    return {"dataInput": "data inputs", "dataOutput": "data outputs"}.get(
        part, f"{part.partition('Set')[0]} sets"
    )


def _called(call: Drawn, diagram: DrawnDiagram) -> etree._Element | None:
    return diagram.referred(call.xml.get("calledElement"))


def _waits(start: etree._Element) -> bool:
    return any(
        tag in EVENT_DEFINITIONS or tag == "eventDefinitionRef" for tag, _ in children_in(IN_BPMN, start)
    )
