"""Conditions: waiting for something to become true of the variables (BPMN 10.5.5, conditional event
definition).

A condition is looked at when its event scope is activated, and whenever variables of the instance have
changed (`condition_changes`). One that cannot be evaluated does not hold.
"""

from __future__ import annotations

from processes import feel
from processes.bpmn.event_definitions import ConditionalEventDefinition
from processes.bpmn.model import Element
from processes.engine.events import ConditionAwaited
from processes.engine.state import ElementInstance
from processes.engine.step import Step


def arm(
    step: Step, scope: ElementInstance, catching: Element, definition: ConditionalEventDefinition
) -> ConditionAwaited:
    return ConditionAwaited(key=step.new_key(), element_instance_key=scope.key, element_id=catching.id)


def holds(step: Step, scope: ElementInstance, event: Element) -> bool:
    """Of several conditions one suffices, except that a parallel multiple event needs them all at once."""
    variables = step.variables(scope.key)
    conditions = [d.condition for d in event.event_definitions if isinstance(d, ConditionalEventDefinition)]
    enough = all if event.needs_all_triggers else any
    try:
        return enough(condition.evaluate(variables, now=step.now) is True for condition in conditions)
    except feel.FeelLimitExceeded:
        return False
