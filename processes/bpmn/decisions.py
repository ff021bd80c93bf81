"""Called decisions: what a business rule task asks, and what becomes of the answer (BPMN 10.3.3)."""

from __future__ import annotations

from lxml import etree

from processes import feel
from processes.bpmn.calls import read_binding
from processes.bpmn.elements import DrawnNode
from processes.bpmn.expressions import Expressions
from processes.bpmn.extensions.details import ElementDetails
from processes.bpmn.extensions.names import is_variable_name
from processes.bpmn.model import Binding, CalledDecision, DecisionResult
from processes.bpmn.namespaces import IN_BPMN, IN_CAMUNDA, IN_ZEEBE

_ZEEBE = f"{IN_BPMN}extensionElements/{IN_ZEEBE}calledDecision"


class CalledDecisions:
    """Reads the business rule tasks of one diagram."""

    def __init__(self, expressions: Expressions) -> None:
        self._expressions = expressions

    def called_by(self, node: DrawnNode, details: ElementDetails) -> CalledDecision | None:
        """None as well if it is faulty, which is noted."""
        extension = node.xml.find(_ZEEBE)
        if extension is not None:
            return self._of_zeebe(node, extension, details)
        if node.xml.get(f"{IN_CAMUNDA}decisionRef"):
            return self._of_camunda(node, details)
        return None

    def _of_zeebe(
        self, node: DrawnNode, extension: etree._Element, details: ElementDetails
    ) -> CalledDecision | None:
        decision_id = self._decision_id(node, extension.get("decisionId"), details)
        result = (extension.get("resultVariable") or "").strip()
        if not is_variable_name(result):
            message = f"{node} needs a variable for the result of its decision; give it the name of one"
            self._expressions.problems.append(node.error("bad-variable-name", message))
            details.is_faulty = True
        tag = extension.get("versionTag")
        if decision_id is None or details.is_faulty:
            return None
        return CalledDecision(
            decision_id=decision_id,
            binding=read_binding(self._expressions, node, extension.get("bindingType")),
            bound_to=self._expressions.value(tag, node, "the version tag") if tag else None,
            result_variable=result,
        )

    def _of_camunda(self, node: DrawnNode, details: ElementDetails) -> CalledDecision | None:
        decision_id = self._decision_id(node, node.xml.get(f"{IN_CAMUNDA}decisionRef"), details)
        if decision_id is None:
            return None
        binding = read_binding(self._expressions, node, node.xml.get(f"{IN_CAMUNDA}decisionRefBinding"))
        bound_to = {
            Binding.VERSION: node.xml.get(f"{IN_CAMUNDA}decisionRefVersion"),
            Binding.VERSION_TAG: node.xml.get(f"{IN_CAMUNDA}decisionRefVersionTag"),
        }.get(binding)
        return CalledDecision(
            decision_id=decision_id,
            binding=binding,
            bound_to=self._expressions.juel_value(bound_to, node, "the version") if bound_to else None,
            result_variable=details.result_variable,
            result=self._result(node),
        )

    def _result(self, node: DrawnNode) -> DecisionResult:
        text = node.xml.get(f"{IN_CAMUNDA}mapDecisionResult") or DecisionResult.RESULT_LIST
        try:
            return DecisionResult(text)
        except ValueError:
            message = f"{node} maps its decision's result by '{text}'; choose {', '.join(DecisionResult)}"
            self._expressions.problems.append(node.error("bad-value", message))
            return DecisionResult.RESULT_LIST

    def _decision_id(
        self, node: DrawnNode, text: str | None, details: ElementDetails
    ) -> feel.Expression | None:
        if text and text.strip():
            expression = self._expressions.juel_value(text.strip(), node, "the called decision")
        else:
            message = f"{node} does not say which decision it asks; choose one by its id"
            self._expressions.problems.append(node.error("no-called-decision", message))
            expression = None
        details.is_faulty |= expression is None
        return expression
