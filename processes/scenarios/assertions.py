"""What a step of a scenario can assert (`assert: …`). The function is the assertion: its name, and as its
parameters what else is written there. Raises `Unexpected` with what is wanted and what is found.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from typing import Annotated

from processes.scenarios.engine import OpenIncident
from processes.scenarios.kinds import Counts, Moment, Moments, Text, Texts, VariablesMap, Whole, one_of
from processes.scenarios.play import Play, Unexpected, need_counts, need_same, told

_Kind = Annotated[str, one_of("message", "signal", "conditional", "any")]
_Ending = Annotated[str, one_of("COMPLETED", "TERMINATED")]


def tasks(play: Play, *, exact: Counts, instance: Text | None = None) -> None:
    """The open user tasks are exactly these."""
    need_counts(exact, [each.element_id for each in play.stage.tasks(play.instance_or_all(instance))])


def jobs(play: Play, *, exact: Counts, instance: Text | None = None) -> None:
    """The open jobs are exactly these."""
    need_counts(exact, [each.element_id for each in play.stage.jobs(play.instance_or_all(instance))])


def waiting(
    play: Play, *, exact: Counts | None = None, contains: Counts | None = None, instance: Text | None = None
) -> None:
    """User tasks, receive tasks, intermediate catch events and event-based gateways that wait."""
    found = Counter(play.stage.waiting(play.instance_or_all(instance)))
    if exact is not None:
        need_counts(exact, found.elements())
    for element_id, count in (contains or {}).items():
        if found[element_id] != count:
            raise Unexpected(f"expected {told(contains)}\n   found {told(dict(found))}")


def active(play: Play, *, exact: Counts, instance: Text | None = None) -> None:
    """The elements in which tokens are, subprocesses among them."""
    need_counts(exact, play.stage.active(play.instance_or_all(instance)))


def terminated(play: Play, *, exact: Counts, instance: Text | None = None) -> None:
    """The elements of the instance that were ended from outside."""
    visits = play.stage.engine.visits_of(play.instance(instance))
    need_counts(exact, [each.element_id for each in visits if each.state == "TERMINATED"])


def path(
    play: Play, *, exact: Texts | None = None, contains: Texts | None = None, instance: Text | None = None
) -> None:
    """The elements of the instance that have completed, in the order in which they were entered."""
    visits = play.stage.engine.visits_of(play.instance(instance))
    found = [each.element_id for each in visits if each.state == "COMPLETED"]
    if exact is not None:
        need_same(list(exact), found)
    rest = iter(found)
    if contains is not None and not all(element_id in rest for element_id in contains):
        raise Unexpected(f"expected {told(contains)}, in this order\n   found {told(found)}")


def ended(play: Play, *, instance: Text | None = None, state: _Ending | None = None) -> None:
    """The instance has ended; with `state`, by itself or from outside."""
    found = play.stage.engine.outcome_of(play.instance(instance))
    if found == "ACTIVE":
        raise Unexpected(f"expected the instance to have ended, but it is in {told(_where(play, instance))}")
    if state is not None:
        need_same(state, found)


def running(play: Play, *, instance: Text | None = None) -> None:
    """The instance has not ended."""
    if play.stage.ended(play.instance(instance)):
        raise Unexpected("expected the instance to run, but it has ended")


def running_instances(play: Play, *, count: Whole, process: Text | None = None) -> None:
    """So many instances run; called ones count."""
    need_same(count, play.stage.running(process))


def variables(
    play: Play,
    *,
    equals: VariablesMap | None = None,
    absent: Texts | None = None,
    instance: Text | None = None,
) -> None:
    """Some variables of the instance itself, and some that are not there."""
    found = play.stage.variables(play.instance(instance))
    need_same(dict(equals or {}), {name: found[name] for name in equals or {} if name in found})
    there = [name for name in absent or () if name in found]
    if there:
        raise Unexpected(f"expected {told(there)} to be absent, but it is there")


def subscriptions(
    play: Play,
    *,
    kind: _Kind,
    count: Whole | None = None,
    exact: Counts | None = None,
    name: Text | None = None,
) -> None:
    """So many wait for a message, signal or condition, start events included; `exact` says where."""
    if count is not None:
        need_same(count, play.stage.subscriptions(kind, name))
    if exact is not None:
        need_counts(exact, play.stage.subscribed(kind, name))


def timers(play: Play, *, count: Whole | None = None, due: Moments | None = None) -> None:
    """So many timers are armed, start timers included; `due` says where and until when."""
    armed = play.stage.timers()
    if count is not None:
        need_same(count, len(armed))
    if due is not None:
        need_same(sorted(due.items()), sorted((element, at.astimezone(UTC)) for element, at in armed))


def incident(
    play: Play,
    *,
    element: Text | None = None,
    type: Text | None = None,
    message: Text | None = None,
    count: Whole = 1,
    instance: Text | None = None,
) -> None:
    """So many incidents (one, unless given) are open: at this element, of this type, saying this."""
    there = play.stage.incidents(play.instance_or_all(instance))
    found = [
        each
        for each in there
        if element in (None, each.element_id)
        and type in (None, each.error_type)
        and (message is None or message in each.message)
    ]
    if len(found) != count:
        raise Unexpected(f"expected {count}\n   found {_incidents_told(there)}")


def now(play: Play, *, equals: Moment) -> None:
    """It is this time."""
    need_same(equals.astimezone(UTC), play.now.astimezone(UTC))


def _where(play: Play, instance: str | None) -> dict[str, int]:
    return dict(Counter(play.stage.active(play.instance(instance))))


def _incidents_told(found: list[OpenIncident]) -> str:
    if not found:
        return "none"
    return "; ".join(f"{each.element_id}: {each.error_type}, {each.message}" for each in found)


ASSERT = {
    step.__name__: step
    for step in (
        tasks,
        jobs,
        waiting,
        active,
        terminated,
        path,
        ended,
        running,
        running_instances,
        variables,
        subscriptions,
        timers,
        incident,
        now,
    )
}
