"""Ad-hoc subprocess: its activities are done in no order of their own, together or one after another, until
its completion condition is true or all of them are done (BPMN 10.3.5 and 13.3.5).

All elements that no flow leads to begin, or those that `active_elements` names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from processes.bpmn.model import Element
from processes.engine import events as e
from processes.engine.behaviors.behavior import Behavior
from processes.engine.errors import ErrorType
from processes.engine.reading import Reader
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers.catching import arm_event_starts


class AdHocSubProcess(Behavior):
    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        assert element.ad_hoc is not None
        first = _first_elements(step, element, instance)
        if arm_event_starts(step, instance):
            return
        step.emit(e.LoopBegun(element_instance_key=instance.key, total=len(first), items=list(first)))
        for element_id in first[:1] if element.ad_hoc.sequential else first:
            _begin(step, instance, element_id)
        if not first:
            step.complete_later(instance)


def is_over(step: Step, scope: ElementInstance, variables: Mapping[str, Any]) -> bool:
    """Whether the completion condition is true. Raises `ElementFailed` if it is neither true nor false."""
    element = step.element(scope)
    assert element.ad_hoc is not None
    condition = element.ad_hoc.completion_condition
    if condition is None:
        return False
    reader = Reader(element, variables, step.now, ErrorType.CONDITION)
    return reader.truth(condition, "completion condition")


def go_on(step: Step, scope: ElementInstance, *, is_over: bool) -> None:
    """Something in an ad-hoc subprocess has completed: let that complete, or begin the next activity."""
    ad_hoc = step.element(scope).ad_hoc
    assert ad_hoc is not None
    loop = scope.loop
    has_more = loop is not None and bool(loop.items)
    if is_over and (scope.active_children or scope.arrivals):
        if ad_hoc.cancel_remaining:
            step.empty(scope)
            step.complete_later(scope)
    elif is_over and has_more:
        step.complete_later(scope)
    elif has_more and not scope.active_children:
        assert loop is not None
        assert loop.items is not None
        _begin(step, scope, loop.items[0])


def _begin(step: Step, scope: ElementInstance, element_id: str) -> None:
    step.emit(e.AdHocElementBegun(element_instance_key=scope.key, element_id=element_id))
    step.activate(step.model.elements[element_id], scope.key)


def _first_elements(step: Step, element: Element, instance: ElementInstance) -> Sequence[str]:
    assert element.ad_hoc is not None
    named = element.ad_hoc.active_elements
    if named is None:
        return element.start_events
    reader = step.reader(element, instance.key, ErrorType.EXPRESSION)
    ids = reader.json(named, "active elements")
    inside = {each.id for each in step.model.elements.values() if each.scope_id == element.id}
    if isinstance(ids, list) and all(element_id in inside for element_id in ids):
        return list(dict.fromkeys(ids))
    raise reader.wrong("active elements", "a list of ids of elements inside it", ids)
