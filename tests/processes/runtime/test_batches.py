"""Batches: what many commands cost together, and that none of them hurts another."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from processes import services
from processes.engine.commands import (
    CompleteJob,
    CompleteUserTask,
    CorrelateMessage,
    FailJob,
    StartInstance,
    TriggerTimer,
)
from processes.models import (
    ElementInstance,
    Incident,
    InstanceState,
    Job,
    JournalEntry,
    MessageSubscription,
    ProcessDefinition,
    ProcessInstance,
    Timer,
    Variable,
)
from processes.runtime.dispatch import Outcome, Request, dispatch
from processes.runtime.keys import keys
from tasklist.models import UserTask
from tests.support.deploying import deploy
from tests.support.diagrams import process
from tests.support.statements import counted

pytestmark = pytest.mark.django_db

Batch = Callable[[int], list[Request]]


def requests_for(rows: Sequence[object], command: Callable[[int], object]) -> list[Request]:
    return [
        Request(process_instance_key=row.process_instance_key, command=command(row.key))  # type: ignore
        for row in rows
    ]


def started(process_id: str, count: int) -> set[int]:
    return set(services.start_instances(process_id=process_id, batch=[{"n": n} for n in range(count)]))


def starts(process_id: str) -> Batch:
    def batch(size: int) -> list[Request]:
        definition = ProcessDefinition.objects.get(process_id=process_id)
        return [
            Request(
                process_instance_key=key,
                command=StartInstance(
                    process_instance_key=key,
                    process_definition_key=definition.key,
                    version=1,
                    variables={"n": 1},
                ),
            )
            for key in (next(keys) for _ in range(size))
        ]

    return batch


def completions_of_jobs(size: int) -> list[Request]:
    mine = started("jobs", size)
    jobs = Job.objects.filter(process_instance_key__in=mine)
    return requests_for(jobs, lambda key: CompleteJob(job_key=key, variables={"n": 2}))


def failures_of_jobs(size: int) -> list[Request]:
    mine = started("jobs", size)
    jobs = Job.objects.filter(process_instance_key__in=mine)
    return requests_for(jobs, lambda key: FailJob(job_key=key, retries=0, error_message="no"))


def completions_of_user_tasks(size: int) -> list[Request]:
    mine = started("people", size)
    tasks = UserTask.objects.filter(process_instance_key__in=mine)
    return requests_for(tasks, lambda key: CompleteUserTask(user_task_key=key, variables={}))


def timers(size: int) -> list[Request]:
    mine = started("people", size)
    return requests_for(
        Timer.objects.filter(process_instance_key__in=mine), lambda key: TriggerTimer(timer_key=key)
    )


def messages(size: int) -> list[Request]:
    mine = started("messages", size)
    found = MessageSubscription.objects.filter(process_instance_key__in=mine)
    return requests_for(found, lambda key: CorrelateMessage(subscription_key=key, variables={}))


def everything(size: int) -> list[Request]:
    kinds = (
        starts("jobs"),
        completions_of_jobs,
        failures_of_jobs,
        completions_of_user_tasks,
        timers,
        messages,
    )
    return [request for batch in kinds for request in batch(size)]


@pytest.fixture(autouse=True)
def _diagrams() -> None:
    deploy(
        process("jobs").start().service_task("first", "batch.first").service_task("next", "batch.next").end(),
        process("people")
        .start()
        .user_task("approve", candidate_groups="a, b")
        .throw_message("told", "told", key="n")
        .end()
        .boundary_timer("late", "PT1H", on="approve")
        .end("too_late"),
        process("messages").start().catch_message("paid", "paid", key="n").service_task("next", "b").end(),
    )
    keys.reserve()


KINDS = {
    "starts": starts("jobs"),
    "completions of jobs": completions_of_jobs,
    "failures of jobs": failures_of_jobs,
    "completions of user tasks": completions_of_user_tasks,
    "timers": timers,
    "messages": messages,
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_costs_the_same_few_statements_whatever_its_size(kind):
    def cost(size: int) -> tuple[list[str], int]:
        requests = KINDS[kind](size)
        assert len(requests) == size
        with counted() as statements:
            assert [outcome.error for outcome in dispatch(requests)] == [None] * size
        return statements.texts, statements.executions

    cost(1)  # the model is read once
    alone, _ = cost(1)
    together, executions = cost(40)
    # Only their length may differ, where a statement names each row: the shape is the same.
    assert [text[:40] for text in together] == [text[:40] for text in alone]
    assert len(together) <= 15
    if connection.vendor == "postgresql":
        assert executions == len(together), "nothing is repeated for each row behind the scenes"


def test_even_a_batch_of_everything_costs_the_same_statements_for_three_as_for_sixty():
    def cost(size: int) -> int:
        requests = everything(size)
        with counted() as statements:
            assert not any(outcome.error for outcome in dispatch(requests))
        return len(statements.texts)

    cost(1)
    assert cost(10) == cost(3) <= 2 + 22  # two reads; each table once for each way it is written


@pytest.mark.parametrize("steps", [1, 30])
def test_how_far_an_instance_runs_makes_no_difference(steps):
    drawn = process("long").start()
    for step in range(steps):
        drawn = drawn.script_task(f"s{step}", f"{step}", result=f"v{step}")
    deploy(drawn.service_task("work", "batch.long").end())
    batch = starts("long")
    dispatch(batch(1))
    requests = batch(2)
    with counted() as statements:
        dispatch(requests)
    assert len(statements.texts) == 6
    assert ElementInstance.objects.filter(element_type="scriptTask").count() == 3 * steps


# -- nobody is hurt ------------------------------------------------------------------------------------------


def states(instance_keys: Sequence[int]) -> list[str]:
    found = dict(ProcessInstance.objects.filter(key__in=instance_keys).values_list("key", "state"))
    return [found[key] for key in instance_keys]


def completions(instance_keys: Sequence[int]) -> list[Request]:
    tasks = dict(UserTask.objects.values_list("process_instance_key", "key"))
    return [
        Request(
            process_instance_key=key,
            command=CompleteUserTask(user_task_key=tasks[key], variables={"done": 1}),
        )
        for key in instance_keys
    ]


def assert_untouched(instance_key: int) -> None:
    instance = ProcessInstance.objects.get(key=instance_key)
    assert (instance.state, instance.revision) == (InstanceState.ACTIVE, 1)
    assert JournalEntry.objects.filter(process_instance_key=instance_key).count() == 1
    assert not Variable.objects.filter(process_instance_key=instance_key, name="done").exists()
    task = UserTask.objects.get(process_instance_key=instance_key)
    assert task.state == "CREATED"


def failed(outcomes: Sequence[Outcome]) -> list[bool]:
    return [outcome.failed for outcome in outcomes]


def test_an_instance_whose_state_cannot_be_read_hurts_nobody_else():
    good, broken, other = sorted(started("people", 3))
    ProcessInstance.objects.filter(key=broken).update(document='{"schema": 1, "elements": [[1')
    outcomes = dispatch(completions([good, broken, other]))
    assert failed(outcomes) == [False, True, False]
    assert states([good, broken, other]) == ["COMPLETED", "ACTIVE", "COMPLETED"]
    assert_untouched(broken)


def test_an_instance_whose_state_is_nonsense_to_the_engine_hurts_nobody_else():
    good, broken, other = sorted(started("people", 3))
    document = ProcessInstance.objects.get(key=broken).document
    ProcessInstance.objects.filter(key=broken).update(document=document.replace("approve", "gone"))
    outcomes = dispatch(completions([good, broken, other]))
    assert failed(outcomes) == [False, True, False]
    assert_untouched(broken)


def test_what_an_earlier_command_of_the_batch_did_to_a_broken_instance_is_undone_with_it():
    good, broken = sorted(started("people", 2))
    timer = Timer.objects.get(process_instance_key=broken)
    element_id = "late"
    first, second = completions([good, broken])
    # The journal's row of the second revision is there already: only the database finds out.
    JournalEntry.objects.create(
        process_instance_key=broken, revision=2, at=timezone.now(), command="Ghost", events="[]"
    )
    again = Request(process_instance_key=broken, command=TriggerTimer(timer_key=timer.key))
    outcomes = dispatch([first, second, again])
    assert failed(outcomes) == [False, True, True]
    assert states([good, broken]) == ["COMPLETED", "ACTIVE"]
    assert not ElementInstance.objects.filter(process_instance_key=broken, element_id=element_id).exists()
    assert ProcessInstance.objects.get(key=broken).revision == 1


def test_rows_that_the_database_refuses_hurt_only_the_instance_they_are_of():
    good, broken, other = sorted(started("people", 3))
    JournalEntry.objects.create(
        process_instance_key=broken, revision=2, at=timezone.now(), command="Ghost", events="[]"
    )
    outcomes = dispatch(completions([good, broken, other]))
    assert failed(outcomes) == [False, True, False]
    assert states([good, broken, other]) == ["COMPLETED", "ACTIVE", "COMPLETED"]


def test_a_command_that_is_refused_is_as_if_it_had_never_been_asked():
    good, ended = sorted(started("people", 2))
    (early,) = completions([ended])
    dispatch([early])
    entries = JournalEntry.objects.count()
    outcomes = dispatch([early, *completions([good]), early])
    assert [outcome.error is None for outcome in outcomes] == [False, True, False]
    assert not any(failed(outcomes)), "a refusal is the caller's business"
    assert JournalEntry.objects.count() == entries + 1


def test_everything_delivered_twice_happens_once():
    requests = everything(2)
    outcomes = dispatch([*requests, *requests])
    assert [outcome.error is None for outcome in outcomes] == [True] * 12 + [False] * 12
    before = {
        model: model.objects.count() for model in (ProcessInstance, JournalEntry, Job, Incident, Variable)
    }
    assert not any(outcome.error is None for outcome in dispatch(requests))
    assert before == {model: model.objects.count() for model in before}


def test_commands_of_one_instance_are_carried_out_in_their_order():
    deploy(process("two").start().service_task("first", "batch.a").end())
    (key,) = started("two", 1)
    job = Job.objects.get(process_instance_key=key)
    fails = FailJob(job_key=job.key, retries=2, error_message="not yet", retry_at=timezone.now())
    outcomes = dispatch(
        [
            Request(process_instance_key=key, command=fails),
            Request(process_instance_key=key, command=CompleteJob(job_key=job.key, variables={})),
            Request(process_instance_key=key, command=fails),
        ]
    )
    assert [outcome.error is None for outcome in outcomes] == [True, True, False]
    commands = JournalEntry.objects.filter(process_instance_key=key).order_by("revision")
    assert [entry.command for entry in commands] == ["StartInstance", "FailJob", "CompleteJob"]


def test_a_journal_without_gaps_and_with_one_moment_for_what_was_done_together():
    keys_of = sorted(started("people", 3))
    now = timezone.now() + timedelta(hours=3)
    dispatch(completions(keys_of), now=now)
    entries = JournalEntry.objects.filter(process_instance_key__in=keys_of, revision=2)
    assert set(entries.values_list("at", flat=True)) == {now}
    assert entries.count() == 3
