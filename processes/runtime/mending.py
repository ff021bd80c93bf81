"""Mending: rows of an instance are made anew from its journal, where verification has found them wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module

from django.conf import settings

from processes.engine import events as e
from processes.models import ElementInstance, ElementState, IncidentState, ProcessInstance
from processes.models import Incident as IncidentRow
from processes.runtime import parts, state_document
from processes.runtime.history import History
from processes.runtime.instances import INSTANCES
from processes.runtime.projections import Projections
from processes.runtime.verification import USER_TASKS, Rows, wrong_variables

#: what rows come from
BEGINNINGS = (
    e.ElementActivated,
    e.JobCreated,
    e.TimerScheduled,
    e.MessageSubscriptionOpened,
    e.SignalSubscriptionOpened,
    e.IncidentRaised,
)

#: what becomes of a user task as long as it waits
OF_USER_TASKS = (
    e.UserTaskCreated,
    e.UserTaskAssigned,
    e.UserTaskDelegated,
    e.UserTaskResolved,
    e.UserTaskUpdated,
)


def mend(
    row: ProcessInstance,
    history: History,
    surplus: Rows,
    missing: Rows,
    variables: Mapping[tuple[int, str], str],
) -> None:
    """`variables` are those that are stored: (scope, name) → JSON text."""
    state = history.state
    parts.replace(state)
    document = state_document.write(state)
    INSTANCES.update([(state.revision, document, row.key)], columns=("revision", "document"))
    _remove(surplus, history)
    _make({key for rows, key in missing if rows is not USER_TASKS}, history)
    _set_variables(variables, history)
    _tell_the_inbox(
        surplus={key for rows, key in surplus if rows is USER_TASKS},
        missing={key for rows, key in missing if rows is USER_TASKS},
        history=history,
    )


def _remove(surplus: Rows, history: History) -> None:
    ended = {event.key: record for record, event in history.events(e.ElementCompleted, e.ElementTerminated)}
    for rows, key in surplus:
        if isinstance(rows, str):
            continue  # the inbox is told
        row = rows._default_manager.filter(pk=key)
        if rows is ElementInstance and key in ended:
            has_completed = isinstance(ended[key].events[0], e.ElementCompleted)
            state = ElementState.COMPLETED if has_completed else ElementState.TERMINATED
            row.update(state=state, ended_at=ended[key].at)
        elif rows is IncidentRow:
            row.update(state=IncidentState.RESOLVED, resolved_at=history.records[-1].at)
        else:
            row.delete()


def _make(keys: set[int], history: History) -> None:
    """Rows from the events that they came from; what is there in another state goes first."""
    projections = Projections()
    for record, event in history.events(*BEGINNINGS):
        if event.key in keys:
            for rows in (ElementInstance, IncidentRow):
                rows.objects.filter(pk=event.key).delete()
            projections.add(record)
    projections.flush()


def _set_variables(stored: Mapping[tuple[int, str], str], history: History) -> None:
    wrong = set(wrong_variables(stored, history.state))
    projections = Projections()
    for record, event in history.events(e.VariableSet):
        if (event.scope_key, event.name) in wrong:
            projections.add(record)
    projections.flush()


def _tell_the_inbox(*, surplus: set[int], missing: set[int], history: History) -> None:
    """It keeps rows of its own, and makes them of the same events."""
    import_module(settings.INBOX).forget(missing)
    told = [(record, event) for record, event in history.events(*OF_USER_TASKS)]
    records = [record for record, event in told if event.key in missing]
    for record, event in told:
        if event.key in surplus and isinstance(event, e.UserTaskCreated):
            gone = e.UserTaskCanceled(key=event.key, element_instance_key=event.element_instance_key)
            records.append(replace(record, events=(gone,)))
    for name in settings.PROJECTORS if records else ():
        import_module(name).project(records)
