"""The engine as it runs in production: through `processes.services`, on whatever database Django is
configured for. What the scenario sees are the rows.

Time stands still between two acts, so timers are found by query when the clock moves, as the heartbeat finds
them. Needs a database of its own, such as the one that a test is given: it lives in a time of its own, and
whatever is due in it triggers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from processes import services
from processes.bpmn import read_diagram
from processes.engine.state import InstanceState
from processes.models import (
    ElementInstance,
    Incident,
    IncidentState,
    ProcessInstance,
    StartTimer,
    Timer,
    Variable,
)
from processes.runtime import correlation, due_timers, signals, state_document
from processes.scenarios.clock import telling
from processes.scenarios.engine import (
    BEGINNING,
    TIME_TO_LIVE,
    Drawing,
    Engine,
    NothingWaits,
    OpenIncident,
    Variables,
    Visit,
    content_of,
    is_decision_model,
    scope_of,
)

#: who acts, where nobody is named
ACTOR = "scenario"

T = TypeVar("T")


class StoredEngine(Engine):
    def __init__(self, now: datetime = BEGINNING) -> None:
        super().__init__(now)
        self._process_ids: list[str] = []

    # --- doing ------------------------------------------------------------------------------------

    def deploy(self, *diagrams: bytes | Drawing) -> None:
        contents = [content_of(diagram) for diagram in diagrams]
        resources = {
            f"{number}.{'dmn' if is_decision_model(content) else 'bpmn'}": content
            for number, content in enumerate(contents, 1)
        }
        self._act(lambda: services.deploy(resources=resources, deployed_by=ACTOR))
        for content in contents:
            if not is_decision_model(content):
                self._process_ids += [model.process_id for model in read_diagram(content).processes]

    def set_variables(self, variables: Variables, *, element_id: str | None = None) -> None:
        scope_key = scope_of(self.living(), element_id)
        self._act(
            lambda: services.set_variables(
                process_instance_key=self.instance, variables=variables, scope_key=scope_key, set_by=ACTOR
            )
        )

    def cancel(self) -> None:
        self._act(lambda: services.cancel_instance(process_instance_key=self.instance, canceled_by=ACTOR))

    def publish_message(
        self,
        name: str,
        key: str = "",
        variables: Variables | None = None,
        *,
        time_to_live: timedelta = TIME_TO_LIVE,
    ) -> None:
        self._act(
            lambda: services.publish_message(
                name=name, correlation_key=key, variables=variables, time_to_live=time_to_live
            )
        )

    def broadcast_signal(self, name: str, variables: Variables | None = None) -> int:
        return self._act(lambda: services.broadcast_signal(name=name, variables=variables, thrown_by=ACTOR))

    def start_by_conditions(self, variables: Variables) -> int:
        return len(self._act(lambda: services.start_by_conditions(variables=variables, started_by=ACTOR)))

    def advance_clock_to(self, moment: datetime) -> None:
        while (due_at := self._next_due()) is not None and due_at <= moment:
            self.now = max(self.now, due_at)
            before = self._due_keys()
            self._act(due_timers.trigger_due)
            if before <= self._due_keys():
                raise RuntimeError(f"Timers {before} are due, but do not trigger; the log says why.")
        self.now = max(self.now, moment)

    def _next_due(self) -> datetime | None:
        first = [
            rows.order_by("due_at").values_list("due_at", flat=True).first()
            for rows in (Timer.objects.all(), StartTimer.objects.all())
        ]
        return min((due_at for due_at in first if due_at is not None), default=None)

    def _due_keys(self) -> set[tuple[int, datetime]]:
        return {
            row
            for rows in (Timer.objects.all(), StartTimer.objects.all())
            for row in rows.filter(due_at__lte=self.now).values_list("key", "due_at")
        }

    # --- seeing -----------------------------------------------------------------------------------

    def instances(self) -> Mapping[int, str]:
        started = ProcessInstance.objects.filter(process_id__in=self._process_ids).order_by("key")
        return dict(started.values_list("key", "process_id"))

    @property
    def state(self) -> str:
        return ProcessInstance.objects.get(key=self.instance).state

    @property
    def variables(self) -> Variables:
        rows = Variable.objects.filter(scope_key=self.instance).values_list("name", "value")
        return {name: json.loads(value) for name, value in rows}

    def visits(self) -> Sequence[Visit]:
        rows = ElementInstance.objects.filter(process_instance_key=self.instance).order_by("key")
        return [Visit(element_id=row.element_id, state=row.state) for row in rows]

    def open_incidents(self) -> Sequence[OpenIncident]:
        rows = Incident.objects.filter(process_instance_key=self.instance, state=IncidentState.OPEN)
        return [
            OpenIncident(
                key=row.key, element_id=row.element_id, error_type=row.error_type, message=row.message
            )
            for row in rows.order_by("key")
        ]

    def living(self) -> InstanceState:
        row = ProcessInstance.objects.get(key=self.instance)
        return state_document.read(
            row.document,
            key=row.key,
            process_definition_key=row.process_definition_key,
            revision=row.revision,
        )

    # --- by key -----------------------------------------------------------------------------------

    def _only_process(self) -> str:
        known = set(self._process_ids)
        if len(known) != 1:
            raise NothingWaits(f"Expected one deployed process, but there are {len(known)}.")
        return known.pop()

    def _start(self, process_id: str, variables: Variables, business_key: str | None) -> int:
        return self._act(
            lambda: services.start_instance(
                process_id=process_id, variables=variables, business_key=business_key, started_by=ACTOR
            )
        ).key

    def _complete_task(self, key: int, variables: Variables) -> None:
        self._act(
            lambda: services.complete_user_task(user_task_key=key, variables=variables, completed_by=ACTOR)
        )

    def _claim_task(self, key: int, by: str) -> None:
        self._act(lambda: services.claim_user_task(user_task_key=key, user=by))

    def _assign_task(self, key: int, to: str | None) -> None:
        self._act(lambda: services.assign_user_task(user_task_key=key, assignee=to, assigned_by=ACTOR))

    def _complete_job(self, key: int, variables: Variables) -> None:
        self._act(lambda: services.complete_job(job_key=key, variables=variables))

    def _fail_job(self, key: int, retries: int, error_message: str, retry_in: timedelta | None) -> None:
        self._act(
            lambda: services.fail_job(
                job_key=key, error_message=error_message, retries=retries, retry_in=retry_in
            )
        )

    def _throw_error(self, key: int, code: str, message: str | None, variables: Variables) -> None:
        self._act(
            lambda: services.throw_job_error(
                job_key=key, error_code=code, error_message=message, variables=variables
            )
        )

    def _resolve_incident(self, key: int) -> None:
        self._act(lambda: services.resolve_incident(incident_key=key, resolved_by=ACTOR))

    def _act(self, act: Callable[[], T]) -> T:
        """Act at the time of the scenario, and let signals and messages that are on their way arrive."""
        with telling(self):
            done = act()
            while signals.broadcast_thrown() or correlation.correlate_kept():
                pass
        return done
