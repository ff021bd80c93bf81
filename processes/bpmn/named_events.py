"""Events that refer to a root element of the diagram: a message, an error, a signal or an escalation.

Several events may share one, so each is compiled once.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from processes import feel
from processes.bpmn.correlation import Correlations
from processes.bpmn.elements import Drawn, DrawnDiagram, DrawnNode, find_reference
from processes.bpmn.event_definitions import (
    ErrorEventDefinition,
    EscalationEventDefinition,
    MessageEventDefinition,
    SignalEventDefinition,
)
from processes.bpmn.expressions import Expressions, constant, is_expression
from processes.bpmn.extensions import camunda, zeebe
from processes.bpmn.message_flows import MessageFlows, caught_message
from processes.bpmn.problems import Problem

_THROWING = frozenset({"endEvent", "intermediateThrowEvent", "sendTask"})


class NamedEvents:
    """Compiles what the events of one diagram refer to."""

    def __init__(self, diagram: DrawnDiagram, expressions: Expressions) -> None:
        self.diagram = diagram
        self.expressions = expressions
        self._flows = MessageFlows(diagram)
        self._correlations = Correlations(diagram, expressions)
        #: compiled already, by id; None when they are faulty
        self._messages: dict[str, MessageEventDefinition | None] = {}
        self._signals: dict[str, SignalEventDefinition | None] = {}
        self._codes: dict[str, feel.Expression | None] = {}

    @property
    def problems(self) -> list[Problem]:
        return self.expressions.problems

    # --- messages ---------------------------------------------------------------------------------

    def message(self, node: DrawnNode, xml: etree._Element, *, needed: bool) -> MessageEventDefinition | None:
        message = self._referred(node, xml, "message")
        if message is None and self._flows.leads_to(node) and not xml.get("messageRef"):
            return MessageEventDefinition(name=constant(node.id))  # whoever sends it knows
        if message is None and node.tag == "receiveTask" and not xml.get("messageRef"):
            return self._message_of_its_own(node)
        if message is None:
            if needed and not xml.get("messageRef"):
                catches = "throws" if node.tag in _THROWING else "waits for"
                text = f"{node} has no message; choose the message, by name, that it {catches}"
                self.problems.append(node.error("no-message", text))
            return None
        compiled = self._compiled(message, node)
        if compiled is None or compiled.correlation_key is not None:
            return compiled
        correlation = self._correlations.of(message, node, is_along_flow=self._flows.leads_to(node))
        return replace(compiled, correlation=correlation)

    def sent_along_flows(self, node: DrawnNode, xml: etree._Element) -> list[MessageEventDefinition]:
        """What an element sends to those of other pools to whom message flows lead, in their words; nothing
        if none does. Its own correlation key says whom it is for, else theirs, read where it is sent.
        """
        sent = []
        own = find_reference(self.diagram.named["message"], xml.get("messageRef"))
        key = self._compiled(own, node) if own is not None and own.name else None
        for receiver in self._flows.receivers(node):
            expected = self._expected_by(receiver)
            if expected is not None:
                correlation_key = key.correlation_key if key is not None else None
                correlation = (
                    self._correlations.of(own, node, is_along_flow=True) if own is not None else None
                )
                sent.append(
                    replace(
                        expected,
                        correlation_key=correlation_key or expected.correlation_key,
                        correlation=correlation,
                        is_along_flow=True,
                    )
                )
        return sent

    def _expected_by(self, receiver: DrawnNode) -> MessageEventDefinition | None:
        caught = caught_message(receiver)
        reference = caught.get("messageRef") if caught is not None else None
        if not reference:
            return MessageEventDefinition(name=constant(receiver.id))
        message = find_reference(self.diagram.named["message"], reference)
        return self._compiled(message, receiver) if message is not None else None

    def _compiled(self, message: Drawn, node: DrawnNode) -> MessageEventDefinition | None:
        if message.id not in self._messages:
            self._messages[message.id] = self._compile_message(message, node)
        return self._messages[message.id]

    def _message_of_its_own(self, node: DrawnNode) -> MessageEventDefinition:
        """BPMN 10.3.3 lets a receive task be drawn without a message; then its id is what one calls it by."""
        text = f"{node} has no message; it waits for a message with the name '{node.id}'"
        self.problems.append(node.warning("no-message", text))
        return MessageEventDefinition(name=constant(node.id))

    def _compile_message(self, message: Drawn, node: DrawnNode) -> MessageEventDefinition | None:
        if not message.name or not message.name.strip():
            text = f"the message '{message.id}' of {node} has no name; give it one"
            self.problems.append(node.error("no-message", text))
            return None
        name = self.expressions.juel_value(message.name, node, "the message name")
        key_text = zeebe.correlation_key(message)
        key = None
        if key_text and key_text.strip():
            # The key says which variable to look into: "=" may be left out, a constant would match
            # everything.
            key = self.expressions.condition(key_text, node, "the correlation key")
            if key is None:
                return None
        return MessageEventDefinition(name=name, correlation_key=key) if name is not None else None

    # --- signals ----------------------------------------------------------------------------------

    def signal(self, node: DrawnNode, xml: etree._Element) -> SignalEventDefinition | None:
        signal = self._referred(node, xml, "signal")
        if signal is None:
            if not xml.get("signalRef"):
                text = f"{node} has no signal; choose the signal, by name"
                self.problems.append(node.error("no-signal", text))
            return None
        if signal.id not in self._signals:
            self._signals[signal.id] = self._compile_signal(signal, node)
        return self._signals[signal.id]

    def _compile_signal(self, signal: Drawn, node: DrawnNode) -> SignalEventDefinition | None:
        if not signal.name:
            text = f"the signal '{signal.id}' of {node} has no name; give it one"
            self.problems.append(node.error("no-signal", text))
            return None
        name = self.expressions.juel_value(signal.name, node, "the signal name")
        return SignalEventDefinition(name=name) if name is not None else None

    # --- errors and escalations: both have a code, and may be caught without one ------------------

    def error(self, node: DrawnNode, xml: etree._Element) -> ErrorEventDefinition | None:
        found, code = self._code(node, xml, "error")
        if not found:
            return None
        code_variable, message_variable = camunda.error_variables(xml)
        return ErrorEventDefinition(
            code=code,
            message=self._error_message(node, xml),
            code_variable=code_variable,
            message_variable=message_variable,
        )

    def _error_message(self, node: DrawnNode, xml: etree._Element) -> feel.Expression | None:
        drawn = find_reference(self.diagram.named["error"], xml.get("errorRef"))
        text = camunda.error_message(drawn.xml) if drawn is not None else None
        return self.expressions.juel_value(text, node, "the error message") if text else None

    def escalation(self, node: DrawnNode, xml: etree._Element) -> EscalationEventDefinition | None:
        found, code = self._code(node, xml, "escalation")
        if not found:
            return None
        return EscalationEventDefinition(code=code, code_variable=camunda.escalation_variable(xml))

    def _code(self, node: DrawnNode, xml: etree._Element, kind: str) -> tuple[bool, feel.Expression | None]:
        """(whether the event is sound, its code)."""
        if kind == "error" and (undeclared := self._undeclared(node, xml)) is not None:
            return True, constant(undeclared)
        drawn = self._referred(node, xml, kind)
        catches = node.tag not in _THROWING
        if drawn is None:
            if xml.get(f"{kind}Ref"):
                return False, None
            if not catches:
                text = f"{node} throws no {kind}; choose the {kind}, with a code"
                self.problems.append(node.error(f"no-{kind}-code", text))
            return catches, None
        if catches and not (drawn.xml.get(f"{kind}Code") or "").strip():
            return True, None  # BPMN 10.5.6: without a code, it catches every one
        code = self._compile_code(node, drawn, kind, catches=catches)
        return code is not None, code

    def _undeclared(self, node: DrawnNode, xml: etree._Element) -> str | None:
        """The code in an `errorRef` that names nothing at all, as diagrams for Camunda 7 have it."""
        reference = (xml.get("errorRef") or "").strip()
        if not reference or self.diagram.referred(reference) is not None:
            return None
        text = f"{node} refers to the error '{reference}', which is not here; this is taken as the error code"
        self.problems.append(node.warning("undeclared-error", text))
        return reference

    def _compile_code(
        self, node: DrawnNode, drawn: Drawn, kind: str, *, catches: bool
    ) -> feel.Expression | None:
        text = (drawn.xml.get(f"{kind}Code") or "").strip()
        if not text:
            message = f"the {kind} '{drawn.name or drawn.id}' of {node} has no code; give it one"
            self.problems.append(node.error(f"no-{kind}-code", message))
            return None
        if catches and is_expression(text):
            message = (
                f"{node} catches an {kind} whose code is an expression, '{text}'; catch a constant code, or "
                f"every {kind}"
            )
            self.problems.append(node.error("bad-value", message))
            return None
        if drawn.id not in self._codes:
            self._codes[drawn.id] = self.expressions.value(text, node, f"the {kind} code")
        return self._codes[drawn.id]

    # --- shared -----------------------------------------------------------------------------------

    def _referred(self, node: DrawnNode, xml: etree._Element, kind: str) -> Drawn | None:
        reference = xml.get(f"{kind}Ref")
        found = find_reference(self.diagram.named[kind], reference)
        if found is None and reference:
            text = (
                f"{node} refers to the {kind} '{reference.strip()}', which is not here; "
                f"choose its {kind} again"
            )
            self.problems.append(node.error("unknown-reference", text))
        return found
