"""User tasks: work for people (BPMN 10.3.3)."""

from datetime import UTC, datetime

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.state import UserTask
from tests.support.diagrams import process


def created(engine):
    (event,) = (event for event in engine.events if isinstance(event, e.UserTaskCreated))
    return event


def assignee(engine):
    ((_, _, task),) = engine.waits(UserTask)
    return task.assignee


def test_a_task_says_who_may_do_it_and_until_when(engine):
    engine.deploy(
        process("p").user_task(
            "approve",
            assignee="=boss",
            candidate_users="ada, ben,ada,",
            candidate_groups='=["sales", "office"]',
            due_date="P2D",
            follow_up_date="2026-02-01T09:00:00Z",
            priority="=70",
            form_id="approval",
        )
    )
    engine.start(variables={"boss": "carl"})
    task = created(engine)
    assert task.assignee == "carl"
    assert task.candidate_users == ["ada", "ben"]
    assert task.candidate_groups == ["sales", "office"]
    assert task.due_at == datetime(2026, 1, 7, 12, tzinfo=UTC)
    assert task.follow_up_at == datetime(2026, 2, 1, 9, tzinfo=UTC)
    assert (task.priority, task.form_id, task.name) == (70, "approval", "approve")


def test_what_a_task_does_not_say_is_open(engine):
    engine.deploy(process("p").user_task("approve", assignee="=nobody"))
    engine.start()
    task = created(engine)
    assert (task.assignee, task.candidate_users, task.candidate_groups) == (None, [], [])
    assert (task.due_at, task.follow_up_at, task.priority) == (None, None, 50)


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ({"assignee": "=5"}, "the assignee of 'approve' to be a text, but it is 5"),
        ({"assignee": '=string join(for i in 1..100 return "abc")'}, "at most 255 printable characters"),
        (
            {"candidate_users": "=[1]"},
            "the candidate users of 'approve' to be a list of texts, but it is [1]",
        ),
        ({"candidate_groups": "=true"}, "a list of texts, but it is true"),
        (
            {"due_date": '="soon"'},
            "the due date of 'approve' to be a date and time or a duration, but it is \"soon\"",
        ),
        ({"due_date": '="P9999Y"'}, "a date and time or a duration"),
        ({"follow_up_date": "=5"}, "the follow-up date of 'approve'"),
        ({"priority": "=101"}, "a whole number from 0 to 100, but it is 101"),
        ({"priority": '="high"'}, 'but it is "high"'),
    ],
)
def test_a_task_that_cannot_be_made_is_an_incident(engine, detail, told):
    engine.deploy(process("p").user_task("approve", **detail))
    engine.start()
    (incident,) = engine.open_incidents()
    assert incident.error_type == "USER_TASK_ERROR"
    assert told in incident.message
    assert engine.tasks == []


def test_who_claims_first_has_it(engine):
    engine.deploy(process("p").user_task("approve"))
    engine.start()
    engine.claim_task("approve", "ada")
    with pytest.raises(CommandRejected, match="ada has it"):
        engine.claim_task("approve", "ben")
    engine.claim_task("approve", "ada")  # again: harmless
    assert assignee(engine) == "ada"


def test_a_task_can_be_given_back_and_to_someone_else(engine):
    engine.deploy(process("p").user_task("approve", assignee="ada"))
    engine.start()
    engine.assign_task("approve", None)
    engine.claim_task("approve", "ben")
    engine.assign_task("approve", "carl")
    assert assignee(engine) == "carl"


def test_completing_goes_on_with_the_answers(engine):
    engine.deploy(process("p").user_task("approve").end())
    engine.start()
    engine.complete_task("approve", {"approved": True})
    assert engine.path == ["start", "approve", "end"]
    assert engine.variables == {"approved": True}


def test_a_task_is_completed_only_once(engine):
    engine.deploy(process("p").user_task("approve").user_task("again").end())
    engine.start()
    first = engine.key_of(UserTask)
    engine.complete_task("approve", {"answer": 1})
    for late in (
        c.CompleteUserTask(user_task_key=first, variables={"answer": 2}),
        c.ClaimUserTask(user_task_key=first, assignee="ada"),
        c.AssignUserTask(user_task_key=first, assignee="ada"),
    ):
        with pytest.raises(CommandRejected, match="no longer there"):
            engine.do(late)
    assert engine.variables == {"answer": 1}
    assert engine.tasks == ["again"]


def test_a_task_uses_what_its_input_mappings_made(engine):
    engine.deploy(process("p").user_task("approve", assignee="=person").input("=boss.name", "person"))
    engine.start(variables={"boss": {"name": "ada"}})
    assert created(engine).assignee == "ada"


def test_due_date_and_priority_can_be_said_anew(engine):
    engine.deploy(process("p").user_task("approve", priority="40"))
    engine.start()
    key = engine.key_of(UserTask)
    due_at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    engine.do(c.UpdateUserTask(user_task_key=key, changed=["due_at"], due_at=due_at, priority=7))
    updated = next(event for event in engine.events if isinstance(event, e.UserTaskUpdated))
    assert (updated.changed, updated.due_at, updated.priority) == (["due_at"], due_at, None)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"changed": []}, "in nothing"),
        ({"changed": ["name"]}, "in name"),
        ({"changed": ["priority"], "priority": 101}, "from 0 to 100"),
        ({"changed": ["priority"]}, "to be None"),
    ],
)
def test_what_cannot_be_said_of_a_task_is_refused(engine, wanted, why):
    engine.deploy(process("p").user_task("approve"))
    engine.start()
    with pytest.raises(CommandRejected, match=why):
        engine.do(c.UpdateUserTask(user_task_key=engine.key_of(UserTask), **wanted))


def test_a_delegated_task_comes_back_to_its_owner_when_it_is_resolved(engine):
    engine.deploy(process("p").user_task("approve", assignee="ada").end())
    engine.start()
    key = engine.key_of(UserTask)
    engine.do(c.DelegateUserTask(user_task_key=key, assignee="ben"))
    engine.do(c.DelegateUserTask(user_task_key=key, assignee="carl"))  # ada stays the owner
    with pytest.raises(CommandRejected, match="carl resolves it, then ada completes it"):
        engine.complete_task("approve")
    engine.claim_task("approve", "carl")  # who has it has it: nothing changes
    engine.do(c.ResolveUserTask(user_task_key=key))
    assert assignee(engine) == "ada"
    with pytest.raises(CommandRejected, match="not delegated"):
        engine.do(c.ResolveUserTask(user_task_key=key))
    engine.complete_task("approve")
    assert engine.path[-1] == "end"


def test_a_delegation_ends_when_the_task_is_given_to_someone(engine):
    engine.deploy(process("p").user_task("approve", assignee="ada").end())
    engine.start()
    engine.do(c.DelegateUserTask(user_task_key=engine.key_of(UserTask), assignee="ben"))
    engine.assign_task("approve", "ben")
    engine.complete_task("approve")
    assert engine.path[-1] == "end"


@pytest.mark.parametrize(
    ("assignee", "to", "why"),
    [(None, "ben", "nobody has it"), ("ada", "ada", "to somebody else")],
)
def test_a_task_is_delegated_by_who_has_it_to_somebody_else(engine, assignee, to, why):
    engine.deploy(process("p").user_task("approve", assignee=assignee))
    engine.start()
    with pytest.raises(CommandRejected, match=why):
        engine.do(c.DelegateUserTask(user_task_key=engine.key_of(UserTask), assignee=to))
