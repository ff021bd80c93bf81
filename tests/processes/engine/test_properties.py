"""What holds for every process: random block-structured models, run with random choices.

Each command is carried out on three states: the one in memory, one that has been written and read as a
document before, and one to which only the events are applied. All three must stay the same.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processes.bpmn.model import ElementType
from processes.engine import CommandRejected, InstanceState, execute
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.state import (
    Call,
    CatchingWait,
    Condition,
    Incident,
    Job,
    MessageSubscription,
    SignalSubscription,
    Timer,
    UserTask,
)
from tests.processes.engine.blocks import Block, Plan, blocks, plan_of
from tests.support.thrice import execute_thrice, picture

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
#: after so many commands nothing is noticed, failed or interrupted any more, so that the end is reached
PATIENCE = 40
#: what a command is about that completes something, and therefore cannot be repeated
COMPLETING = (c.CompleteJob, c.CompleteUserTask, c.TriggerTimer, c.ResolveIncident, c.CompleteCall)

#: what ends to wait if the event interrupts
CAUGHT = (e.MessageCorrelated, e.SignalReceived, e.ConditionTriggered)

some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Run:
    """One instance, carried out thrice."""

    def __init__(self, plan: Plan) -> None:
        self.model = plan.diagram.model()
        self.state = InstanceState(1, 1)
        self.now = NOW
        self.events: list[e.Event] = []
        self._next_key = 2
        self.do(
            c.StartInstance(
                process_instance_key=1, process_definition_key=1, version=1, variables=plan.variables
            )
        )

    def do(self, command: c.Command) -> None:
        keys = count(self._next_key)
        self.events += execute_thrice(self.model, self.state, command, self.now, keys)
        self._next_key = next(keys)

    def refuses(self, command: c.Command) -> None:
        before = picture(self.state)
        with pytest.raises(CommandRejected):
            execute(self.model, self.state, command, self.now, count(self._next_key))
        assert picture(self.state) == before

    def waits(self) -> list[tuple[int, Any]]:
        return [
            (key, wait)
            for i in self.state.element_instances.values()
            for key, wait in (i.waits or {}).items()
        ]

    def completed(self) -> Counter[str]:
        return Counter(event.element_id for event in self.events if isinstance(event, e.ElementCompleted))


def next_command(run: Run, draw: Any, commands: int) -> c.Command:
    """Something that the instance waits for."""
    calm = commands > PATIENCE
    open_ = [
        (key, wait)
        for key, wait in run.waits()
        if not (isinstance(wait, Job) and wait.retries == 0)
        and not (calm and isinstance(wait, CatchingWait) and _comes_from_outside(run, wait))
    ]
    key, wait = open_[draw(st.integers(0, len(open_) - 1))]
    bad_luck = not calm and draw(st.integers(0, 4)) == 0
    match wait:
        case Job() if bad_luck:
            return draw(st.sampled_from(_failures(key)))
        case Job():
            return c.CompleteJob(job_key=key, variables={f"job_{key}": 1})
        case UserTask() if bad_luck:
            return c.AssignUserTask(user_task_key=key, assignee="ada")
        case UserTask():
            return c.CompleteUserTask(user_task_key=key, variables={})
        case Timer():
            run.now = max(run.now, wait.due_at + timedelta(minutes=draw(st.integers(0, 90))))
            return c.TriggerTimer(timer_key=key)
        case MessageSubscription():
            return c.CorrelateMessage(subscription_key=key, variables={"heard": key})
        case SignalSubscription():
            return c.ReceiveSignal(subscription_key=key, variables={"heard": key})
        case Condition():
            name = wait.element_id.removeprefix("new_")  # of an instance that has migrated
            return c.SetVariables(variables={f"go_{name}": not wait.holds})
        case Call() if bad_luck:
            return draw(st.sampled_from(_called_failures(key)))
        case Call():
            return c.CompleteCall(called_process_instance_key=key, variables={f"call_{key}": 1})
        case Incident():
            return c.ResolveIncident(incident_key=key)
    raise AssertionError(f"nobody knows what to do about {wait}")


def _failures(job_key: int) -> list[c.Command]:
    return [
        c.FailJob(job_key=job_key, retries=0, error_message="no"),
        c.FailJob(job_key=job_key, retries=1, error_message="no"),
        c.ThrowJobError(job_key=job_key, error_code="E", variables={}),
    ]


def _called_failures(key: int) -> list[c.Command]:
    return [
        c.RefuseCall(called_process_instance_key=key, reason="no"),
        c.ThrowCallError(called_process_instance_key=key, error_code="E", variables={}),
        c.ThrowCallEscalation(called_process_instance_key=key, escalation_code="E", variables={}),
    ]


def _comes_from_outside(run: Run, wait: CatchingWait) -> bool:
    """It is about something else than going on: a boundary event, or the start of an event subprocess."""
    event = run.model.elements[wait.element_id]
    return event.type in (ElementType.BOUNDARY_EVENT, ElementType.START_EVENT)


@some
@given(blocks(), st.data())
def test_every_instance_completes_and_leaves_nothing_behind(block: Block, data: st.DataObject) -> None:
    plan = plan_of(block)
    run = Run(plan)
    commands = 0
    while run.state.is_active:
        assert run.waits(), "the instance is active, but waits for nothing"
        command = next_command(run, data.draw, commands)
        run.do(command)
        if isinstance(command, COMPLETING):
            run.refuses(command)
        commands += 1
        assert commands < 500
    assert isinstance(run.events[-1], e.InstanceCompleted)
    assert picture(run.state)[:-1] == ("", {}, {}, set(), set(), {})
    entered = Counter(type(event) for event in run.events)
    assert entered[e.ElementActivated] == entered[e.ElementCompleted] + entered[e.ElementTerminated]
    assert run.completed()["end"] == 1
    for activity, handler in plan.undoing:
        undone = sum(i.element_id == handler for i in run.events if isinstance(i, e.ElementActivated))
        assert undone <= run.completed()[activity]
    if not entered[e.ElementTerminated]:
        completed = run.completed()
        for split, join in plan.pairs:
            assert completed[split] == completed[join]


@some
@given(blocks(), st.data())
def test_what_begins_to_wait_ends_to_wait_once(block: Block, data: st.DataObject) -> None:
    """Canceled at a random moment, too."""
    run = Run(plan_of(block))
    for commands in range(data.draw(st.integers(0, 15))):
        if run.state.is_active:
            run.do(next_command(run, data.draw, commands))
    if run.state.is_active:
        run.do(c.CancelInstance())
    begun = Counter(
        event.key
        for event in run.events
        if isinstance(
            event,
            e.JobCreated
            | e.UserTaskCreated
            | e.TimerScheduled
            | e.MessageSubscriptionOpened
            | e.SignalSubscriptionOpened
            | e.ConditionAwaited
            | e.InstanceCalled
            | e.IncidentRaised,
        )
    )
    ended = Counter(
        event.key
        for event in run.events
        if isinstance(
            event,
            e.JobCompleted
            | e.JobCanceled
            | e.JobErrorThrown
            | e.UserTaskCompleted
            | e.UserTaskCanceled
            | e.TimerTriggered
            | e.TimerCanceled
            | e.MessageSubscriptionClosed
            | e.SignalSubscriptionClosed
            | e.ConditionDropped
            | e.CallCompleted
            | e.CallFailed
            | e.CallCanceled
            | e.IncidentResolved,
        )
        or (isinstance(event, CAUGHT) and event.closes)
    )
    assert begun == ended
    assert set(begun.values()) <= {1}


@some
@given(blocks(), st.data())
def test_a_refused_command_changes_nothing(block: Block, data: st.DataObject) -> None:
    run = Run(plan_of(block))
    for commands in range(data.draw(st.integers(0, 6))):
        if run.state.is_active:
            run.do(next_command(run, data.draw, commands))
    waits = dict(run.waits())
    for key in data.draw(st.lists(st.integers(0, 60), max_size=8)):
        kind = type(waits.get(key))
        wrong = [
            (Job, c.CompleteJob(job_key=key, variables={})),
            (Job, c.ThrowJobError(job_key=key, error_code="E", variables={})),
            (UserTask, c.CompleteUserTask(user_task_key=key, variables={})),
            (Timer, c.TriggerTimer(timer_key=key)),
            (MessageSubscription, c.CorrelateMessage(subscription_key=key, variables={})),
            (SignalSubscription, c.ReceiveSignal(subscription_key=key, variables={})),
            (Call, c.CompleteCall(called_process_instance_key=key, variables={})),
            (Call, c.ThrowCallError(called_process_instance_key=key, error_code="E", variables={})),
            (Call, c.RefuseCall(called_process_instance_key=key, reason="no")),
            (Incident, c.ResolveIncident(incident_key=key)),
        ]
        for expected, command in wrong:
            if kind is not expected:
                run.refuses(command)
