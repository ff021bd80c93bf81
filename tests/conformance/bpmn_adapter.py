"""The BPMN part of the adapter: other people's scenarios on our engine in memory.

What a case replaces by a *handler* (a Java class, a script in another language) becomes a job here, done by
the adapter as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from processes import feel
from processes.bpmn import DiagramRejected
from processes.bpmn.event_definitions import (
    ConditionalEventDefinition,
    MessageEventDefinition,
    SignalEventDefinition,
)
from processes.bpmn.extensions.juel import feel_from_juel, is_juel
from processes.bpmn.importing import import_diagram
from processes.bpmn.model import ElementType
from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine.state import (
    Condition,
    Incident,
    Job,
    MessageSubscription,
    SignalSubscription,
    Timer,
    UserTask,
)
from processes.scenarios.memory_engine import MemoryEngine
from tests.conformance.handled import as_job, is_valid
from tests.conformance.imported import what_got_lost
from tests.conformance.packs import load_runner

_WAITING = (
    ElementType.USER_TASK,
    ElementType.RECEIVE_TASK,
    ElementType.INTERMEDIATE_CATCH_EVENT,
    ElementType.EVENT_BASED_GATEWAY,
)


#: a token that waits in front of a join for one that cannot come is someone's to look at, but no failure
_NO_FAILURE = frozenset({"JOIN_NEVER_COMPLETE"})


class BpmnAdapter:
    def __init__(self, now: datetime, host: Any) -> None:
        self.engine = MemoryEngine(now)
        self.host = host
        self.busy: dict[int, datetime] = {}
        self.uncaught: list[str] = []
        host.clock = lambda: self.engine.now

    # --- doing ------------------------------------------------------------------------------------

    def deploy(self, files: list[str]) -> None:
        try:
            self.engine.deploy(*[as_job(Path(name).read_bytes(), self.host) for name in files])
        except DiagramRejected as rejected:
            if not is_valid(rejected):
                raise load_runner().Rejected(str(rejected)) from rejected
        except etree.XMLSyntaxError as rejected:
            raise load_runner().Rejected(str(rejected)) from rejected

    def import_model(self, path: str) -> None:
        """The pack asks only that nothing is raised; a file whose elements got lost must not pass."""
        content = Path(path).read_bytes()
        imported = import_diagram(content, resource=Path(path).name)
        lost = what_got_lost(content, imported)
        if lost:
            raise load_runner().EngineError(f"lost: {lost}")

    def start(self, process_id: str, variables: dict[str, Any]) -> int:
        try:
            key = self.engine.start(process_id, variables)
        except CommandRejected as refused:
            raise load_runner().EngineError(str(refused)) from refused
        self._until_quiet()
        incidents = [
            incident.message
            for each in self._with_called(key)
            for incident in self._incidents(each)
            if incident.error_type not in _NO_FAILURE
        ]
        if incidents and not self.tasks(key):
            raise load_runner().EngineError("; ".join(incidents))
        return key

    def start_by_message(self, name: str, variables: dict[str, Any]) -> int:
        before = set(self.engine.instances())
        if not self.engine.start_by_message(name, variables):
            raise load_runner().EngineError(f"nothing starts by message {name}")
        self._until_quiet()
        return min(set(self.engine.instances()) - before)

    def complete(self, task: tuple[int, int], variables: dict[str, Any]) -> None:
        self._do(task[0], c.CompleteUserTask(user_task_key=task[1], variables=variables))

    def trigger(self, element: str, index: int = 0) -> None:
        found = [
            (instance, key)
            for instance, owner, key, wait in self._waits(MessageSubscription)
            if wait.element_id == element and owner.element_id == element
        ]
        instance, key = found[index]
        self._do(instance, c.CorrelateMessage(subscription_key=key, variables={}))

    def correlate(self, name: str, variables: dict[str, Any]) -> None:
        waiting = [
            (instance, key)
            for instance, _, key, wait in self._waits(MessageSubscription)
            if wait.message_name == name
        ]
        if len(waiting) > 1:
            raise load_runner().Ambiguous(name)
        if waiting:
            self._do(waiting[0][0], c.CorrelateMessage(subscription_key=waiting[0][1], variables=variables))
        elif self.engine.start_by_message(name, variables):
            self._until_quiet()
        else:
            raise load_runner().NoMatch(name)

    def deliver(self, name: str, element: str, index: int = 0) -> None:
        waiting = [
            (instance, key)
            for instance, _, key, wait in self._waits(MessageSubscription)
            if wait.message_name == name and wait.element_id == element
        ]
        if len(waiting) <= index:
            raise load_runner().NoMatch(name)
        instance, key = waiting[index]
        self._do(instance, c.CorrelateMessage(subscription_key=key, variables={}))

    def broadcast(
        self, name: str, variables: dict[str, Any] | None = None, instance: int | None = None
    ) -> int:
        if instance is None:
            received = self.engine.broadcast_signal(name, variables or {})
            self._until_quiet()
            return received
        waiting = [
            (at, key)
            for at, _, key, wait in self._waits(SignalSubscription, instance)
            if wait.signal_name == name
        ]
        for at, key in waiting:
            self._do(at, c.ReceiveSignal(subscription_key=key, variables=variables or {}))
        return len(waiting)

    def fire_timer(self, element: str, index: int = 0) -> None:
        due = [(at, key) for at, _, key, wait in self._waits(Timer) if wait.element_id == element]
        if due:
            at, key = due[index]
            self._do(at, c.TriggerTimer(timer_key=key))
        else:
            self.engine.trigger_start_timer(element)
            self._until_quiet()

    def advance(self, to: datetime) -> None:
        while True:
            busy = min(self.busy.values(), default=None)
            due = self.engine.next_due()
            first = min((moment for moment in (busy, due) if moment is not None), default=None)
            if first is None or first > to:
                break
            self.engine.advance_clock_to(max(first, self.engine.now))
            self._until_quiet()
        self.engine.advance_clock_to(to)
        self._until_quiet()

    def set_variables(self, instance: int, variables: dict[str, Any]) -> None:
        self._do(instance, c.SetVariables(variables=variables))

    def cancel(self, instance: int) -> None:
        self._do(instance, c.CancelInstance())

    def evaluate_start_conditions(self, variables: dict[str, Any]) -> int:
        started = self.engine.start_by_conditions(variables)
        self._until_quiet()
        return started

    # --- seeing -----------------------------------------------------------------------------------

    def tasks(self, instance: int | None = None) -> list[tuple[tuple[int, int], str]]:
        return [((at, key), owner.element_id) for at, owner, key, _ in self._waits(UserTask, instance)]

    def waiting(self, instance: int | None = None) -> list[str]:
        return [
            owner.element_id
            for at, state, model in self._states(instance)
            for owner in state.element_instances.values()
            if owner.waits
            and model.elements[owner.element_id].type in _WAITING
            and not (model.elements[owner.element_id].loop and owner.loop)
        ]

    def ended(self, instance: int) -> bool:
        return not self.engine.state_of(instance).is_active

    def running(self, process_id: str | None = None) -> int:
        return sum(
            self.engine.state_of(key).is_active and process_id in (None, started)
            for key, started in self.engine.instances().items()
        )

    def variables(self, instance: int) -> dict[str, Any]:
        return dict(self.engine.variables_of(instance))

    def subscriptions(self, kind: str, name: str | None = None) -> int:
        waits = {
            # A receive task without a message is called by its id, which the cases count as no subscription.
            "message": [
                w.message_name
                for _, _, _, w in self._waits(MessageSubscription)
                if w.message_name != w.element_id
            ],
            "signal": [w.signal_name for _, _, _, w in self._waits(SignalSubscription)],
            "conditional": ["" for _ in self._waits(Condition)],
        }
        starts = {
            "message": MessageEventDefinition,
            "signal": SignalEventDefinition,
            "conditional": ConditionalEventDefinition,
        }
        count = 0
        for each in waits if kind == "any" else [kind]:
            names = list(waits[each])
            for model in self.engine.latest_models():
                for _, definition in model.starts_by(starts[each]):
                    expression = getattr(definition, "name", None)
                    names.append(expression.evaluate({}, now=self.engine.now) if expression else "")
            count += sum(name in (None, found) for found in names)
        return count

    def timers(self) -> int:
        return len(list(self._waits(Timer))) + self.engine.start_timer_count()

    def uncaught_errors(self) -> list[str]:
        found = [
            incident.message
            for key in self.engine.instances()
            for incident in self._incidents(key)
            if incident.error_type == "UNHANDLED_BPMN_ERROR"
        ]
        return self.uncaught + found

    # --- jobs -------------------------------------------------------------------------------------

    def _do(self, instance: int, command: c.Command) -> None:
        try:
            self.engine.do_to(instance, command)
        except CommandRejected as refused:
            raise load_runner().EngineError(str(refused)) from refused
        self._until_quiet()

    def _until_quiet(self) -> None:
        """Do all jobs that can be done now."""
        for _ in range(10_000):
            job = next(
                (
                    (at, owner, key, wait)
                    for at, owner, key, wait in self._waits(Job)
                    if (key not in self.busy or self.busy[key] <= self.engine.now)
                    and not any(owner.waits_of(Incident))
                ),
                None,
            )
            if job is None:
                return
            self._work(*job)
        raise load_runner().EngineError("never quiet")

    def _work(self, at: int, owner: Any, key: int, job: Job) -> None:
        if key in self.busy:
            del self.busy[key]
            self.engine.do_to(at, c.CompleteJob(job_key=key, variables={}))
            return
        kind, _, text = job.type.partition(":")
        set_: dict[str, Any] = {}
        visible = dict(self.engine.visible(at, owner.key))
        try:
            if kind == "script":
                busy = self.host.script(
                    owner.element_id, text, lambda name: visible.get(name), set_.__setitem__
                )
                if busy is not None:
                    self.busy[key] = self.engine.now + timedelta(seconds=busy)
                    return
            else:
                set_ = self._handled(owner.element_id, visible)
        except load_runner().BpmnError as error:
            self.engine.do_to(at, c.ThrowJobError(job_key=key, error_code=_code(error), variables={}))
            return
        self.engine.do_to(at, c.CompleteJob(job_key=key, variables=set_))

    def _handled(self, element_id: str, visible: dict[str, Any]) -> dict[str, Any]:
        handler = self.host.handler(element_id) or {"behaviour": "noop"}
        if handler["behaviour"] == "throw_bpmn_error":
            raise load_runner().BpmnError(handler["code"])
        return {
            name: _value(expression, visible, self.engine.now)
            for name, expression in handler.get("variables", {}).items()
        }

    # --- all instances ----------------------------------------------------------------------------

    def _with_called(self, instance: int | None) -> list[int]:
        keys = list(self.engine.instances())
        if instance is None:
            return keys
        found = [instance]
        for key in keys:
            parent = self.engine.parent_of(key)
            if parent in found:
                found.append(key)
        return found

    def _states(self, instance: int | None) -> Iterator[tuple[int, Any, Any]]:
        for key in self._with_called(instance):
            yield key, self.engine.state_of(key), self.engine.model_of(key)

    def _waits(self, kind: type[Any], instance: int | None = None) -> list[tuple[int, Any, int, Any]]:
        found = [
            (at, owner, key, wait)
            for at, state, _ in self._states(instance)
            for owner in state.element_instances.values()
            for key, wait in owner.waits_of(kind)
        ]
        return sorted(found, key=lambda each: each[2])

    def _incidents(self, key: int) -> list[Any]:
        return list(self.engine.incidents_of(key))


def _code(error: Exception) -> str:
    return str(getattr(error, "code", None) or error.args[0])


def _value(expression: Any, visible: dict[str, Any], now: datetime) -> Any:
    if not isinstance(expression, str):
        return expression
    text = feel_from_juel(expression) if is_juel(expression) else expression
    return feel.to_json(feel.compile(text).evaluate(visible, now=now))
