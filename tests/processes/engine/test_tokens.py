"""What tokens do: on the pure engine, with diagrams drawn in the test."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from processes.engine import CommandRejected, InstanceState, execute
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.state import Incident, Job, Timer, UserTask
from tests.support.diagrams import process

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Run:
    """One instance, and what has happened in it."""

    def __init__(self, diagram: Any, **variables: Any) -> None:
        self.model = diagram.model()
        self.keys = count(2)
        self.now = NOW
        self.state = InstanceState(key=1, process_definition_key=1)
        self.events: list[e.Event] = []
        self.do(
            c.StartInstance(process_instance_key=1, process_definition_key=1, version=1, variables=variables)
        )

    def do(self, command: c.Command) -> None:
        self.events += execute(self.model, self.state, command, self.now, self.keys)

    def key(self, kind: type) -> int:
        (key,) = (key for i in self.state.element_instances.values() for key, _ in i.waits_of(kind))
        return key

    def complete_task(self, **variables: Any) -> None:
        self.do(c.CompleteUserTask(user_task_key=self.key(UserTask), variables=variables))

    def named(self, kind: type) -> list[str]:
        return [event.element_id for event in self.events if isinstance(event, kind)]

    @property
    def has_completed(self) -> bool:
        return isinstance(self.events[-1], e.InstanceCompleted)


def test_an_instance_runs_from_start_to_end():
    run = Run(process("p").start().end())
    assert run.named(e.ElementCompleted) == ["start", "end"]
    assert run.has_completed
    assert not run.state.is_active


def test_interrupting_boundary_timer_ends_the_activity():
    run = Run(
        process("p")
        .start()
        .user_task("approve")
        .end()
        .boundary_timer("overdue", "PT1H", on="approve")
        .end("late")
    )
    run.now += timedelta(hours=1)
    run.do(c.TriggerTimer(timer_key=run.key(Timer)))
    assert run.named(e.ElementTerminated) == ["approve"]
    assert run.named(e.ElementCompleted)[-2:] == ["overdue", "late"]
    assert run.has_completed


def test_a_timer_that_is_gone_is_refused_and_nothing_changes():
    run = Run(
        process("p")
        .start()
        .user_task("approve")
        .end()
        .boundary_timer("overdue", "PT1H", on="approve")
        .end("late")
    )
    timer = run.key(Timer)
    run.complete_task()
    with pytest.raises(CommandRejected):
        run.do(c.TriggerTimer(timer_key=timer))
    assert run.has_completed


def test_a_task_is_completed_only_once():
    run = Run(process("p").start().user_task("approve").user_task("again").end())
    first = run.key(UserTask)
    run.complete_task(answer=1)
    with pytest.raises(CommandRejected):
        run.do(c.CompleteUserTask(user_task_key=first, variables={"answer": 2}))
    assert run.state.variables[1] == {"answer": 1}


def test_who_claims_second_is_refused():
    run = Run(process("p").start().user_task("approve").end())
    key = run.key(UserTask)
    run.do(c.ClaimUserTask(user_task_key=key, assignee="ada"))
    with pytest.raises(CommandRejected, match="ada has it"):
        run.do(c.ClaimUserTask(user_task_key=key, assignee="ben"))


def test_a_job_without_retries_is_an_incident_until_it_is_resolved():
    run = Run(process("p").start().service_task("charge", "charge").end())
    job = run.key(Job)
    run.do(c.FailJob(job_key=job, retries=0, error_message="card declined"))
    with pytest.raises(CommandRejected):
        run.do(c.FailJob(job_key=job, retries=0, error_message="again"))
    run.do(c.ResolveIncident(incident_key=run.key(Incident)))
    run.do(c.CompleteJob(job_key=job, variables={}))
    assert run.has_completed
