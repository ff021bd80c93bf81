"""What a step of a scenario can do (`do: …`). The function is the step: its name, and as its parameters what
else is written there; `as_` is written `as`.

What the state does not allow is refused with `CommandRejected`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from processes.engine.errors import CommandRejected
from processes.engine.state import UserTask
from processes.resources.problems import ResourceRejected
from processes.scenarios.engine import TIME_TO_LIVE, NothingWaits
from processes.scenarios.kinds import (
    Counts,
    Duration,
    Moment,
    Resources,
    Text,
    TextOrNumber,
    VariablesMap,
    Whole,
    YesNo,
    one_of,
)
from processes.scenarios.operator_steps import OPERATOR_STEPS
from processes.scenarios.play import Play, Unexpected, need_same, told
from processes.scenarios.stage import Ambiguous, LeftAnIncident, NoMatch, Waiting
from processes.scenarios.work import Completes, Fails, ThrowsError, WaitingJob

# --- deployments and instances ---------------------------------------------------------------------


def deploy(
    play: Play, *, resources: Resources, expect: Annotated[str, one_of("rejected")] | None = None
) -> None:
    """A further deployment, that must be refused with `expect`."""
    try:
        play.stage.deploy(*[resource.content for resource in resources])
    except ResourceRejected:
        if expect is None:
            raise
    else:
        if expect is not None:
            raise Unexpected("expected the deployment to be rejected, but it was not")


def start(
    play: Play,
    *,
    process: Text,
    as_: Text | None = None,
    variables: VariablesMap | None = None,
    business_key: TextOrNumber | None = None,
    expect: Annotated[str, one_of("error")] | None = None,
) -> None:
    """Start an instance at the none start event; with `expect` that must fail or leave an incident."""
    try:
        key = play.stage.start(process, variables or {}, business_key)
    except LeftAnIncident as stuck:
        play.name(stuck.key, as_)
        if expect is None:
            raise
        return
    except CommandRejected:
        if expect is None:
            raise
        return
    if expect is not None:
        raise Unexpected("expected an error, but the instance was started and is not stuck")
    play.name(key, as_)


def start_by_message(
    play: Play,
    *,
    name: Text,
    as_: Text | None = None,
    variables: VariablesMap | None = None,
    correlation_key: TextOrNumber = "",
) -> None:
    """Start an instance at a message start event."""
    play.name(play.stage.start_by_message(name, variables or {}, correlation_key), as_)


def find_instance(play: Play, *, process: Text, as_: Text, index: Whole = 0) -> None:
    """Name an instance that was called, or started by an event."""
    keys = [key for key, started in play.stage.engine.instances().items() if started == process]
    if len(keys) <= index:
        raise NothingWaits(
            f"Expected {index + 1} instances of {process!r} to have been started, but there are {len(keys)}."
        )
    play.name(keys[index], as_)


def set_variables(
    play: Play, *, variables: VariablesMap, instance: Text | None = None, element: Text | None = None
) -> None:
    """Set variables in the instance, or in the scope of an active element."""
    play.stage.set_variables(play.instance(instance), variables, element)


def cancel(play: Play, *, instance: Text | None = None) -> None:
    """End an instance, and what it has called."""
    play.stage.cancel(play.instance(instance))


def evaluate_start_conditions(
    play: Play, *, variables: VariablesMap, expect_started: Whole | None = None
) -> None:
    """Start an instance for each conditional start event that these variables make true."""
    started = play.stage.evaluate_start_conditions(variables)
    if expect_started is not None:
        need_same(expect_started, started)


# --- people ---------------------------------------------------------------------------------------


def complete(
    play: Play,
    *,
    task: Text,
    index: Whole = 0,
    all: YesNo = False,
    variables: VariablesMap | None = None,
    instance: Text | None = None,
) -> None:
    """Somebody completes a user task; `all` that are open now."""
    found = _tasks(play, task, instance, 0 if all else index)
    for each in found if all else [found[index]]:
        play.stage.complete(each, variables or {})


def complete_set(play: Play, *, tasks: Counts) -> None:
    """So many of each are completed, in any order, as they appear."""
    left = Counter(tasks)
    while left := +left:
        task = next((each for each in play.stage.tasks() if left[each.element_id] > 0), None)
        if task is None:
            raise NothingWaits(f"Expected these to be still open: {told(dict(left))}, but {_open(play)}.")
        left[task.element_id] -= 1
        play.stage.complete(task, {})


def claim(play: Play, *, task: Text, assignee: Text, index: Whole = 0, instance: Text | None = None) -> None:
    """Somebody takes a user task that nobody has."""
    play.stage.claim(_tasks(play, task, instance, index)[index], assignee)


def assign(
    play: Play, *, task: Text, assignee: Text | None = None, index: Whole = 0, instance: Text | None = None
) -> None:
    """A user task is given to somebody, or back to its candidates."""
    play.stage.assign(_tasks(play, task, instance, index)[index], assignee)


# --- messages, signals, time ----------------------------------------------------------------------

_Match = Annotated[str, one_of("no_match", "ambiguous")]
_NoMatch = Annotated[str, one_of("no_match")]


def trigger(play: Play, *, element: Text, index: Whole = 0) -> None:
    """Let a receive task go on, without a message."""
    play.stage.trigger(element, index)


def correlate_message(
    play: Play,
    *,
    name: Text,
    variables: VariablesMap | None = None,
    correlation_key: TextOrNumber | None = None,
    expect: _Match | None = None,
) -> None:
    """To exactly one who waits for it, else to a message start event."""
    try:
        play.stage.correlate(name, variables or {}, correlation_key)
    except NoMatch:
        if expect != "no_match":
            raise
    except Ambiguous:
        if expect != "ambiguous":
            raise
    else:
        if expect is not None:
            raise Unexpected(f"expected {expect}, but the message was correlated")


def deliver_message(
    play: Play,
    *,
    name: Text,
    element: Text,
    index: Whole = 0,
    variables: VariablesMap | None = None,
    expect: _NoMatch | None = None,
) -> None:
    """To the one who waits for it at this element."""
    try:
        play.stage.deliver(name, element, index, variables)
    except NoMatch:
        if expect is None:
            raise
    else:
        if expect is not None:
            raise Unexpected(f"expected {expect}, but the message was delivered")


def publish_message(
    play: Play,
    *,
    name: Text,
    correlation_key: TextOrNumber = "",
    variables: VariablesMap | None = None,
    time_to_live: Duration | None = None,
) -> None:
    """For whoever waits for it and its key, now or within its time to live (one hour)."""
    lives = TIME_TO_LIVE if time_to_live is None else play.later(time_to_live) - play.now
    play.stage.publish(name, correlation_key, variables or {}, lives)


def broadcast_signal(
    play: Play,
    *,
    name: Text,
    variables: VariablesMap | None = None,
    instance: Text | None = None,
    expect: _NoMatch | None = None,
) -> None:
    """To everyone who waits for it (of one instance only, if given), and to signal start events."""
    received = play.stage.broadcast(name, variables, play.instance_or_all(instance))
    if expect is not None and received:
        raise Unexpected(f"expected {expect}, but {received} received the signal")
    if expect is None and not received:
        raise Unexpected("expected somebody to wait for the signal, but nobody does")


def fire_timer(play: Play, *, element: Text, index: Whole = 0) -> None:
    """This timer is due now; the clock stays."""
    play.stage.fire_timer(element, index)


def advance_time(play: Play, *, by: Duration | None = None, to: Moment | None = None) -> None:
    """Time passes, for so long or until then; what becomes due triggers, in its order."""
    if to is None:
        assert by is not None  # one of the two is written: `ONE_OF`
        to = play.later(by)
    play.stage.advance(to)


# --- workers --------------------------------------------------------------------------------------


def run_jobs(
    play: Play,
    *,
    element: Text | None = None,
    type: Text | None = None,
    variables: VariablesMap | None = None,
    count: Whole | None = None,
) -> None:
    """Workers do the jobs that are free, and those that become free by that, until there are none: as the
    handler of the element says, else with success. `count`: so many it must be.
    """
    done = play.stage.run(
        lambda job: element in (None, job.element_id) and type in (None, job.type),
        Completes(variables=variables or {}),
    )
    if count is not None:
        need_same(count, done)


def complete_job(
    play: Play,
    *,
    element: Text,
    index: Whole = 0,
    all: YesNo = False,
    variables: VariablesMap | None = None,
    instance: Text | None = None,
) -> None:
    """A worker completes a job; `all` that are open now."""
    found = _jobs(play, element, instance, 0 if all else index)
    for each in found if all else [found[index]]:
        play.stage.work(each, Completes(variables=variables or {}))


def fail_job(
    play: Play,
    *,
    element: Text,
    index: Whole = 0,
    retries: Whole | None = None,
    message: Text = "failed",
    retry_in: Duration | None = None,
    instance: Text | None = None,
) -> None:
    """A try fails; `retries` left are one less than before unless given, and none left is an incident."""
    pause = None if retry_in is None else play.later(retry_in) - play.now
    failed = Fails(message=message, retries=retries, retry_in=pause)
    play.stage.work(_jobs(play, element, instance, index)[index], failed)


def throw_bpmn_error(
    play: Play,
    *,
    element: Text,
    code: TextOrNumber,
    message: Text | None = None,
    variables: VariablesMap | None = None,
    index: Whole = 0,
    instance: Text | None = None,
) -> None:
    """A job ends in a modelled error."""
    thrown = ThrowsError(code=code, message=message, variables=variables or {})
    play.stage.work(_jobs(play, element, instance, index)[index], thrown)


def resolve_incident(play: Play, *, element: Text, index: Whole = 0) -> None:
    """Somebody has repaired what was wrong, and it is tried again."""
    play.stage.resolve_incident(element, index)


# --- what is meant --------------------------------------------------------------------------------


def _tasks(play: Play, element: str, instance: str | None, index: int) -> Sequence[Waiting[UserTask]]:
    found = [each for each in play.stage.tasks(play.instance_or_all(instance)) if each.element_id == element]
    if len(found) <= index:
        raise NothingWaits(f"Expected {_that_many('user task', index)} at {element!r}, but {_open(play)}.")
    return found


def _jobs(play: Play, element: str, instance: str | None, index: int) -> Sequence[WaitingJob]:
    jobs = play.stage.jobs(play.instance_or_all(instance))
    found = [each for each in jobs if each.element_id == element]
    if len(found) <= index:
        others = told(dict(Counter(each.element_id for each in jobs)))
        have = f"only these jobs are open: {others}" if jobs else "no job is open"
        raise NothingWaits(f"Expected {_that_many('job', index)} at {element!r}, but {have}.")
    return found


def _open(play: Play) -> str:
    tasks = Counter(each.element_id for each in play.stage.tasks())
    return f"only these user tasks are open: {told(dict(tasks))}" if tasks else "no user task is open"


def _that_many(what: str, index: int) -> str:
    return f"a {what}" if index == 0 else f"{index + 1} {what}s"


DO = {
    step.__name__: step
    for step in (
        deploy,
        start,
        start_by_message,
        find_instance,
        set_variables,
        cancel,
        evaluate_start_conditions,
        complete,
        complete_set,
        claim,
        assign,
        trigger,
        correlate_message,
        deliver_message,
        publish_message,
        broadcast_signal,
        fire_timer,
        advance_time,
        run_jobs,
        complete_job,
        fail_job,
        throw_bpmn_error,
        resolve_incident,
        *OPERATOR_STEPS,
    )
}
