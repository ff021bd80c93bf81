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

from processes import selectors, services
from processes.bpmn import read_diagram
from processes.bpmn.model import ProcessModel
from processes.bpmn.scripts import PYTHON, job_type_of
from processes.engine.commands import ActivateInstruction, Command
from processes.engine.state import InstanceState
from processes.models import (
    ArrivedTrigger,
    ElementInstance,
    Incident,
    IncidentState,
    MessageSubscription,
    ProcessDefinition,
    ProcessInstance,
    StartTimer,
    Timer,
    Variable,
)
from processes.models import InstanceState as State
from processes.resources.problems import ResourceRejected
from processes.runtime import correlation, due_timers, job_queue, parts, signals, state_document
from processes.runtime.dispatch import Request, carry_out, dispatch
from processes.runtime.keys import keys
from processes.runtime.process_models import load_model
from processes.scenarios import script_jobs
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
    kind_of,
    scope_of,
)

#: who acts, where nobody is named
ACTOR = "scenario"

T = TypeVar("T")


def _run_scripts() -> int:
    """Those in Python that wait. How many."""
    leases = {job_type_of(PYTHON): job_queue.Lease(timedelta(minutes=10))}
    jobs = job_queue.activate(leases, worker=ACTOR, limit=20)
    dispatch(
        [
            Request(
                process_instance_key=job.process_instance_key,
                command=script_jobs.done(job.key, job.headers, job.variables),
                actor=ACTOR,
            )
            for job in jobs
        ]
    )
    return len(jobs)


