"""What an element instance waits for after a migration: which waits go on, which end, and which begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from processes.bpmn.event_definitions import TimerEventDefinition
from processes.bpmn.model import Element, ElementType, ProcessModel
from processes.engine import events as e
from processes.engine.errors import ElementFailed, PlanProblem
from processes.engine.mapping import CATCHING, Mapping
from processes.engine.state import CatchingWait, Condition, ElementInstance, Incident, Phase, Timer, Wait
from processes.engine.step import Step
from processes.engine.triggers import arm


@dataclass(slots=True)
class Rewaiting:
    instance: ElementInstance
    #: waits that end
    gone: list[tuple[int, Wait]] = field(default_factory=list)
    #: waits that begin
    armed: list[e.Event] = field(default_factory=list)
    problems: list[PlanProblem] = field(default_factory=list)
    #: whether it is activated now, having waited for its data before
    begins: bool = False


def rewaiting_of(step: Step, mapping: Mapping, instance: ElementInstance, *, recompute: bool) -> Rewaiting:
    """Evaluates the events that are to be waited for; nothing has happened yet."""
    element = step.element(instance)
    to = mapping.target.elements[mapping.element_id(element.id)]
    made = Rewaiting(instance)
    here = _events_of(step, step.model, element, instance)
    there = _events_of(step, mapping.target, to, instance)
    known: set[str] = set()
    for event_id in here:
        waits = [
            (key, wait)
            for key, wait in (instance.waits or {}).items()
            if isinstance(wait, CatchingWait) and wait.element_id == event_id
        ]
        counterpart = mapping.element_id(event_id)
        if counterpart not in there or counterpart in known:
            made.gone += waits
            continue
        known.add(counterpart)
        _go_on(step, mapping, made, event_id, counterpart, waits, recompute=recompute)
    if waits_for_data(step, instance) and to.data is None:
        # There is nothing to wait for any more: it begins.
        own = [(key, wait) for key, wait in instance.waits_of(Condition) if wait.element_id == element.id]
        made.gone += own
        made.begins = True
    if _has_been_activated(step, instance):
        for event_id in there:
            if event_id not in known and not _is_interrupted(step, instance, to, event_id):
                _arm(step, mapping, made, event_id)
    return made


def _go_on(
    step: Step,
    mapping: Mapping,
    made: Rewaiting,
    event_id: str,
    counterpart: str,
    waits: Sequence[tuple[int, CatchingWait]],
    *,
    recompute: bool,
) -> None:
    """Waits of one event. What has happened already has none, and is not waited for again."""
    before = step.model.elements[event_id].event_definition
    after = mapping.target.elements[counterpart].event_definition
    timers = [(key, wait) for key, wait in waits if isinstance(wait, Timer)]
    if recompute and timers:
        if before == after:
            made.gone += timers
            _arm(step, mapping, made, counterpart, only=e.TimerScheduled)
            return
    elif before == after or (
        isinstance(before, TimerEventDefinition) and isinstance(after, TimerEventDefinition)
    ):
        return
    made.gone += waits
    if waits:
        _arm(step, mapping, made, counterpart)


def _arm(step: Step, mapping: Mapping, made: Rewaiting, event_id: str, only: type[e.Event] = e.Event) -> None:
    event = mapping.target.elements[event_id]
    try:
        armed = arm(step, made.instance, event)
    except ElementFailed as failure:
        message = f"{event.label!r} could not be waited for: {failure.message}"
        made.problems.append(PlanProblem(message=message, element_id=event_id))
    else:
        made.armed += [waits for waits in armed if isinstance(waits, only)]


def _events_of(step: Step, model: ProcessModel, element: Element, instance: ElementInstance) -> list[str]:
    """The events that such an instance waits for in its own name, as long as it lives."""
    if element.type is ElementType.EVENT_BASED_GATEWAY:
        return [flow.target for flow in element.outgoing]
    found: list[str] = []
    if element.type in CATCHING:
        found.append(element.id)
    if not step.is_inner(instance) and not step.is_undone(instance):
        found += element.boundary_events
    if instance.scope_key is None or not step.is_body(instance):
        found += element.event_starts
    return found


def _has_been_activated(step: Step, instance: ElementInstance) -> bool:
    """What has still to be, since it is stuck, suspended or waits for its data, waits for its events then."""
    if waits_for_data(step, instance):
        return False
    suspension = step.state.suspension
    if suspension is not None and (Phase.ACTIVATION, instance.key) in suspension.agenda:
        return False
    return all(incident.phase is not Phase.ACTIVATION for _, incident in instance.waits_of(Incident))


def waits_for_data(step: Step, instance: ElementInstance) -> bool:
    """An activity that has not begun, since its data inputs have no values."""
    element = step.element(instance)
    return element.data is not None and any(
        condition.element_id == element.id and element.type not in CATCHING
        for _, condition in instance.waits_of(Condition)
    )


def _is_interrupted(step: Step, scope: ElementInstance, to: Element, event_id: str) -> bool:
    """No event subprocess starts in a scope any more that one of them has interrupted."""
    if event_id not in to.event_starts:
        return False
    for child in step.state.children(scope.key):
        inside = step.element(child)
        if inside.is_event_sub_process and step.model.elements[inside.start_events[0]].interrupting:
            return True
    return False
