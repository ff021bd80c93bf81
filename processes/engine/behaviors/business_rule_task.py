"""Business rule task: asks a decision, and keeps its answer (BPMN 10.3.3). Without a decision it is a job."""

from __future__ import annotations

from processes import feel
from processes.bpmn.model import CalledDecision, Element
from processes.dmn import UnknownDecision
from processes.engine.behaviors.behavior import Behavior
from processes.engine.behaviors.job_worker_task import create_job
from processes.engine.decisions import FoundDecision, as_result
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.events import DecisionEvaluated
from processes.engine.state import ElementInstance
from processes.engine.step import Step


class BusinessRuleTask(Behavior):
    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        called = element.decision
        if called is None:
            create_job(step, element, instance)
            return
        found = _find(step, element, called, instance)
        try:
            evaluation = found.model.evaluate(found.decision_id, step.variables(instance.key), now=step.now)
            if violations := evaluation.violations():
                # DMN's answer is null; a process that went on with it would do so on a broken promise.
                raise ValueError(violations[0])
            document = evaluation.to_document()
            name = found.model.output_name(found.decision_id)
            result = as_result(document["output"], called.result, name)
        except feel.FeelLimitExceeded as limit:
            raise _failed(element, found.decision_id, f"its evaluation went too far: {limit}") from limit
        except UnknownDecision as unknown:
            raise _failed(element, found.decision_id, "it is no longer in its model") from unknown
        except ValueError as wrong:
            raise _failed(element, found.decision_id, str(wrong)) from wrong
        step.emit(
            DecisionEvaluated(
                key=step.new_key(),
                element_instance_key=instance.key,
                element_id=element.id,
                decision_id=found.decision_id,
                decision_key=found.key,
                evaluation=document,
            )
        )
        if called.result_variable:
            step.receive(instance, {called.result_variable: result})
        step.complete_later(instance)


def _find(step: Step, element: Element, called: CalledDecision, instance: ElementInstance) -> FoundDecision:
    reader = step.reader(element, instance.key, ErrorType.DECISION)
    decision_id = reader.text(called.decision_id, "called decision")
    bound_to = reader.json_or_none(called.bound_to, "bound version")
    found = step.decisions(
        decision_id,
        called.binding,
        None if bound_to is None else str(bound_to),
        step.state.process_definition_key,
    )
    if found is None:
        raise _failed(element, decision_id, "it is not deployed; deploy it, then try again")
    return found


def _failed(element: Element, decision_id: str, why: str) -> ElementFailed:
    return ElementFailed(
        ErrorType.DECISION, f"Expected {element.label!r} to ask decision {decision_id!r}, but {why}."
    )