class StoredEngine(Engine):
    def __init__(self, now: datetime = BEGINNING) -> None:
        super().__init__(now)
        self._process_ids: list[str] = []

    # --- doing ------------------------------------------------------------------------------------

    def deploy(self, *diagrams: bytes | Drawing) -> None:
        contents = [content_of(diagram) for diagram in diagrams]
        resources = {f"{number}.{kind_of(content)}": content for number, content in enumerate(contents, 1)}
        try:
            self._act(lambda: services.deploy(resources=resources, deployed_by=ACTOR))
        except services.DeploymentRejected as rejected:
            raise ResourceRejected(rejected.problems) from rejected
        for content in contents:
            if kind_of(content) == "bpmn":
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

    def migrate(
        self,
        process_id: str | None = None,
        *,
        instance: int | None = None,
        mapping: Mapping[str, str] | None = None,
        recompute_timers: bool = False,
    ) -> None:
        key = instance or self.instance
        wanted = process_id or ProcessInstance.objects.get(key=key).process_id
        target = ProcessDefinition.objects.get(process_id=wanted, is_latest=True)
        self._act(
            lambda: services.migrate_instance(
                process_instance_key=key,
                process_definition_key=target.key,
                mapping=mapping or {},
                recompute_timers=recompute_timers,
                migrated_by=ACTOR,
            )
        )

    def _restart(self, ended: int, element_ids: Sequence[str], variables: Variables) -> int:
        done = self._act(
            lambda: services.restart_instance(
                process_instance_key=ended,
                start=[ActivateInstruction(element_id=each) for each in element_ids],
                variables=variables,
                restarted_by=ACTOR,
            )
        )
        return done.process_instance_key

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

    def start_by_message(self, name: str, variables: Variables, correlation_key: str = "") -> int | None:
        keys.reserve()
        message = correlation.Incoming(
            key=next(keys), name=name, correlation_key=correlation_key, variables=variables, actor=ACTOR
        )
        delivery = correlation.Delivery()
        self._act(lambda: correlation.start_instances([message], delivery, self.now))
        if message.key in delivery.failed:
            raise delivery.failed[message.key]
        return delivery.received.get(message.key)

    def start_by_conditions(self, variables: Variables) -> int:
        return len(self._act(lambda: services.start_by_conditions(variables=variables, started_by=ACTOR)))

    def trigger_start_timer(self, element_id: str) -> None:
        waiting = StartTimer.objects.filter(element_id=element_id).order_by("due_at", "key").first()
        if waiting is None:
            raise NothingWaits(f"Expected a timer start event {element_id!r} to wait, but there is none.")
        self._act(lambda: due_timers.start_by([waiting], self.now))

    def do_to(self, key: int, command: Command) -> None:
        request = Request(process_instance_key=key, command=command, actor=ACTOR)
        self._act(lambda: carry_out(request))

    def advance_clock_to(self, moment: datetime) -> None:
        while (due_at := self.next_due()) is not None and due_at <= moment:
            self.now = max(self.now, due_at)
            before = self._due_keys()
            self._act(due_timers.trigger_due)
            if before <= self._due_keys():
                raise RuntimeError(f"Timers {before} are due, but do not trigger; the log says why.")
        self.now = max(self.now, moment)

    def next_due(self) -> datetime | None:
        first = [
            rows.order_by("due_at").values_list("due_at", flat=True).first()
            for rows in (Timer.objects.filter(is_suspended=False), StartTimer.objects.all())
        ]
        return min((due_at for due_at in first if due_at is not None), default=None)

    def _due_keys(self) -> set[tuple[int, datetime]]:
        return {
            row
            for rows in (Timer.objects.filter(is_suspended=False), StartTimer.objects.all())
            for row in rows.filter(due_at__lte=self.now).values_list("key", "due_at")
        }

    # --- seeing -----------------------------------------------------------------------------------

    def instances(self) -> Mapping[int, str]:
        started = ProcessInstance.objects.filter(process_id__in=self._process_ids).order_by("key")
        return dict(started.values_list("key", "process_id"))

    def state_of(self, key: int) -> InstanceState:
        return _read(ProcessInstance.objects.get(key=key))

    def active_states(self) -> Mapping[int, InstanceState]:
        active = ProcessInstance.objects.filter(state=State.ACTIVE).order_by("key")
        return {row.key: _read(row) for row in active}

    def outcome_of(self, key: int) -> str:
        return ProcessInstance.objects.get(key=key).state

    def model_of(self, key: int) -> ProcessModel:
        return load_model(ProcessInstance.objects.get(key=key).process_definition_key)

    def variables_of(self, key: int) -> Variables:
        rows = Variable.objects.filter(scope_key=key).values_list("name", "value")
        return {name: json.loads(value) for name, value in rows}

    def visible(self, key: int, scope_key: int) -> Variables:
        return selectors.visible_variables(key, scope_key)

    def visits_of(self, key: int) -> Sequence[Visit]:
        rows = ElementInstance.objects.filter(process_instance_key=key).order_by("key")
        return [Visit(element_id=row.element_id, state=row.state) for row in rows]

    def incidents_of(self, key: int) -> Sequence[OpenIncident]:
        rows = Incident.objects.filter(process_instance_key=key, state=IncidentState.OPEN)
        return [
            OpenIncident(
                key=row.key, element_id=row.element_id, error_type=row.error_type, message=row.message
            )
            for row in rows.order_by("key")
        ]

    def parent_of(self, key: int) -> int | None:
        return ProcessInstance.objects.get(key=key).parent_process_instance_key

    def correlation_keys(self) -> Mapping[int, str]:
        return dict(MessageSubscription.objects.values_list("key", "correlation_key"))

    def latest_models(self) -> Sequence[ProcessModel]:
        latest = ProcessDefinition.objects.filter(is_latest=True).order_by("key")
        return [load_model(key) for key in latest.values_list("key", flat=True)]

    def arrived_triggers(self) -> Sequence[tuple[str, str, str]]:
        arrived = ArrivedTrigger.objects.order_by("arrived_at", "key")
        return list(arrived.values_list("process_definition__process_id", "element_id", "trigger"))

    def start_timers(self) -> Sequence[tuple[str, datetime]]:
        return list(StartTimer.objects.order_by("key").values_list("element_id", "due_at"))

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
            try:
                done = act()
            except services.NotFound as missing:
                raise NothingWaits(str(missing)) from missing
            while signals.broadcast_thrown() or correlation.correlate_kept() or _run_scripts():
                pass
        return done


def _read(row: ProcessInstance) -> InstanceState:
    state = state_document.read(
        row.document,
        key=row.key,
        process_definition_key=row.process_definition_key,
        revision=row.revision,
    )
    for part in parts.of_instance(row.key).values():
        state_document.read_part(state, part)
    return state
