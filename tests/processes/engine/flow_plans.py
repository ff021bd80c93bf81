"""How blocks are drawn that are made of gateways and flows."""

from __future__ import annotations

from collections.abc import Callable

from tests.processes.engine.plans import Block, Drawing, Plan


def _sequence(plan: Plan, parts: list[Block]) -> None:
    for part in parts:
        plan.draw(part)


def _branches(plan: Plan, parts: list[Block], gateway: str, say: Callable[[int], object]) -> None:
    """A gateway, its branches and its counterpart."""
    d, split, join = plan.diagram, plan.id(f"{gateway}_split"), plan.id(f"{gateway}_join")
    verb = getattr(d, gateway)
    verb(split)
    for number, part in enumerate(parts):
        d.at(split)
        say(number)
        plan.draw(part)
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


def _complex(plan: Plan, parts: list[Block], enough: int) -> None:
    d, split, join = plan.diagram, plan.id("complex_split"), plan.id("complex_join")
    d.parallel(split)
    for number, part in enumerate(parts):
        d.at(split)
        plan.draw(part)
        d.to(join) if number else d.complex(join, f"activationCount >= {min(enough, len(parts))}")
    d.at(join)


def _quantities(plan: Plan, body: Block, tokens: int) -> None:
    """One token becomes several, each of which goes through a block, and one again."""
    d = plan.diagram
    d.task(plan.id("unpack")).quantities(completion=tokens)
    plan.draw(body)
    d.task(plan.id("pack")).quantities(start=tokens)


def _first_event(plan: Plan, parts: list[Block]) -> None:
    d, gate, merge = plan.diagram, plan.id("gate"), plan.id("merge")
    d.event_gateway(gate)
    # BPMN 10.6.6: messages are awaited by events or by receive tasks, not by both.
    waits = ("timer", "message") if len(parts) % 2 else ("receive", "timer")
    for number, part in enumerate(parts):
        d.at(gate)
        plan.draw((waits[number % 2],))
        plan.draw(part)
        d.to(merge) if number else d.exclusive(merge)
    d.at(merge)


def _loop(plan: Plan, body: Block, rounds: int) -> None:
    d, again, counter, enough = plan.diagram, plan.id("again"), plan.id("rounds"), plan.id("enough")
    d.script_task(plan.id("reset"), "0", result=counter).exclusive(again)
    plan.draw(body)
    d.script_task(plan.id("count"), f"{counter} + 1", result=counter).exclusive(enough)
    d.when(f"{counter} < {rounds}").to(again).at(enough).otherwise().task(plan.id("done"))


FLOWS: dict[str, Drawing] = {
    "sequence": _sequence,
    "exclusive": _exclusive,
    "parallel": _parallel,
    "inclusive": _inclusive,
    "complex": _complex,
    "quantities": _quantities,
    "first_event": _first_event,
    "loop": _loop,
}
