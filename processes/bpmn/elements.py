"""Elements as drawn: flow nodes and sequence flows with the XML they come from, joined into a graph, not yet
executable.

Everything that is wrong with a diagram is found on this graph, so it holds what the engine cannot run too.
The graph comes from the sequence flows alone: `incoming` and `outgoing` children are only repetitions, and
many tools leave them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from processes.bpmn.namespaces import split_tag
from processes.bpmn.problems import Problem, Severity
from processes.bpmn.support import EVENT_DEFINITIONS, words_for


@dataclass(slots=True, eq=False, kw_only=True)
class Drawn:
    """Anything in a diagram that a problem can be about."""

    xml: etree._Element
    id: str
    #: local name of the XML element
    tag: str
    name: str | None = None
    process_id: str | None = None

    def __str__(self) -> str:
        """`user task 'Approve' (approve)`."""
        return (
            f"{words_for(self.tag)} '{self.name}' ({self.id})"
            if self.name
            else f"{words_for(self.tag)} '{self.id}'"
        )

    def error(self, code: str, message: str, *, position: int | None = None) -> Problem:
        return self._problem(Severity.ERROR, code, message, position)

    def warning(self, code: str, message: str, *, position: int | None = None) -> Problem:
        return self._problem(Severity.WARNING, code, message, position)

    def _problem(self, severity: Severity, code: str, message: str, position: int | None) -> Problem:
        return Problem(
            code=code,
            message=f"{message[0].upper()}{message[1:]}.",
            severity=severity,
            process_id=self.process_id,
            element_id=self.id,
            element_type=self.tag,
            element_name=self.name,
            line=self.xml.sourceline,
            position=position,
        )


def kind_of(event_definition: etree._Element) -> str:
    """`messageEventDefinition` → `message`."""
    return EVENT_DEFINITIONS[split_tag(event_definition)[1]]


@dataclass(slots=True, eq=False, kw_only=True)
class DrawnFlow(Drawn):
    """A sequence flow whose ends are known."""

    source: DrawnNode
    target: DrawnNode
    condition: etree._Element | None = None

    @property
    def is_default(self) -> bool:
        return self.source.default is self


@dataclass(slots=True, eq=False, kw_only=True)
class DrawnNode(Drawn):
    """A flow node, or the process itself."""

    scope: DrawnNode | None = None
    #: process and subprocesses: the flow nodes directly inside, in document order
    children: list[DrawnNode] = field(default_factory=list)
    flows: list[DrawnFlow] = field(default_factory=list)
    incoming: list[DrawnFlow] = field(default_factory=list)
    outgoing: list[DrawnFlow] = field(default_factory=list)
    default: DrawnFlow | None = None
    #: a faulty flow, reported already, should begin or end here
    is_cut_off: bool = False
    #: boundary events: the activity they sit on; activities: their boundary events
    attached_to: DrawnNode | None = None
    boundary_events: list[DrawnNode] = field(default_factory=list)
    #: events: the XML of their event definitions; `event` is the one kind ("message"), "" for the none event
    event_definitions: list[etree._Element] = field(default_factory=list)
    event: str = ""
    #: activities: what undoes them, another activity or an event subprocess inside
    compensated_by: DrawnNode | None = None

    def descendants(self) -> Iterator[DrawnNode]:
        """Everything inside, in document order."""
        for child in self.children:
            yield child
            if child.children:
                yield from child.descendants()

    @property
    def kinds(self) -> list[str]:
        """The kinds of its event definitions; several in a multiple event."""
        return [kind_of(xml) for xml in self.event_definitions]

    @property
    def is_event_subprocess(self) -> bool:
        return self.xml.get("triggeredByEvent", "false").strip() in ("true", "1")

    @property
    def is_entered_by_tokens(self) -> bool:
        """Not by an event: neither boundary event nor link, event subprocess or compensation handler."""
        return not (
            self.tag == "boundaryEvent"
            or (self.tag == "intermediateCatchEvent" and self.event == "link")
            or self.is_event_subprocess
            or self.is_compensation_handler
        )

    @property
    def is_compensation_handler(self) -> bool:
        return self.xml.get("isForCompensation", "false").strip() in ("true", "1")

    def scopes(self) -> Iterator[DrawnNode]:
        """Itself and every subprocess inside."""
        yield self
        for node in self.descendants():
            if node.children or node.flows:
                yield node


#: root elements that events refer to
NAMED = ("message", "error", "signal", "escalation")


@dataclass(slots=True, eq=False, kw_only=True)
class DrawnDiagram:
    """The executable processes of a diagram, and the root elements that they refer to, by id."""

    processes: list[DrawnNode] = field(default_factory=list)
    #: local name of the XML element (`message`, `error`, `signal`, `escalation`) → id → as drawn
    named: dict[str, dict[str, Drawn]] = field(default_factory=lambda: {tag: {} for tag in NAMED})
    event_definitions: dict[str, etree._Element] = field(default_factory=dict)
