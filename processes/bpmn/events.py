"""What events catch and throw: their event definitions, compiled, with messages and errors looked up in the
diagram.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from processes import feel
from processes.bpmn.drawing import find_reference
from processes.bpmn.elements import Drawn, DrawnDiagram, DrawnNode
from processes.bpmn.event_definitions import (
    ErrorEventDefinition,
    EventDefinition,
    MessageEventDefinition,
    TerminateEventDefinition,
    TimerEventDefinition,
    TimerKind,
)
from processes.bpmn.expressions import Expressions, is_expression
from processes.bpmn.extensions import camunda, zeebe
from processes.bpmn.extensions.juel import is_juel
from processes.bpmn.namespaces import IN_BPMN, children_in
from processes.bpmn.problems import Problem
from processes.bpmn.support import EXECUTED_EVENTS
from processes.bpmn.timer_texts import check_timer

_TIMER_KINDS = {
    "timeDuration": TimerKind.DURATION,
    "timeDate": TimerKind.DATE,
    "timeCycle": TimerKind.CYCLE,
}


@dataclass(slots=True)
class Events:
    """Compiles the event definitions of one diagram."""

    diagram: DrawnDiagram
    expressions: Expressions
    #: messages and errors compiled already, by id; None when they are faulty
    _messages: dict[str, MessageEventDefinition | None] = field(default_factory=dict)
    _error_codes: dict[str, feel.Expression | None] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        return self.expressions.problems

    def definition_of(self, node: DrawnNode, *, has_job: bool) -> EventDefinition | None:
        """What the event (or receive or send task) catches or throws; None for the none event, and for a
        faulty one.
        """
        if node.tag in ("receiveTask", "sendTask"):
            return self._message(node, node.xml, needed=not has_job)
        if node.event not in EXECUTED_EVENTS.get(node.tag, ()):
            return None  # the rules refuse it
        match node.event:
            case "timer":
                return self._timer(node, node.event_definitions[0])
            case "message":
                return self._message(node, node.event_definitions[0], needed=not has_job)
            case "error":
                return self._error(node, node.event_definitions[0])
            case "terminate":
                return TerminateEventDefinition()
            case _:
                return None

    # --- timers

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

    # --- messages

    def _message(
        self, node: DrawnNode, xml: etree._Element, *, needed: bool
    ) -> MessageEventDefinition | None:
        reference = xml.get("messageRef")
        message = find_reference(self.diagram.messages, reference)
        if message is None and reference:
            text = (
                f"{node} refers to the message '{reference.strip()}', which is not here; choose its message "
                "again"
            )
            self.problems.append(node.error("unknown-reference", text))
            return None
        if message is None:
            if needed:
                text = (
                    f"{node} has no message; choose the message, by name, that it {_catches_or_throws(node)}"
                )
                self.problems.append(node.error("no-message", text))
            return None
        if message.id not in self._messages:
            self._messages[message.id] = self._compile_message(message, node)
        return self._messages[message.id]

    def _compile_message(self, message: Drawn, node: DrawnNode) -> MessageEventDefinition | None:
        if not message.name or not message.name.strip():
            text = f"the message '{message.id}' of {node} has no name; give it one"
            self.problems.append(node.error("no-message", text))
            return None
        name = self.expressions.value(message.name, node, "the message name")
        key_text = zeebe.correlation_key(message)
        key = None
        if key_text and key_text.strip():
            # The key says which variable to look into: "=" may be left out, a constant would match
            # everything.
            key = self.expressions.condition(key_text, node, "the correlation key")
            if key is None:
                return None
        return MessageEventDefinition(name=name, correlation_key=key) if name is not None else None

    # --- errors

    def _error(self, node: DrawnNode, xml: etree._Element) -> ErrorEventDefinition | None:
        reference = xml.get("errorRef")
        error = find_reference(self.diagram.errors, reference)
        catches = node.tag != "endEvent"
        if error is None and reference:
            message = (
                f"{node} refers to the error '{reference.strip()}', which is not here; choose its error again"
            )
            self.problems.append(node.error("unknown-reference", message))
            return None
        if error is None and not catches:
            message = f"{node} throws no error; choose the error, with an error code"
            self.problems.append(node.error("no-error-code", message))
            return None
        code = self._error_code(node, error, catches=catches) if error is not None else None
        if error is not None and code is None:
            return None
        code_variable, message_variable = camunda.error_variables(xml)
        return ErrorEventDefinition(code=code, code_variable=code_variable, message_variable=message_variable)

    def _error_code(self, node: DrawnNode, error: Drawn, *, catches: bool) -> feel.Expression | None:
        text = (error.xml.get("errorCode") or "").strip()
        if not text:
            advice = ", or remove the reference to catch every error" if catches else ""
            message = f"the error '{error.name or error.id}' of {node} has no error code; give it one{advice}"
            self.problems.append(node.error("no-error-code", message))
            return None
        if catches and is_expression(text):
            message = (
                f"{node} catches an error whose code is an expression, '{text}'; catch a constant code, or "
                "every error"
            )
            self.problems.append(node.error("bad-value", message))
            return None
        if error.id not in self._error_codes:
            self._error_codes[error.id] = self.expressions.value(text, node, "the error code")
        return self._error_codes[error.id]


def _catches_or_throws(node: DrawnNode) -> str:
    return "throws" if node.tag in ("endEvent", "intermediateThrowEvent", "sendTask") else "waits for"
