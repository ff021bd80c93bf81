"""Plans: blocks drawn by the verbs of `DiagramBuilder`, each with one way in and one way out.

Drawing a block leaves the cursor on the element that goes on. What is decided on the way (which branch, how
many rounds) lies in start variables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.support.diagrams import DiagramBuilder, process

Block = tuple[Any, ...]
Drawing = Callable[..., None]

#: blocks of one element
TASKS = (
    *("user", "service", "receive", "timer", "message", "signal", "conditional", "call", "either", "both"),
    *("plain", "script", "throw", "escalate", "throw_signal", "link"),
)


@dataclass
class Plan:
    """A drawn block, and the start variables that decide its way."""

    #: how each kind of block is drawn
    drawings: Mapping[str, Drawing]
    diagram: DiagramBuilder = field(default_factory=lambda: process("p").start())
    variables: dict[str, Any] = field(default_factory=dict)
    #: pairs of splits and joins; where nothing is interrupted, both happen equally often
    pairs: list[tuple[str, str]] = field(default_factory=list)
    #: pairs of activities and what undoes them
    undoing: list[tuple[str, str]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def id(self, kind: str) -> str:
        return f"{kind}_{next(self._numbers)}"

    def draw(self, block: Block) -> None:
        kind, *parts = block
        if kind in TASKS:
            draw_task(self, kind)
        else:
            self.drawings[kind](self, *parts)

    def flag(self, name: str) -> str:
        """A variable that is false until somebody sets it."""
        self.variables[name] = False
        return name


def draw_task(plan: Plan, kind: str) -> None:
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
        case "signal":
            d.catch_signal(name, name)
        case "conditional":
            d.catch_conditional(name, plan.flag(f"go_{name}"))
        case "call":
            d.call(name, "child")
        case "either":
            d.catch_message(name, name).also_signal(name).also_timer("PT1H")
        case "both":
            d.catch_message(name, name).also_signal(name).all_of_them()
        case "escalate":
            d.throw_escalation(name, "E")
        case "throw_signal":
            d.throw_signal(name, name)
        case "link":
            d.throw_link(name, name).catch_link(f"{name}_in", name)
