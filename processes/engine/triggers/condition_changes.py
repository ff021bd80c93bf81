"""Condition changes: an awaited condition's event happens when the condition becomes true.

An event that does not interrupt can happen again, once its condition has been false in between (BPMN
10.5.2, table 10.84, *Conditional*).
"""

from __future__ import annotations

from processes.bpmn.support import ACTIVITIES
from processes.engine import data
from processes.engine import events as e
from processes.engine.state import Condition, ElementInstance
from processes.engine.step import Step
from processes.engine.triggers.catching import condition_became_true
from processes.engine.triggers.condition import holds


def look_at_conditions(step: Step) -> None:
    """Trigger the events whose conditions have become true, the longest awaited first."""
    for key in sorted(step.state.conditions):
        found = step.state.wait(key, Condition)
        if found is None:
            continue  # one before it has ended its scope
        _look_at(step, key, *found)


def _look_at(step: Step, key: int, scope: ElementInstance, condition: Condition) -> None:
    event = step.model.elements[condition.element_id]
    if event.type in ACTIVITIES:
        data.look_again(step, key, scope, event)
        return
    held, now_holds = condition.holds, holds(step, scope, event)
    if now_holds == held:
        return
    if now_holds:
        condition_became_true(step, scope, key, event)
    else:
        step.emit(e.ConditionChanged(key=key, element_instance_key=scope.key, holds=False))
