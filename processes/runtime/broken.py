"""Broken instances: what they cannot tell themselves, since they cannot be read or carry out a command, is
told beside them. Their incidents have the type `ENGINE_ERROR`; neither state nor journal knows of them, so
verification asks here whether they can be right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction

from processes.engine.commands import TriggerTimer
from processes.engine.errors import ErrorType
from processes.engine.events import ElementActivated, Event, IncidentRaised, IncidentResolved
from processes.engine.projecting import Record
from processes.engine.state import Phase
from processes.models import Incident, IncidentState, Job, ProcessInstance, Timer
from processes.runtime import dispatch
from processes.runtime.history import History
from processes.runtime.keys import keys
from processes.runtime.process_models import load_model

_OPEN = {"error_type": ErrorType.ENGINE.value, "state": IncidentState.OPEN}


class Waiting(Protocol):
    """A timer or a job, as a row or in a worker's hand."""

    @property
    def process_instance_key(self) -> int: ...
    @property
    def element_instance_key(self) -> int: ...
    @property
    def element_id(self) -> str: ...


def tell(failed: Sequence[tuple[Waiting, Exception]], *, actor: str, now: datetime) -> None:
    """Raise an incident for each timer that could not be triggered, and each job that could not be done or
    concluded, unless one is open already.
    """
    if not failed:
        return
    keys.reserve()
    at = [each.element_instance_key for each, _ in failed]
    told = set(
        Incident.objects.filter(
            **_OPEN,
            element_instance_key__in=at,
            process_instance_key__in=[each.process_instance_key for each, _ in failed],
        ).values_list("element_instance_key", "element_id")
    )
    raised = []
    for each, failure in failed:
        if (each.element_instance_key, each.element_id) in told:
            continue
        wanted = "timer of {!r} to trigger" if isinstance(each, Timer) else "job of {!r} to be done"
        message = (
            f"Expected the {wanted.format(each.element_id)}, but the instance is broken: "
            f"{type(failure).__name__}: {failure}. "
            "It is tried again from time to time, and when this is resolved."
        )
        event = IncidentRaised(
            key=next(keys),
            element_instance_key=each.element_instance_key,
            element_id=each.element_id,
            error_type=ErrorType.ENGINE,
            message=message,
            phase=Phase.WAITING,
            job_key=None,
        )
        raised.append((each.process_instance_key, event))
    _project(raised, actor, now)


def try_again(incident: Incident, *, actor: str | None, now: datetime) -> None:
    """Resolve the incident of a broken instance: what it could not do is due now. If that fails, it is told
    anew.
    """
    here = {
        "process_instance_key": incident.process_instance_key,
        "element_instance_key": incident.element_instance_key,
        "element_id": incident.element_id,
    }
    Timer.objects.filter(**here).update(due_at=now)
    Job.objects.filter(**here).update(locked_by=None, locked_until=None, lost=0, available_at=now)
    resolved = IncidentResolved(key=incident.key, element_instance_key=incident.element_instance_key)
    _project([(incident.process_instance_key, resolved)], actor, now)


def is_about_broken(incident: Incident) -> bool:
    return incident.error_type == ErrorType.ENGINE


def resolve_outdated(now: datetime) -> None:
    """Resolve the incidents of what has been done since: nothing waits there any more."""
    outdated = [
        (
            incident.process_instance_key,
            IncidentResolved(key=incident.key, element_instance_key=incident.element_instance_key),
        )
        for incident in Incident.objects.filter(**_OPEN)
        if not any(
            rows._default_manager.filter(
                process_instance_key=incident.process_instance_key,
                element_instance_key=incident.element_instance_key,
            ).exists()
            for rows in (Timer, Job)
        )
    ]
    _project(outdated, "engine", now)


def misplaced(
    incidents: Iterable[Incident], row: ProcessInstance, history: History
) -> Iterator[tuple[int, str]]:
    """(key, what is wrong) of those open incidents that cannot be about this instance as its journal tells
    it. One of something that is over is not among them: it is resolved when that is noticed.
    """
    entered = {event.key for _, event in history.events(ElementActivated)} | {row.key}
    told: set[tuple[int, str]] = set()
    for incident in incidents:
        place = (incident.element_instance_key, incident.element_id)
        if incident.element_instance_key not in entered:
            yield incident.key, f"is about {incident.element_id!r}, which was never entered there"
        elif incident.element_id not in load_model(row.process_definition_key).elements:
            yield incident.key, f"is about {incident.element_id!r}, which its process does not have"
        elif incident.process_definition_key != row.process_definition_key:
            yield (
                incident.key,
                f"is about version {incident.process_definition_key}, which it does not follow",
            )
        elif place in told:
            yield incident.key, f"repeats what another says of {incident.element_id!r}"
        told.add(place)


def _project(events: Iterable[tuple[int, Event]], actor: str | None, now: datetime) -> None:
    by_instance: dict[int, list[Event]] = {}
    for key, event in events:
        by_instance.setdefault(key, []).append(event)
    rows = ProcessInstance.objects.filter(key__in=by_instance).defer("document")
    records = [
        Record(
            process_instance_key=row.key,
            process_definition_key=row.process_definition_key,
            process_id=row.process_id,
            business_key=row.business_key,
            command=TriggerTimer.__name__,
            actor=actor,
            at=now,
            events=tuple(by_instance[row.key]),
        )
        for row in rows
    ]
    if records:
        with transaction.atomic():
            dispatch.write_rows(records)
