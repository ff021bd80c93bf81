"""Projections: the rows that events become, collected for a whole batch and written with one statement per
table and kind.

What begins and ends within one batch is never written, but for element instances and incidents, which are
history.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from processes import models as m
from processes.engine import events as e
from processes.engine.projecting import Record
from processes.runtime.json_text import as_json
from processes.runtime.statements import Table
from processes.runtime.warm import PLAIN

_ACTIVE, _COMPLETED, _TERMINATED = (
    state.value for state in (m.ElementState.ACTIVE, m.ElementState.COMPLETED, m.ElementState.TERMINATED)
)
_HERE = ("process_instance_key", "process_definition_key", "element_instance_key", "element_id")
ELEMENTS = Table(
    m.ElementInstance,
    (
        "key",
        "process_instance_key",
        "process_definition_key",
        "element_id",
        "element_type",
        "scope_key",
        "state",
        "started_at",
        "ended_at",
    ),
)
VARIABLES = Table(
    m.Variable,
    ("scope_key", "name", "process_instance_key", "value", "updated_at"),
    key=("scope_key", "name"),
)
JOBS = Table(
    m.Job,
    (
        "key",
        *_HERE,
        "type",
        "retries",
        "priority",
        "tries",
        "created_at",
        "available_at",
        "headers",
        "error_message",
    ),
)
TIMERS = Table(m.Timer, ("key", *_HERE, "due_at"))
SUBSCRIPTIONS = Table(m.MessageSubscription, ("key", *_HERE, "message_name", "correlation_key"))
SIGNAL_SUBSCRIPTIONS = Table(m.SignalSubscription, ("key", *_HERE, "signal_name", "opened_at"))
SIGNALS = Table(
    m.Signal,
    ("key", "name", "variables", "thrown_at", "thrown_by", "received_up_to", "received_by"),
)
EVALUATIONS = Table(
    m.DecisionEvaluation, ("key", *_HERE, "decision_id", "decision_key", "evaluated_at", "evaluation")
)
DATA_STORES = Table(
    m.DataStore, ("name", "value", "updated_at", "process_instance_key", "updated_by"), key=("name",)
)
INCIDENTS = Table(
    m.Incident, ("key", *_HERE, "error_type", "message", "job_key", "state", "raised_at", "resolved_at")
)


#: tables whose rows are suspended with their instance; a signal is held by the instance itself
SUSPENDED = (JOBS, TIMERS, SUBSCRIPTIONS)
#: kind of a wait, as `InstanceMigrated` calls it → its table
WAITS = {
    "job": JOBS,
    "timer": TIMERS,
    "message": SUBSCRIPTIONS,
    "signal": SIGNAL_SUBSCRIPTIONS,
    "incident": INCIDENTS,
}


class Projections:
    """The rows of one batch."""

    def __init__(self) -> None:
        self.new_elements: dict[int, tuple[Any, ...]] = {}
        self.ended_elements: list[tuple[Any, ...]] = []
        self.variables: dict[tuple[int, str], tuple[Any, ...]] = {}
        self.new_jobs: dict[int, tuple[Any, ...]] = {}
        self.changed_jobs: dict[int, tuple[Any, ...]] = {}
        self.ended_jobs: list[int] = []
        self.new_timers: dict[int, tuple[Any, ...]] = {}
        self.ended_timers: list[int] = []
        self.new_subscriptions: dict[int, tuple[Any, ...]] = {}
        self.ended_subscriptions: list[int] = []
        self.new_signal_subscriptions: dict[int, tuple[Any, ...]] = {}
        self.ended_signal_subscriptions: list[int] = []
        self.signals: list[tuple[Any, ...]] = []
        self.evaluations: list[tuple[Any, ...]] = []
        self.data_stores: dict[str, tuple[Any, ...]] = {}
        self.new_incidents: dict[int, tuple[Any, ...]] = {}
        self.resolved_incidents: list[tuple[Any, ...]] = []
        self.thrown: list[tuple[e.MessageThrown, Record]] = []
        #: instances with variables that somebody outside may yet change, without us
        self.shared: set[int] = set()
        self.migrations: list[e.InstanceMigrated] = []
        #: process instance key → whether it is suspended from now on
        self.suspensions: dict[int, bool] = {}

    def add(self, record: Record) -> None:
        for event in record.events:
            if (projected := PROJECTED.get(type(event))) is not None:
                projected(self, record, event)

    def flush(self) -> None:
        ELEMENTS.insert(list(self.new_elements.values()))
        ELEMENTS.update(self.ended_elements, columns=("state", "ended_at"))
        VARIABLES.upsert(list(self.variables.values()), update=("value", "updated_at"))
        JOBS.insert(list(self.new_jobs.values()))
        JOBS.update(
            list(self.changed_jobs.values()),
            columns=("retries", "available_at", "error_message", "locked_by", "locked_until", "lost"),
        )
        JOBS.delete(self.ended_jobs)
        TIMERS.insert(list(self.new_timers.values()))
        TIMERS.delete(self.ended_timers)
        SUBSCRIPTIONS.insert(list(self.new_subscriptions.values()))
        SUBSCRIPTIONS.delete(self.ended_subscriptions)
        SIGNAL_SUBSCRIPTIONS.insert(list(self.new_signal_subscriptions.values()))
        SIGNAL_SUBSCRIPTIONS.delete(self.ended_signal_subscriptions)
        SIGNALS.insert(self.signals)
        EVALUATIONS.insert(self.evaluations)
        DATA_STORES.upsert(
            # in one order, so that two batches never wait for each other in a circle
            [self.data_stores[name] for name in sorted(self.data_stores)],
            update=("value", "updated_at", "process_instance_key", "updated_by"),
        )
        INCIDENTS.insert(list(self.new_incidents.values()))
        INCIDENTS.update(self.resolved_incidents, columns=("state", "resolved_at"))
        if self.migrations:
            self._rename()
        for is_suspended in (True, False) if self.suspensions else ():
            keys = [key for key, value in self.suspensions.items() if value is is_suspended]
            for table in SUSPENDED:
                table.mark("is_suspended", is_suspended, "process_instance_key", keys)

    def _rename(self) -> None:
        """What is alive in instances that have migrated belongs to another definition now."""
        ELEMENTS.update(
            [
                (element_id, kind, event.process_definition_key, key)
                for event in self.migrations
                for key, _, element_id, kind in event.elements
            ],
            columns=("element_id", "element_type", "process_definition_key"),
        )
        for kind, table in WAITS.items():
            table.update(
                [
                    (element_id, event.process_definition_key, key)
                    for event in self.migrations
                    for key, of_kind, _, element_id in event.waits
                    if of_kind == kind
                ],
                columns=("element_id", "process_definition_key"),
            )

    # --- one method per kind of event -----------------------------------------------------------------------

    def _element_activated(self, record: Record, event: e.ElementActivated) -> None:
        self.new_elements[event.key] = (
            event.key,
            record.process_instance_key,
            record.process_definition_key,
            event.element_id,
            str(event.element_type),
            event.scope_key,
            _ACTIVE,
            record.at,
            None,
        )

    def _element_completed(self, record: Record, event: e.ElementCompleted) -> None:
        self._element_ended(event.key, _COMPLETED, record.at)

    def _element_terminated(self, record: Record, event: e.ElementTerminated) -> None:
        self._element_ended(event.key, _TERMINATED, record.at)

    def _element_ended(self, key: int, state: str, at: datetime) -> None:
        row = self.new_elements.get(key)
        if row is None:
            self.ended_elements.append((state, at, key))
        else:
            self.new_elements[key] = (*row[:6], state, row[7], at)

    def _instance_migrated(self, record: Record, event: e.InstanceMigrated) -> None:
        self.migrations.append(event)

    def _variable_set(self, record: Record, event: e.VariableSet) -> None:
        if type(event.value) not in PLAIN:
            self.shared.add(record.process_instance_key)
        self.variables[event.scope_key, event.name] = (
            event.scope_key,
            event.name,
            record.process_instance_key,
            as_json(event.value),
            record.at,
        )

    def _job_created(self, record: Record, event: e.JobCreated) -> None:
        self.new_jobs[event.key] = (
            event.key,
            *_here(record, event),
            event.type,
            event.retries,
            event.priority,
            0,
            record.at,
            record.at,
            as_json(event.headers),
            None,
        )

    def _job_failed(self, record: Record, event: e.JobFailed) -> None:
        self.changed_jobs[event.key] = (
            event.retries,
            event.retry_at or record.at,
            event.error_message,
            None,
            None,
            0,
            event.key,
        )

    def _job_retries_updated(self, record: Record, event: e.JobRetriesUpdated) -> None:
        self.changed_jobs[event.key] = (event.retries, record.at, None, None, None, 0, event.key)

    def _job_ended(self, record: Record, event: e.JobCompleted | e.JobErrorThrown | e.JobCanceled) -> None:
        self.changed_jobs.pop(event.key, None)
        if self.new_jobs.pop(event.key, None) is None:
            self.ended_jobs.append(event.key)

    def _timer_scheduled(self, record: Record, event: e.TimerScheduled) -> None:
        self.new_timers[event.key] = (event.key, *_here(record, event), event.due_at)

    def _timer_ended(self, record: Record, event: e.TimerTriggered | e.TimerCanceled) -> None:
        if self.new_timers.pop(event.key, None) is None:
            self.ended_timers.append(event.key)

    def _subscription_opened(self, record: Record, event: e.MessageSubscriptionOpened) -> None:
        self.new_subscriptions[event.key] = (
            event.key,
            *_here(record, event),
            event.message_name,
            event.correlation_key,
        )

    def _message_correlated(self, record: Record, event: e.MessageCorrelated) -> None:
        if event.closes:
            self._subscription_closed(record, event)

    def _subscription_closed(
        self, record: Record, event: e.MessageSubscriptionClosed | e.MessageCorrelated
    ) -> None:
        if self.new_subscriptions.pop(event.key, None) is None:
            self.ended_subscriptions.append(event.key)

    def _signal_subscription_opened(self, record: Record, event: e.SignalSubscriptionOpened) -> None:
        self.new_signal_subscriptions[event.key] = (
            event.key,
            *_here(record, event),
            event.signal_name,
            record.at,
        )

    def _signal_received(self, record: Record, event: e.SignalReceived) -> None:
        if event.closes:
            self._signal_subscription_closed(record, event)

    def _signal_subscription_closed(
        self, record: Record, event: e.SignalSubscriptionClosed | e.SignalReceived
    ) -> None:
        if self.new_signal_subscriptions.pop(event.key, None) is None:
            self.ended_signal_subscriptions.append(event.key)

    def _signal_thrown(self, record: Record, event: e.SignalThrown) -> None:
        variables = as_json(event.variables)
        received_by = as_json(event.received_by)
        self.signals.append((event.key, event.name, variables, record.at, record.actor, 0, received_by))

    def _decision_evaluated(self, record: Record, event: e.DecisionEvaluated) -> None:
        self.evaluations.append(
            (
                event.key,
                *_here(record, event),
                event.decision_id,
                event.decision_key,
                record.at,
                as_json(event.evaluation),
            )
        )

    def _data_stored(self, record: Record, event: e.DataStored) -> None:
        value = as_json(event.value)
        row = (event.data_store, value, record.at, record.process_instance_key, record.actor)
        self.data_stores[event.data_store] = row

    def _message_thrown(self, record: Record, event: e.MessageThrown) -> None:
        self.thrown.append((event, record))

    def _incident_raised(self, record: Record, event: e.IncidentRaised) -> None:
        self.new_incidents[event.key] = (
            event.key,
            *_here(record, event),
            str(event.error_type),
            event.message,
            event.job_key,
            m.IncidentState.OPEN.value,
            record.at,
            None,
        )

    def _incident_resolved(self, record: Record, event: e.IncidentResolved) -> None:
        row = self.new_incidents.get(event.key)
        if row is None:
            self.resolved_incidents.append((m.IncidentState.RESOLVED.value, record.at, event.key))
        else:
            self.new_incidents[event.key] = (*row[:-3], m.IncidentState.RESOLVED.value, row[-2], record.at)


def _here(record: Record, event: Any) -> tuple[Any, ...]:
    return (
        record.process_instance_key,
        record.process_definition_key,
        event.element_instance_key,
        event.element_id,
    )


PROJECTED: dict[type[e.Event], Callable[[Projections, Record, Any], None]] = {
    e.ElementActivated: Projections._element_activated,
    e.ElementCompleted: Projections._element_completed,
    e.ElementTerminated: Projections._element_terminated,
    e.InstanceMigrated: Projections._instance_migrated,
    e.VariableSet: Projections._variable_set,
    e.JobCreated: Projections._job_created,
    e.JobFailed: Projections._job_failed,
    e.JobRetriesUpdated: Projections._job_retries_updated,
    e.JobCompleted: Projections._job_ended,
    e.JobErrorThrown: Projections._job_ended,
    e.JobCanceled: Projections._job_ended,
    e.TimerScheduled: Projections._timer_scheduled,
    e.TimerTriggered: Projections._timer_ended,
    e.TimerCanceled: Projections._timer_ended,
    e.MessageSubscriptionOpened: Projections._subscription_opened,
    e.MessageCorrelated: Projections._message_correlated,
    e.MessageSubscriptionClosed: Projections._subscription_closed,
    e.MessageThrown: Projections._message_thrown,
    e.SignalSubscriptionOpened: Projections._signal_subscription_opened,
    e.SignalReceived: Projections._signal_received,
    e.SignalSubscriptionClosed: Projections._signal_subscription_closed,
    e.SignalThrown: Projections._signal_thrown,
    e.DataStored: Projections._data_stored,
    e.DecisionEvaluated: Projections._decision_evaluated,
    e.IncidentRaised: Projections._incident_raised,
    e.IncidentResolved: Projections._incident_resolved,
}
