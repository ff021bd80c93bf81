"""Rules of message flows (BPMN 9.4, 10.5.2, 10.5.3): they join pools, and end where messages are caught."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from processes.bpmn.elements import Drawn, DrawnDiagram
from processes.bpmn.namespaces import IN_BPMN, children_in, split_tag
from processes.bpmn.problems import Problem
from processes.bpmn.support import EVENT_DEFINITIONS, EVENTS

_SENDS_NOTHING = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})
_RECEIVES_NOTHING = frozenset({"endEvent", "intermediateThrowEvent"})


def joins_two_pools(flow: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    source, target = _ends(flow, diagram)
    if source is not None and target is not None and _pool(diagram, source) == _pool(diagram, target):
        message = (
            f"{flow} leads from {diagram.drawn(source)} to {diagram.drawn(target)}, which is in the same pool"
        )
        yield flow.error("message-flow-in-one-pool", f"{message}; use a sequence flow, or join two pools")


def begins_at_what_sends(flow: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    source, _ = _ends(flow, diagram)
    if source is None:
        return
    event = diagram.drawn(source)
    if event.tag in _SENDS_NOTHING:
        message = (
            f"{flow} begins at {event}, which sends nothing; let it begin at a throw event or an activity"
        )
        yield flow.error("message-flow-from-catch-event", message)
    elif event.tag in EVENTS and "message" not in _kinds(diagram, source):
        message = f"{flow} begins at {event}, which sends no message; make it a message event"
        yield flow.error("message-flow-at-other-event", message)


def leads_to_what_receives(flow: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    _, target = _ends(flow, diagram)
    if target is None:
        return
    event = diagram.drawn(target)
    if event.tag in _RECEIVES_NOTHING:
        message = f"{flow} leads to {event}, which receives nothing; lead it to a catch event or an activity"
        yield flow.error("message-flow-to-throw-event", message)
    elif event.tag in EVENTS and "message" not in _kinds(diagram, target):
        message = f"{flow} leads to {event}, which waits for no message; make it a message event"
        yield flow.error("message-flow-at-other-event", message)


def _ends(flow: Drawn, diagram: DrawnDiagram) -> tuple[etree._Element | None, etree._Element | None]:
    return diagram.referred(flow.xml.get("sourceRef")), diagram.referred(flow.xml.get("targetRef"))


def _pool(diagram: DrawnDiagram, xml: etree._Element) -> etree._Element | None:
    """The process in which it is, or of which it is the pool; else the pool itself."""
    if split_tag(xml)[1] == "participant":
        process = diagram.referred(xml.get("processRef"))
        return xml if process is None else process
    return next(xml.iterancestors(f"{IN_BPMN}process"), xml)


def _kinds(diagram: DrawnDiagram, event: etree._Element) -> list[str]:
    definitions = [tag for tag, _ in children_in(IN_BPMN, event) if tag in EVENT_DEFINITIONS]
    definitions += [split_tag(xml)[1] for xml in diagram.named_by(event, "eventDefinitionRef")]
    return [EVENT_DEFINITIONS.get(tag, "") for tag in definitions]
