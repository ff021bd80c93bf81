"""Elements as drawn: flow nodes and sequence flows with the XML they come from, joined into a graph, not yet
executable.

Everything that is wrong with a diagram is found on this graph, so it holds what the engine cannot run too.
The graph comes from the sequence flows alone: `incoming` and `outgoing` children are only repetitions, and
many tools leave them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from processes.bpmn.namespaces import IN_BPMN, split_tag
from processes.bpmn.problems import Problem, Severity
from processes.bpmn.support import EVENT_DEFINITIONS, words_for

T = TypeVar("T")


@dataclass(slots=True, eq=False, kw_only=True)
class Drawn:
    """Anything in a diagram that a problem can be about."""

    xml: etree._Element
    id: str
    #: local name of the XML element
    tag: str
    name: str | None = None
    process_id: str | None = None
    #: of what has no id of its own: the nearest element around it that has one, which people can find
    owner: Drawn | None = None

    def __str__(self) -> str:
        """`user task 'Approve' (approve)`."""
        if self.owner is not None:
            return f"{words_for(self.tag)} of {self.owner}"
        if self.name:
            return f"{words_for(self.tag)} '{self.name}' ({self.id})"
        return f"{words_for(self.tag)} '{self.id}'" if self.id else f"{words_for(self.tag)} without id"

    def error(self, code: str, message: str, *, position: int | None = None) -> Problem:
        return self._problem(Severity.ERROR, code, message, position)

    def warning(self, code: str, message: str, *, position: int | None = None) -> Problem:
        return self._problem(Severity.WARNING, code, message, position)

    def _problem(self, severity: Severity, code: str, message: str, position: int | None) -> Problem:
        at = self.owner or self
        return Problem(
            code=code,
            message=f"{message[0].upper()}{message[1:]}.",
            severity=severity,
            process_id=self.process_id,
            element_id=at.id,
            element_type=at.tag,
            element_name=at.name,
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
    #: processes: made of a global task, which is their only element
    is_global_task: bool = False
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
        return says(self.xml, "triggeredByEvent")

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
        return says(self.xml, "isForCompensation")

    @property
    def implicit_starts(self) -> list[DrawnNode]:
        """Without any start event, everything that no flow leads to begins (BPMN 10.5.2)."""
        if any(child.tag == "startEvent" or says(child.xml, "instantiate") for child in self.children):
            return []
        return [child for child in self.children if not child.incoming and child.is_entered_by_tokens]

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
    """The executable processes of a diagram, the root elements that they refer to, by id, and all the rest of
    its BPMN, as XML, for the rules that look at it.
    """

    processes: list[DrawnNode] = field(default_factory=list)
    #: local name of the XML element (`message`, `error`, `signal`, `escalation`) → id → as drawn
    named: dict[str, dict[str, Drawn]] = field(default_factory=lambda: {tag: {} for tag in NAMED})
    event_definitions: dict[str, etree._Element] = field(default_factory=dict)
    #: every BPMN element that has an id; the first of those that share one
    by_id: dict[str, etree._Element] = field(default_factory=dict)
    #: local name → BPMN elements in document order, without those of processes that are not executed
    by_tag: dict[str, list[etree._Element]] = field(default_factory=dict)

    def each(self, *tags: str) -> Iterator[Drawn]:
        for tag in tags:
            for xml in self.by_tag.get(tag, ()):
                yield self.drawn(xml)

    def drawn(self, xml: etree._Element) -> Drawn:
        """What a problem can be about: any BPMN element."""
        process = next(xml.iterancestors(f"{IN_BPMN}process"), None)
        around = None
        if not xml.get("id"):
            around = next((parent for parent in xml.iterancestors() if parent.get("id")), None)
        return Drawn(
            xml=xml,
            id=xml.get("id", "").strip(),
            tag=split_tag(xml)[1],
            name=name_of(xml),
            process_id=process.get("id") if process is not None else None,
            owner=self.drawn(around) if around is not None else None,
        )

    def referred(self, reference: str | None) -> etree._Element | None:
        """What a reference means, which may be a qualified name; None for what stands in another file."""
        return find_reference(self.by_id, reference)

    def named_by(self, xml: etree._Element, tag: str) -> list[etree._Element]:
        """The elements that the children of this local name refer to, or its attribute."""
        references = [child.text for child in xml.iterfind(f"{IN_BPMN}{tag}")] or [xml.get(tag)]
        return [found for text in references if (found := self.referred(text)) is not None]


def says(element: etree._Element, attribute: str, *, default: bool = False) -> bool:
    """What an attribute of XSD's type boolean says."""
    text = element.get(attribute)
    return default if text is None else text.strip() in ("true", "1")


def name_of(element: etree._Element) -> str | None:
    """Names are labels that modelers break into lines; the line breaks mean nothing."""
    name = element.get("name")
    return " ".join(name.split()) or None if name else None


def find_reference(by_id: Mapping[str, T], reference: str | None) -> T | None:
    """References may be qualified names (`tns:payment`), as XSD type QName allows."""
    if not reference:
        return None
    reference = reference.strip()
    found = by_id.get(reference)
    return by_id.get(reference.rpartition(":")[2]) if found is None else found
