"""What active elements wait for: someone to repair them, a person, a job worker, a message, a moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings

from processes.bpmn.model import ElementType
from processes.models import (
    ElementInstance,
    ElementState,
    Incident,
    IncidentState,
    Job,
    MessageSubscription,
    Timer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementWait:
    #: incident, user_task, job, message or timer
    kind: str
    detail: str | None
    since: datetime
    due_at: datetime | None = None
    assignee: str | None = None
    candidate_groups: list[str] = field(default_factory=list)
    incident_key: int | None = None


def waits_of_elements(visits: Iterable[ElementInstance]) -> Mapping[int, ElementWait]:
    """By element instance key. What an element waits for itself, not what its boundary events wait for."""
    active = {visit.key: visit for visit in visits if visit.state == ElementState.ACTIVE}
    rows = _Rows(active)
    return {key: wait for key, visit in active.items() if (wait := rows.wait(visit))}


class _Rows:
    """The waits of some element instances, with one statement for each kind."""

    def __init__(self, active: Mapping[int, ElementInstance]) -> None:
        # Their instances are indexed, they themselves are not.
        instances = {visit.process_instance_key for visit in active.values()}
        here = {"process_instance_key__in": instances}
        self.incidents = _by_element(Incident.objects.filter(**here, state=IncidentState.OPEN))
        self.jobs = _by_element(Job.objects.filter(**here))
        self.timers = _by_element(Timer.objects.filter(**here))
        self.subscriptions = _by_element(MessageSubscription.objects.filter(**here))
        # The inbox is not known here, only asked: it is named in the settings.
        inbox: Any = import_module(settings.INBOX)
        self.user_tasks = _by_element(inbox.open_tasks_of_instances(instances))

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
        if timer := _own(self.timers[visit.key], visit):
            return ElementWait(kind="timer", detail=None, since=visit.started_at, due_at=timer.due_at)
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


def _address(subscription: MessageSubscription) -> str:
    key = subscription.correlation_key
    return f"{subscription.message_name} ({key})" if key else subscription.message_name
