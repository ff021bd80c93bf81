"""Verification: the journal, the state document and the rows of an instance tell the same, each in its own
way.

The journal is what happened, so it is right. Replayed, it makes the document; and the document says which
rows there must be: of each active visit and of each wait one, and none besides. Whoever waits has something
that ends the wait.

What disagrees can be mended (`mending`): the document is written anew from the journal, rows that nothing
waits with are removed, missing ones are made from the events that they came from. Meant for a disk or a
restore that went wrong, or for us having been wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import models, transaction

from processes.engine import InstanceState
from processes.engine import events as e
from processes.engine.errors import ErrorType
from processes.engine.state import Incident, Job, MessageSubscription, SignalSubscription, Timer, UserTask
from processes.models import ElementInstance as ElementRow
from processes.models import ElementState, IncidentState, ProcessInstance, StatePart, Variable
from processes.models import Incident as IncidentRow
from processes.models import InstanceState as State
from processes.models import Job as JobRow
from processes.models import MessageSubscription as MessageSubscriptionRow
from processes.models import SignalSubscription as SignalSubscriptionRow
from processes.models import Timer as TimerRow
from processes.runtime import parts, state_document
from processes.runtime.history import History

BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    process_instance_key: int
    what: str

    def __str__(self) -> str:
        return f"process instance {self.process_instance_key}: {self.what}"


def verify(*, repair: bool = False) -> Iterator[Disagreement]:
    """All that disagrees, instance by instance, and rows of instances that are none. With `repair`, what is
    told has been mended.
    """
    last = 0
    while keys := list(_keys().filter(key__gt=last)[:BATCH]):
        for key in keys:
            yield from verify_instance(key, repair=repair)
        last = keys[-1]
    yield from _orphans(repair=repair)


def _keys() -> models.QuerySet[ProcessInstance, int]:
    return ProcessInstance.objects.order_by("key").values_list("key", flat=True)


@transaction.atomic
def verify_instance(key: int, *, repair: bool = False) -> list[Disagreement]:
    row = ProcessInstance.objects.select_for_update().get(key=key)
    history = History(row)
    state = history.state
    found: list[str] = []
    if _document_differs(row, state):
        found.append("its state document is not what its journal makes of it")
    if row.revision != state.revision:
        found.append(f"it is at revision {row.revision}, but its journal ends at {state.revision}")
    if (row.state == State.ACTIVE) != state.is_active:
        is_active = "is active" if state.is_active else "has ended"
        found.append(f"it is {row.state}, but by its journal it {is_active}")
    surplus, missing = _compare(row.key, state)
    found += [f"{_named(rows)} {key} should not be there" for rows, key in surplus]
    found += [f"{_named(rows)} {key} is missing" for rows, key in missing]
    for key, what in _wrong_user_tasks(row.key, history):
        found.append(f"user task {key} has another {what} than its journal tells")
        missing.append((USER_TASKS, key))  # what is wrong is made anew
    found += [
        f"variable {name!r} in scope {scope} is not what it was set to"
        for scope, name in wrong_variables(row.key, state)
    ]
    found += [f"nothing ends the wait of {element_id!r} ({key})" for key, element_id in _stuck(state)]
    if found and repair:
        from processes.runtime.mending import mend  # it knows us

        mend(row, history, surplus, missing)
    return [Disagreement(process_instance_key=key, what=what) for what in found]


# --- what differs ---------------------------------------------------------------------------------


def _document_differs(row: ProcessInstance, state: InstanceState) -> bool:
    if _differ(state_document.write(state), row.document):
        return True
    stored = parts.of_instance(row.key)
    made = state_document.write_parts(state) if state.is_active else {}
    return {key: json.loads(text) for key, text in stored.items()} != {
        key: json.loads(text) for key, text in made.items()
    }


def _differ(one: str, other: str) -> bool:
    """An earlier version may have written the same in other letters."""
    if one == other:
        return False
    try:
        return bool(json.loads(one) != json.loads(other))
    except ValueError:
        return True


#: the rows of the inbox, which keeps them itself
USER_TASKS = "user task"
Kind = type[models.Model] | str
#: kind and key of each
Rows = list[tuple[Kind, int]]


def _named(kind: Kind) -> str:
    return kind if isinstance(kind, str) else str(kind._meta.verbose_name)


def _compare(instance_key: int, state: InstanceState) -> tuple[Rows, Rows]:
    """Rows that should not be there, and rows that are missing."""
    surplus: Rows = []
    missing: Rows = []
    wanted = _wanted(state)
    for rows, found in _stored(instance_key):
        surplus += [(rows, key) for key in sorted(found - wanted[rows])]
        missing += [(rows, key) for key in sorted(wanted[rows] - found)]
    return surplus, missing


#: rows that are gone when the wait is over
_TABLES: tuple[type[models.Model], ...] = (JobRow, TimerRow, MessageSubscriptionRow, SignalSubscriptionRow)
#: kind of a wait → its rows
WAITS: dict[type, Kind] = {
    Job: JobRow,
    Timer: TimerRow,
    MessageSubscription: MessageSubscriptionRow,
    SignalSubscription: SignalSubscriptionRow,
    Incident: IncidentRow,
    UserTask: USER_TASKS,
}


def _wanted(state: InstanceState) -> dict[Kind, set[int]]:
    wanted: dict[Kind, set[int]] = {rows: set() for rows in WAITS.values()}
    wanted[ElementRow] = state.element_instances.keys() - {state.key}
    for instance in state.element_instances.values():
        for key, wait in (instance.waits or {}).items():
            if type(wait) in WAITS:
                wanted[WAITS[type(wait)]].add(key)
    return wanted


def _stored(instance_key: int) -> Iterator[tuple[Kind, set[int]]]:
    of_instance: dict[str, Any] = {"process_instance_key": instance_key}
    active = ElementRow.objects.filter(**of_instance, state=ElementState.ACTIVE)
    yield ElementRow, set(active.values_list("key", flat=True))
    raised = IncidentRow.objects.filter(**of_instance, state=IncidentState.OPEN)
    raised = raised.exclude(error_type=ErrorType.ENGINE)  # told beside the instance (`runtime.broken`)
    yield IncidentRow, set(raised.values_list("key", flat=True))
    inbox = import_module(settings.INBOX)
    yield USER_TASKS, {task.key for task in inbox.open_tasks_of_instances([instance_key])}
    for rows in _TABLES:
        yield rows, set(rows._default_manager.filter(**of_instance).values_list("key", flat=True))


def _wrong_user_tasks(instance_key: int, history: History) -> Iterator[tuple[int, str]]:
    """(key, what) of open user tasks whose rows tell otherwise who has them or by when they are due."""
    told: dict[int, dict[str, Any]] = {}
    for _, event in history.events(e.UserTaskCreated, e.UserTaskUpdated):
        changed = ("due_at", "priority") if isinstance(event, e.UserTaskCreated) else event.changed
        told.setdefault(event.key, {}).update({name: getattr(event, name) for name in changed})
    inbox = import_module(settings.INBOX)
    rows = {task.key: task for task in inbox.open_tasks_of_instances([instance_key])}
    for instance in history.state.element_instances.values():
        for key, wait in (instance.waits or {}).items():
            if isinstance(wait, UserTask) and key in rows:
                resolved = None if wait.owner is None else "RESOLVED"
                delegation = "PENDING" if wait.is_delegated else resolved
                wanted = {"assignee": wait.assignee, "owner": wait.owner, "delegation": delegation}
                wanted |= told[key]
                for name, value in wanted.items():
                    if getattr(rows[key], name) != value:
                        yield key, name.removesuffix("_at")
                        break


def wrong_variables(instance_key: int, state: InstanceState) -> list[tuple[int, str]]:
    """(scope, name) of what is alive and has another value than its row, or no row."""
    living = [(scope, name) for scope, values in state.variables.items() for name in values]
    rows = Variable.objects.filter(process_instance_key=instance_key, scope_key__in=list(state.variables))
    stored = {
        (scope, name): json.loads(value)
        for scope, name, value in rows.values_list("scope_key", "name", "value")
    }
    return [
        (scope, name)
        for scope, name in living
        if (scope, name) not in stored or stored[scope, name] != state.variables[scope][name]
    ]


def _stuck(state: InstanceState) -> Iterator[tuple[int, str]]:
    """Element instances that neither wait with anything nor have anything inside."""
    for key, instance in state.element_instances.items():
        is_busy = instance.waits or instance.active_children or instance.arrivals or instance.compensating
        if not is_busy and key != state.key and state.suspension is None:
            yield key, instance.element_id


def _orphans(*, repair: bool) -> Iterator[Disagreement]:
    """Waits and parts of instances that are none."""
    tables: tuple[type[models.Model], ...] = (*_TABLES, StatePart)
    for rows in tables:
        orphans = rows._default_manager.exclude(
            process_instance_key__in=ProcessInstance.objects.values("key")
        )
        for key, instance_key in list(orphans.values_list("key", "process_instance_key")):
            what = f"{_named(rows)} {key} should not be there: there is no such instance"
            yield Disagreement(process_instance_key=instance_key, what=what)
        if repair:
            orphans.delete()
