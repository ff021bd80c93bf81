"""Running a mutant that was accepted: some instances, random commands, and after each the invariants of the
engine. Only a rejection may come out; everything else that goes wrong in a process is an incident of it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from random import Random
from time import process_time
from typing import Any

from processes.bpmn.event_definitions import MessageEventDefinition, SignalEventDefinition
from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.errors import ElementFailed
from processes.engine.state import (
    Call,
    Condition,
    Incident,
    Job,
    MessageSubscription,
    SignalSubscription,
    Timer,
    UserTask,
)
from processes.scenarios.memory_engine import MemoryEngine
from tests.support.thrice import execute_thrice, picture

STEPS = 25
#: seconds of computing, after which no further command is given: the limit of an input is for one that hangs
ENOUGH = 2.0
#: an instance that becomes wider than this is left alone: comparing it after each command takes too long
WIDEST = 400
VALUES = (
    None,
    True,
    False,
    0,
    1,
    -1,
    2.5,
    "",
    "a",
    "gold",
    [],
    [1, 2, 3],
    {},
    {"a": {"b": [1]}},
    "PT1H",
    "2026-01-05",
)
NAMES = ("a", "b", "amount", "items", "item", "approved", "go", "status", "test", "input", "key")


class CheckedEngine(MemoryEngine):
    """Carries out each command thrice, as `thrice` does."""

    def _do(self, instance_key: int, command: c.Command) -> list[e.Event]:
        instance = self._instances[instance_key]
        if len(instance.state.element_instances) > WIDEST:
            return super()._do(instance_key, command)
        before = picture(instance.state)
        try:
            events = execute_thrice(
                instance.definition.model, instance.state, command, self.now, self.keys, self._find_decision
            )
        except CommandRejected:
            # A rejected start leaves a state behind that nobody has seen yet.
            unchanged = isinstance(command, c.StartInstance) or picture(instance.state) == before
            assert unchanged, f"{command} was rejected, but has changed something"
            raise
        if not instance.state.is_active:
            assert not instance.state.owners, "the instance has ended, but something still waits"
        instance.events += events
        self._let_follow(instance_key, events)
        self._follow()
        return events

    def living_instances(self) -> list[int]:
        return [key for key, each in self._instances.items() if each.state.is_active]


def run_at_random(content: bytes, random: Random) -> set[str]:
    """What happened on the way, in names of events."""
    engine = CheckedEngine()
    began = process_time()
    # A start timer that is due on no day is refused where deployments are checked, not here.
    with suppress(ElementFailed):
        engine.deploy(content)
    for model in engine.latest_models():
        with suppress(CommandRejected):
            engine.start(model.process_id, _variables(random))
        for _, message in model.starts_by(MessageEventDefinition):
            with suppress(CommandRejected):
                engine.start_by_message(str(message.name.evaluate({})), _variables(random))
        for _, signal in model.starts_by(SignalEventDefinition):
            with suppress(CommandRejected):
                engine.broadcast_signal(str(signal.name.evaluate({})), _variables(random))
        with suppress(CommandRejected):
            engine.start_by_conditions(_variables(random))
    for _ in range(STEPS):
        living = engine.living_instances()
        if not living or len(engine.instances()) > 50 or process_time() - began > ENOUGH:
            break
        key = random.choice(living)
        with suppress(CommandRejected):
            engine.do_to(key, _command(engine, key, random))
    return {type(event).__name__ for key in engine.instances() for event in engine.events_of(key)}


def _command(engine: CheckedEngine, instance_key: int, random: Random) -> c.Command:
    state = engine.state_of(instance_key)
    waits = [
        (key, wait) for each in state.element_instances.values() for key, wait in (each.waits or {}).items()
    ]
    if not waits or random.random() < 0.1:
        return random.choice(
            (
                c.SetVariables(variables=_variables(random)),
                c.CancelInstance(),
                c.CompleteJob(job_key=random.randint(1, 50), variables={}),
                c.ResolveIncident(incident_key=random.randint(1, 50)),
            )
        )
    key, wait = random.choice(waits)
    unlucky, variables = random.random() < 0.3, _variables(random)
    match wait:
        case Job() if unlucky:
            return random.choice(
                (
                    c.FailJob(job_key=key, retries=random.randint(0, 1), error_message="no"),
                    c.ThrowJobError(job_key=key, error_code="E", variables=variables),
                )
            )
        case Job():
            return c.CompleteJob(job_key=key, variables=variables)
        case UserTask() if unlucky:
            return c.AssignUserTask(user_task_key=key, assignee=random.choice(("ada", None)))
        case UserTask():
            return c.CompleteUserTask(user_task_key=key, variables=variables)
        case Timer():
            engine.now = max(engine.now, wait.due_at + timedelta(minutes=random.randint(0, 90)))
            return c.TriggerTimer(timer_key=key)
        case MessageSubscription():
            return c.CorrelateMessage(subscription_key=key, variables=variables)
        case SignalSubscription():
            return c.ReceiveSignal(subscription_key=key, variables=variables)
        case Condition():
            return c.SetVariables(variables=variables)
        case Call() if unlucky:
            return random.choice(
                (
                    c.RefuseCall(called_process_instance_key=key, reason="no"),
                    c.ThrowCallError(called_process_instance_key=key, error_code="E", variables=variables),
                )
            )
        case Call():
            return c.CompleteCall(called_process_instance_key=key, variables=variables)
        case Incident():
            return c.ResolveIncident(incident_key=key)
    raise AssertionError(f"nobody knows what to do about {wait}")


def _variables(random: Random) -> dict[str, Any]:
    return {random.choice(NAMES): random.choice(VALUES) for _ in range(random.randint(0, 4))}
