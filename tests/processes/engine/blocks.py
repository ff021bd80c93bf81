"""Block-structured processes at random: each block has one way in and one way out, so each instance must
complete.

A block is drawn by verbs of `DiagramBuilder` and leaves the cursor on the element that goes on. What is
decided on the way (which branch, how many rounds) lies in start variables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import strategies as st

from tests.support.diagrams import DiagramBuilder, process

Block = tuple[Any, ...]

WAITS = ("user", "service", "receive", "timer", "message")
TASKS = (*WAITS, "plain", "script", "throw")


def blocks() -> st.SearchStrategy[Block]:
    return st.recursive(st.tuples(st.sampled_from(TASKS)), _around, max_leaves=8)


def _around(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        st.tuples(st.just("sequence"), several),
        st.tuples(st.just("exclusive"), several, st.integers(0, 2)),
        st.tuples(st.just("parallel"), several),
        st.tuples(st.just("inclusive"), several, st.lists(st.booleans(), min_size=3, max_size=3)),
        st.tuples(st.just("first_event"), several),
        st.tuples(st.just("loop"), inner, st.integers(1, 3)),
        st.tuples(st.just("subprocess"), inner),
        st.tuples(st.just("failing_subprocess"), inner, st.booleans()),
        st.tuples(st.just("interruptible"), inner, st.sampled_from(["timer", "message"]), inner),
        st.tuples(st.just("noticing"), inner, st.sampled_from(["timer", "cycle", "message"])),
    )


@dataclass
class Plan:
    """A drawn block, and the start variables that decide its way."""

    diagram: DiagramBuilder = field(default_factory=lambda: process("p").start())
    variables: dict[str, Any] = field(default_factory=dict)
    #: pairs of splits and joins; where nothing is interrupted, both happen equally often
    pairs: list[tuple[str, str]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def id(self, kind: str) -> str:
        return f"{kind}_{next(self._numbers)}"


def plan_of(block: Block) -> Plan:
    plan = Plan()
    draw(plan, block)
    plan.diagram.end()
    return plan


def draw(plan: Plan, block: Block) -> None:
    kind, *parts = block
    DRAW.get(kind, _task)(plan, *(parts or (kind,)) if kind in TASKS else parts)


def _task(plan: Plan, kind: str) -> None:
    d, name = plan.diagram, plan.id(kind)
    match kind:
        case "user":
            d.user_task(name)
        case "service":
            d.service_task(name)
        case "receive":
            d.receive_task(name, name)
        case "timer":
            d.catch_timer(name, "PT1H")
        case "message":
            d.catch_message(name, name)
        case "plain":
            d.task(name)
        case "script":
            d.script_task(name, "1 + 1", result=name)
        case "throw":
            d.throw(name)


def _sequence(plan: Plan, parts: list[Block]) -> None:
    for part in parts:
        draw(plan, part)


def _branches(plan: Plan, parts: list[Block], gateway: str, say: Callable[[int], object]) -> None:
    """A gateway, its branches and its counterpart."""
    d, split, join = plan.diagram, plan.id(f"{gateway}_split"), plan.id(f"{gateway}_join")
    verb = getattr(d, gateway)
    verb(split)
    for number, part in enumerate(parts):
        d.at(split)
        say(number)
        draw(plan, part)
        d.to(join) if number else verb(join)
    d.at(join)
    plan.pairs.append((split, join))


def _exclusive(plan: Plan, parts: list[Block], taken: int) -> None:
    choice = plan.id("choice")
    plan.variables[choice] = taken
    last = len(parts) - 1

    def say(number: int) -> object:
        return plan.diagram.otherwise() if number == last else plan.diagram.when(f"{choice} = {number}")

    _branches(plan, parts, "exclusive", say)


def _parallel(plan: Plan, parts: list[Block]) -> None:
    _branches(plan, parts, "parallel", lambda number: None)


def _inclusive(plan: Plan, parts: list[Block], taken: list[bool]) -> None:
    choice = plan.id("choice")
    plan.variables[choice] = taken
    last = len(parts) - 1

    def say(number: int) -> object:
        diagram = plan.diagram
        return diagram.otherwise() if number == last else diagram.when(f"{choice}[{number + 1}]")

    _branches(plan, parts, "inclusive", say)


def _first_event(plan: Plan, parts: list[Block]) -> None:
    d, gate, merge = plan.diagram, plan.id("gate"), plan.id("merge")
    d.event_gateway(gate)
    # BPMN 10.6.6: messages are awaited by events or by receive tasks, not by both.
    waits = ("timer", "message") if len(parts) % 2 else ("receive", "timer")
    for number, part in enumerate(parts):
        d.at(gate)
        draw(plan, (waits[number % 2],))
        draw(plan, part)
        d.to(merge) if number else d.exclusive(merge)
    d.at(merge)


def _loop(plan: Plan, body: Block, rounds: int) -> None:
    d, again, counter, enough = plan.diagram, plan.id("again"), plan.id("rounds"), plan.id("enough")
    d.script_task(plan.id("reset"), "0", result=counter).exclusive(again)
    draw(plan, body)
    d.script_task(plan.id("count"), f"{counter} + 1", result=counter).exclusive(enough)
    d.when(f"{counter} < {rounds}").to(again).at(enough).otherwise().task(plan.id("done"))


def _subprocess(plan: Plan, body: Block) -> None:
    plan.diagram.subprocess(plan.id("sub"))
    draw(plan, body)
    plan.diagram.end(plan.id("sub_end")).done()


def _failing_subprocess(plan: Plan, body: Block, fails: bool) -> None:
    d, sub, choice, x, merge = plan.diagram, *map(plan.id, ("sub", "choice", "x", "merge"))
    plan.variables[choice] = fails
    d.subprocess(sub)
    draw(plan, body)
    d.exclusive(x).when(choice).end_error(plan.id("error"), "E").at(x).otherwise().end(plan.id("fine")).done()
    d.exclusive(merge).at(sub).boundary_error(plan.id("caught"), "E").to(merge)


def _interruptible(plan: Plan, body: Block, by: str, instead: Block) -> None:
    d, sub, merge, event = plan.diagram, *map(plan.id, ("sub", "merge", "interrupted"))
    d.subprocess(sub)
    draw(plan, body)
    d.end(plan.id("sub_end")).done().exclusive(merge).at(sub)
    d.boundary_timer(event, "PT2H") if by == "timer" else d.boundary_message(event, event)
    draw(plan, instead)
    d.to(merge)


def _noticing(plan: Plan, body: Block, by: str) -> None:
    d, sub, event = plan.diagram, plan.id("sub"), plan.id("noticed")
    d.subprocess(sub)
    draw(plan, body)
    d.end(plan.id("sub_end")).done()
    if by == "message":
        d.boundary_message(event, event, interrupting=False)
    else:
        d.boundary_timer(event, "R2/PT1H" if by == "cycle" else "PT1H", interrupting=False)
    d.user_task(plan.id("read")).end(plan.id("read_end")).at(sub)


DRAW: dict[str, Callable[..., None]] = {
    "sequence": _sequence,
    "exclusive": _exclusive,
    "parallel": _parallel,
    "inclusive": _inclusive,
    "first_event": _first_event,
    "loop": _loop,
    "subprocess": _subprocess,
    "failing_subprocess": _failing_subprocess,
    "interruptible": _interruptible,
    "noticing": _noticing,
}
