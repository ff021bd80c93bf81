"""What events catch and throw: their event definitions, compiled.

Those that refer to a message, error, signal or escalation of the diagram are the matter of `named_events`.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from processes.bpmn.elements import DrawnDiagram, DrawnNode, kind_of
from processes.bpmn.event_definitions import (
    CancelEventDefinition,
    CompensateEventDefinition,
    ConditionalEventDefinition,
    EventDefinition,
    LinkEventDefinition,
    MultipleEventDefinition,
    SingleEventDefinition,
    TerminateEventDefinition,
    TimerEventDefinition,
    TimerKind,
)
from processes.bpmn.expressions import Expressions, is_expression
from processes.bpmn.extensions.juel import is_juel
from processes.bpmn.links import link_name, link_target
from processes.bpmn.named_events import NamedEvents
from processes.bpmn.namespaces import IN_BPMN, children_in
from processes.bpmn.problems import Problem
from processes.bpmn.support import EXECUTED_EVENTS
from processes.bpmn.timer_texts import check_timer

_TIMER_KINDS = {
    "timeDuration": TimerKind.DURATION,
    "timeDate": TimerKind.DATE,
    "timeCycle": TimerKind.CYCLE,
}


class Events:
    """Compiles the event definitions of one diagram."""

    def __init__(self, diagram: DrawnDiagram, expressions: Expressions) -> None:
        self.expressions = expressions
        self._named = NamedEvents(diagram, expressions)
        self._read: dict[str, Callable[[DrawnNode, etree._Element], SingleEventDefinition | None]] = {
            "timer": self._timer,
            "error": self._named.error,
            "signal": self._named.signal,
            "escalation": self._named.escalation,
            "conditional": self._conditional,
            "link": self._link,
            "compensation": self._compensation,
            "cancel": lambda node, xml: CancelEventDefinition(),
            "terminate": lambda node, xml: TerminateEventDefinition(),
        }

    @property
    def problems(self) -> list[Problem]:
        return self.expressions.problems

    def definition_of(self, node: DrawnNode, *, has_job: bool) -> EventDefinition | None:
        """What the event (or receive or send task) catches or throws; None for the none event, and for a
        faulty one.
        """
        definitions: list[SingleEventDefinition]
        if node.tag in ("receiveTask", "sendTask"):
            definitions = self._messages(node, node.xml, has_job=has_job)
        else:
            definitions = [
                definition
                for xml in node.event_definitions
                for definition in (
                    self._messages(node, xml, has_job=has_job)
                    if kind_of(xml) == "message"
                    else self._single(node, xml)
                )
            ]
        if len(definitions) < 2:
            return definitions[0] if definitions else None
        parallel = node.xml.get("parallelMultiple", "false").strip() in ("true", "1")
        return MultipleEventDefinition(definitions=tuple(definitions), parallel=parallel)

    def thrown_by(self, node: DrawnNode, definition: etree._Element) -> SingleEventDefinition | None:
        """What a multi-instance activity throws when an inner instance completes."""
        kind = kind_of(definition)
        if kind == "message":
            return self._named.message(node, definition, needed=True)
        if kind in ("signal", "escalation", "error"):
            return self._read[kind](node, definition)
        message = (
            f"{node} throws a {kind} event when an instance completes; throw a signal, a message, an "
            "escalation or an error"
        )
        self.problems.append(node.error("bad-value", message))
        return None

    def _messages(
        self, node: DrawnNode, xml: etree._Element, *, has_job: bool
    ) -> list[SingleEventDefinition]:
        """One, or what goes along its message flows."""
        along_flows = [] if has_job else self._named.sent_along_flows(node, xml)
        if along_flows:
            return list(along_flows)
        message = self._named.message(node, xml, needed=not has_job)
        return [] if message is None else [message]

    def _single(self, node: DrawnNode, xml: etree._Element) -> list[SingleEventDefinition]:
        kind = kind_of(xml)
        if kind not in EXECUTED_EVENTS.get(node.tag, ()):
            return []  # the rules refuse it
        definition = self._read[kind](node, xml)
        return [] if definition is None else [definition]

    def _timer(self, node: DrawnNode, definition: etree._Element) -> TimerEventDefinition | None:
        times = [(tag, child) for tag, child in children_in(IN_BPMN, definition) if tag in _TIMER_KINDS]
        text = (times[0][1].text or "").strip() if times else ""
        if not text:
            message = (
                f"the timer of {node} does not say when; give it a duration (PT1H), a date or a cycle "
                "(R3/PT1H)"
            )
            self.problems.append(node.error("no-timer", message))
            return None
        kind = _TIMER_KINDS[times[0][0]]
        expression = self.expressions.juel_value(text, node, f"the {kind} of the timer")
        if expression is None:
            return None
        if not is_expression(text) and not is_juel(text):
            try:
                check_timer(kind, text)
            except ValueError as wrong:
                self.problems.append(node.error("bad-timer", f"the {kind} of {node}: {wrong}"))
                return None
        return TimerEventDefinition(kind=kind, expression=expression)

    def _conditional(self, node: DrawnNode, definition: etree._Element) -> ConditionalEventDefinition | None:
        condition = definition.find(f"{IN_BPMN}condition")
        text = condition.text if condition is not None else None
        if not text or not text.strip():
            message = f"{node} has no condition; write the expression that it waits for"
            self.problems.append(node.error("missing-condition", message))
            return None
        expression = self.expressions.condition(text, node, "the condition")
        return ConditionalEventDefinition(condition=expression) if expression is not None else None

    def _compensation(self, node: DrawnNode, definition: etree._Element) -> CompensateEventDefinition:
        return CompensateEventDefinition(
            activity_id=(definition.get("activityRef") or "").rpartition(":")[2].strip() or None,
            wait_for_completion=definition.get("waitForCompletion", "true").strip() in ("true", "1"),
        )

    def _link(self, node: DrawnNode, definition: etree._Element) -> LinkEventDefinition | None:
        name = link_name(node)
        if node.tag == "intermediateCatchEvent":
            return LinkEventDefinition(name=name)
        target = link_target(node)
        if target is None:
            message = (
                f"{node} leads to link '{name}', but no link catch event beside it has that name; draw one"
            )
            self.problems.append(node.error("unknown-link", message))
            return None
        return LinkEventDefinition(name=name, target_id=target.id)
