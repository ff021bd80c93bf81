"""Rejections: a command on what is gone, or is something else, is refused and changes nothing."""

from copy import deepcopy

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine.state import Incident, Job, MessageSubscription, Timer, UserTask
from processes.runtime import state_document
from tests.support.diagrams import process

#: for each kind of wait, the commands that are about it
COMMANDS = {
    Job: [
        lambda key: c.CompleteJob(job_key=key, variables={"x": 1}),
        lambda key: c.FailJob(job_key=key, retries=1, error_message="no"),
        lambda key: c.ThrowJobError(job_key=key, error_code="E", variables={"x": 1}),
    ],
    UserTask: [
        lambda key: c.CompleteUserTask(user_task_key=key, variables={"x": 1}),
        lambda key: c.ClaimUserTask(user_task_key=key, assignee="ada"),
        lambda key: c.AssignUserTask(user_task_key=key, assignee="ada"),
        lambda key: c.DelegateUserTask(user_task_key=key, assignee="ada"),
        lambda key: c.ResolveUserTask(user_task_key=key),
        lambda key: c.UpdateUserTask(user_task_key=key, changed=["priority"], priority=80),
    ],
    Timer: [lambda key: c.TriggerTimer(timer_key=key)],
    MessageSubscription: [lambda key: c.CorrelateMessage(subscription_key=key, variables={"x": 1})],
    Incident: [lambda key: c.ResolveIncident(incident_key=key)],
}
PAIRS = [(kind, make) for kind, makes in COMMANDS.items() for make in makes]


@pytest.fixture
def waiting(engine):
    """An instance that waits in every way there is, at once."""
    engine.deploy(
        process("p")
        .parallel("split")
        .service_task("job")
        .at("split")
        .user_task("task")
        .at("split")
        .catch_timer("timer", "PT1H")
        .task("ring")
        .at("split")
        .catch_message("message", "m")
        .task("read")
        .at("split")
        .exclusive("stuck")
        .when("missing")
        .task("on")
    )
    engine.start(variables={"v": 0})
    return engine


def refused_and_untouched(engine, command, match=None):
    state = engine.living()
    before, revision = picture(state), state.revision
    with pytest.raises(CommandRejected, match=match):
        engine.do(command)
    assert picture(state) == before
    assert state.revision == revision


def picture(state):
    """All that a state is, to compare."""
    return (
        state_document.write(state),
        deepcopy(state.variables),
        dict(state.owners),
        set(state.joining_scopes),
        {key: instance.active_children for key, instance in state.element_instances.items()},
    )


@pytest.mark.parametrize(("kind", "make"), PAIRS)
def test_what_is_not_there_cannot_be_commanded(waiting, kind, make):
    refused_and_untouched(waiting, make(10**9), "no longer there")


@pytest.mark.parametrize(("kind", "make"), PAIRS)
def test_a_key_of_another_kind_is_not_accepted(waiting, kind, make):
    for other in COMMANDS:
        if other is not kind:
            refused_and_untouched(waiting, make(waiting.key_of(other)), "no longer there")
    refused_and_untouched(waiting, make(waiting.instance), "no longer there")


@pytest.mark.parametrize(("kind", "make"), PAIRS)
def test_what_has_ended_with_its_instance_cannot_be_commanded(waiting, kind, make):
    key = waiting.key_of(kind)
    waiting.cancel()
    refused_and_untouched(waiting, make(key), "no longer there")


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        (Job, COMMANDS[Job][0]),
        (UserTask, COMMANDS[UserTask][0]),
        (Timer, COMMANDS[Timer][0]),
        (MessageSubscription, COMMANDS[MessageSubscription][0]),
        (Incident, COMMANDS[Incident][0]),
    ],
)
def test_a_command_that_completes_something_is_accepted_once(waiting, kind, make):
    command = make(waiting.key_of(kind))
    waiting.do(command)
    refused_and_untouched(waiting, command, "no longer there")


def test_an_instance_that_has_ended_accepts_nothing(waiting):
    waiting.cancel()
    refused_and_untouched(waiting, c.CancelInstance(), "has ended")
    refused_and_untouched(waiting, c.SetVariables(variables={"v": 1}), "has ended")


@pytest.mark.parametrize("name", ["x" * 256, "a\x00b"])
def test_variables_whose_names_cannot_be_stored_are_refused(waiting, name):
    brought = {"fine": 1, name: 2}
    for command in (
        c.SetVariables(variables=brought),
        c.CompleteJob(job_key=waiting.key_of(Job), variables=brought),
        c.ThrowJobError(job_key=waiting.key_of(Job), error_code="E", variables=brought),
        c.CompleteUserTask(user_task_key=waiting.key_of(UserTask), variables=brought),
        c.CorrelateMessage(subscription_key=waiting.key_of(MessageSubscription), variables=brought),
    ):
        refused_and_untouched(waiting, command, "at most 255 printable characters")
