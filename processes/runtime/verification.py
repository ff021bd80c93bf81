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
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from processes.engine import InstanceState
from processes.engine import events as e
from processes.engine.errors import ErrorType
from processes.engine.state import Incident, Job, MessageSubscription, SignalSubscription, Timer, UserTask
from processes.models import ElementInstance as ElementRow
from processes.models import ElementState, IncidentState, JournalEntry, ProcessInstance, StatePart, Variable
from processes.models import Incident as IncidentRow
from processes.models import InstanceState as State
from processes.models import Job as JobRow
from processes.models import MessageSubscription as MessageSubscriptionRow
from processes.models import SignalSubscription as SignalSubscriptionRow
from processes.models import Timer as TimerRow
from processes.runtime import broken, state_document
from processes.runtime.history import History

BATCH = 100


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
        yield from verify_instances(keys, repair=repair)
        last = keys[-1]
    yield from _orphans(repair=repair)


def _keys() -> models.QuerySet[ProcessInstance, int]:
    return ProcessInstance.objects.order_by("key").values_list("key", flat=True)


@transaction.atomic
def verify_instances(keys: Collection[int], *, repair: bool = False) -> list[Disagreement]:
    """All that disagrees in these instances. How many statements that takes does not depend on how many they
    are, unless there is something to mend.
    """
    rows = ProcessInstance.objects.select_for_update().filter(key__in=keys).order_by("key")
    instances = list(rows)
    stored = Stored([row.key for row in instances])
    return [found for row in instances for found in _verify(row, stored, repair=repair)]


def _verify(row: ProcessInstance, stored: Stored, *, repair: bool) -> list[Disagreement]:
    key = row.key
    history = History(row, stored.journal[key])
    state = history.state
    found: list[str] = []
    if _document_differs(row, state, stored.parts[key]):
        found.append("its state document is not what its journal makes of it")
    if row.revision != state.revision:
        found.append(f"it is at revision {row.revision}, but its journal ends at {state.revision}")
    if (row.state == State.ACTIVE) != state.is_active:
        is_active = "is active" if state.is_active else "has ended"
        found.append(f"it is {row.state}, but by its journal it {is_active}")
    surplus, missing = _compare(stored.keys(key), state)
    found += [f"{_named(rows)} {which} should not be there" for rows, which in surplus]
    found += [f"{_named(rows)} {which} is missing" for rows, which in missing]
    for task_key, what in _wrong_user_tasks(stored.user_tasks[key], history):
        found.append(f"user task {task_key} has another {what} than its journal tells")
        missing.append((USER_TASKS, task_key))  # what is wrong is made anew
    found += [
        f"variable {name!r} in scope {scope} is not what it was set to"
        for scope, name in wrong_variables(stored.variables[key], state)
    ]
    for incident_key, what in broken.misplaced(stored.broken[key], row, history):
        found.append(f"incident {incident_key} {what}")
        surplus.append((IncidentRow, incident_key))
    found += [f"nothing ends the wait of {element_id!r} ({which})" for which, element_id in _stuck(state)]
    if found and repair:
        from processes.runtime.mending import mend  # it knows us

        mend(row, history, surplus, missing, stored.variables[key])
    return [Disagreement(process_instance_key=key, what=what) for what in found]


# --- what differs ---------------------------------------------------------------------------------


def _document_differs(row: ProcessInstance, state: InstanceState, stored: Mapping[int, str]) -> bool:
    if _differ(state_document.write(state), row.document):
        return True
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


def _compare(stored: Mapping[Kind, set[int]], state: InstanceState) -> tuple[Rows, Rows]:
    """Rows that should not be there, and rows that are missing."""
    surplus: Rows = []
    missing: Rows = []
    wanted = _wanted(state)
    for rows, found in stored.items():
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


class Stored:
    """What is stored of some instances, by their keys: read with one statement for each table."""

    def __init__(self, instance_keys: Collection[int]) -> None:
        here: dict[str, Any] = {"process_instance_key__in": instance_keys}
        self.journal: dict[int, list[JournalEntry]] = defaultdict(list)
        for entry in JournalEntry.objects.filter(**here).order_by("process_instance_key", "revision"):
            self.journal[entry.process_instance_key].append(entry)
        self.parts: dict[int, dict[int, str]] = defaultdict(dict)
        for part in StatePart.objects.filter(**here).order_by("key"):
            self.parts[part.process_instance_key][part.key] = part.document
        #: (scope, name) → JSON text
        self.variables: dict[int, dict[tuple[int, str], str]] = defaultdict(dict)
        for variable in Variable.objects.filter(**here):
            place = variable.scope_key, variable.name
            self.variables[variable.process_instance_key][place] = variable.value
        #: open ones
        self.user_tasks: dict[int, dict[int, Any]] = defaultdict(dict)
        for task in import_module(settings.INBOX).open_tasks_of_instances(instance_keys):
            self.user_tasks[task.process_instance_key][task.key] = task
        raised = IncidentRow.objects.filter(**here, state=IncidentState.OPEN)
        #: open incidents that are told beside the instance
        self.broken: dict[int, list[IncidentRow]] = defaultdict(list)
        for incident in raised.filter(error_type=ErrorType.ENGINE).order_by("key"):
            self.broken[incident.process_instance_key].append(incident)
        self._rows: dict[Kind, dict[int, set[int]]] = {
            ElementRow: _by_instance(ElementRow.objects.filter(**here, state=ElementState.ACTIVE)),
            IncidentRow: _by_instance(raised.exclude(error_type=ErrorType.ENGINE)),
        }
        for table in _TABLES:
            self._rows[table] = _by_instance(table._default_manager.filter(**here))

    def keys(self, instance_key: int) -> dict[Kind, set[int]]:
        """Of the rows that it has, by kind."""
        found = {kind: rows.get(instance_key, set()) for kind, rows in self._rows.items()}
        return found | {USER_TASKS: set(self.user_tasks[instance_key])}


def _by_instance(rows: models.QuerySet[Any]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for instance_key, key in rows.values_list("process_instance_key", "key"):
        found[instance_key].add(key)
    return found


def _wrong_user_tasks(rows: Mapping[int, Any], history: History) -> Iterator[tuple[int, str]]:
    """(key, what) of open user tasks whose rows tell otherwise who has them or by when they are due."""
    told: dict[int, dict[str, Any]] = {}
    for _, event in history.events(e.UserTaskCreated, e.UserTaskUpdated):
        changed = ("due_at", "priority") if isinstance(event, e.UserTaskCreated) else event.changed
        told.setdefault(event.key, {}).update({name: getattr(event, name) for name in changed})
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


def wrong_variables(stored: Mapping[tuple[int, str], str], state: InstanceState) -> list[tuple[int, str]]:
    """(scope, name) of what is alive and has another value than its row, or no row."""
    living = [(scope, name) for scope, values in state.variables.items() for name in values]
    return [
        (scope, name)
        for scope, name in living
        if (scope, name) not in stored or json.loads(stored[scope, name]) != state.variables[scope][name]
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
    incidents = IncidentRow.objects.filter(state=IncidentState.OPEN)
    orphans = incidents.exclude(process_instance_key__in=ProcessInstance.objects.values("key"))
    for key, instance_key in list(orphans.values_list("key", "process_instance_key")):
        what = f"incident {key} should not be open: there is no such instance"
        yield Disagreement(process_instance_key=instance_key, what=what)
    if repair:
        orphans.update(state=IncidentState.RESOLVED, resolved_at=timezone.now())
