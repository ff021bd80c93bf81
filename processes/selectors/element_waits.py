"""What active elements wait for: someone to repair them, a person, a job worker, a message, a moment."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import Model

from processes.bpmn.event_definitions import ConditionalEventDefinition
from processes.bpmn.model import ElementType
from processes.models import (
    ElementInstance,
    ElementState,
    Incident,
    IncidentState,
    InstanceState,
    Job,
    MessageSubscription,
    ProcessInstance,
    SignalSubscription,
    Timer,
)
from processes.runtime.process_models import load_model


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementWait:
    #: incident, user_task, job, message, signal, timer, call or condition
    kind: str
    detail: str | None
    since: datetime
    due_at: datetime | None = None
    assignee: str | None = None
    candidate_groups: list[str] = field(default_factory=list)
    incident_key: int | None = None
    #: of the instance that a call activity waits for
    process_instance_key: int | None = None


def waits_of_elements(visits: Iterable[ElementInstance]) -> Mapping[int, ElementWait]:
    """By element instance key. What an element waits for itself, not what its boundary events wait for."""
    active = {visit.key: visit for visit in visits if visit.state == ElementState.ACTIVE}
    rows = _Rows(active)
    return {key: wait for key, visit in active.items() if (wait := rows.wait(visit))}


# Which types of elements may wait for what.
_WORKERS = frozenset(
    {
        ElementType.SERVICE_TASK,
        ElementType.SCRIPT_TASK,
        ElementType.BUSINESS_RULE_TASK,
        ElementType.SEND_TASK,
        ElementType.INTERMEDIATE_THROW_EVENT,
        ElementType.END_EVENT,
    }
)
_EVENTS = frozenset({ElementType.INTERMEDIATE_CATCH_EVENT, ElementType.EVENT_BASED_GATEWAY})
_MESSAGES = _EVENTS | {ElementType.RECEIVE_TASK}
_PEOPLE = frozenset({ElementType.USER_TASK})
_OTHERS = frozenset({ElementType.CALL_ACTIVITY})


class _Rows:
    """The waits of some element instances, with one statement for each kind that they may have."""

    def __init__(self, active: Mapping[int, ElementInstance]) -> None:
        self._active = active
        anywhere = {visit.process_instance_key for visit in active.values()}
        self.incidents = _by_element(
            Incident.objects.filter(process_instance_key__in=anywhere, state=IncidentState.OPEN)
        )
        self.jobs = self._found(Job, _WORKERS)
        self.timers = self._found(Timer, _EVENTS)
        self.subscriptions = self._found(MessageSubscription, _MESSAGES)
        self.signals = self._found(SignalSubscription, _EVENTS)
        called = ProcessInstance.objects.filter(
            parent_process_instance_key__in=self._instances(_OTHERS), state=InstanceState.ACTIVE
        )
        self.called = {each.parent_element_instance_key: each for each in called.defer("document")}
        self.user_tasks = self._open_tasks()

    def _instances(self, types: Collection[str]) -> set[int]:
        """Those with active elements of such types: they are indexed, the elements are not."""
        return {each.process_instance_key for each in self._active.values() if each.element_type in types}

    def _found(self, kind: type[Model], types: Collection[str]) -> defaultdict[int, list[Any]]:
        rows = kind._default_manager.filter(process_instance_key__in=self._instances(types))
        return _by_element(rows)

    def _open_tasks(self) -> defaultdict[int, list[Any]]:
        # The inbox is not known here, only asked: it is named in the settings.
        inbox: Any = import_module(settings.INBOX)
        instances = self._instances(_PEOPLE)
        return _by_element(inbox.open_tasks_of_instances(instances) if instances else ())

    def wait(self, visit: ElementInstance) -> ElementWait | None:
        if incident := next(iter(self.incidents[visit.key]), None):
            return ElementWait(
                kind="incident",
                detail=incident.message,
                since=incident.raised_at,
                incident_key=incident.key,
            )
        if task := next(iter(self.user_tasks[visit.key]), None):
            return ElementWait(
                kind="user_task",
                detail=task.name,
                since=task.created_at,
                due_at=task.due_at,
                assignee=task.assignee,
                candidate_groups=task.candidate_groups,
            )
        if job := next(iter(self.jobs[visit.key]), None):
            return ElementWait(kind="job", detail=job.type, since=job.created_at, due_at=job.available_at)
        if subscription := _own(self.subscriptions[visit.key], visit):
            return ElementWait(kind="message", detail=_address(subscription), since=visit.started_at)
        if signal := _own(self.signals[visit.key], visit):
            return ElementWait(kind="signal", detail=signal.signal_name, since=visit.started_at)
        if called := self.called.get(visit.key):
            return ElementWait(
                kind="call",
                detail=called.process_id,
                since=called.started_at,
                process_instance_key=called.key,
            )
        if timer := _own(self.timers[visit.key], visit):
            return ElementWait(kind="timer", detail=None, since=visit.started_at, due_at=timer.due_at)
        if condition := _condition(visit):
            return ElementWait(kind="condition", detail=condition, since=visit.started_at)
        return None


def _by_element(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.element_instance_key].append(row)
    return found


def _own(waits: Iterable[Any], visit: ElementInstance) -> Any:
    """Of the waits of an element, its own. An event-based gateway has those of the events behind it."""
    is_gateway = visit.element_type == ElementType.EVENT_BASED_GATEWAY
    return next((wait for wait in waits if is_gateway or wait.element_id == visit.element_id), None)


def _condition(visit: ElementInstance) -> str | None:
    """A condition has no row: it is looked at whenever variables of its instance change. So are the data that
    an activity needs before it begins.
    """
    element = load_model(visit.process_definition_key).elements.get(visit.element_id)
    if element is not None and element.data is not None and any(element.data.required):
        return ", ".join(sorted(frozenset().union(*element.data.required)))
    if visit.element_type != ElementType.INTERMEDIATE_CATCH_EVENT:
        return None
    definitions = element.event_definitions if element is not None else ()
    conditions = (each for each in definitions if isinstance(each, ConditionalEventDefinition))
    return next((each.condition.text.removeprefix("=").strip() for each in conditions), None)


def _address(subscription: MessageSubscription) -> str:
    key = subscription.correlation_key
    return f"{subscription.message_name} ({key})" if key else subscription.message_name
