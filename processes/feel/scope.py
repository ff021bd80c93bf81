"""A scope says what a name means; a run is one evaluation, with its clock, its warnings and its limits.

Scopes are mappings inside each other. The outermost are the variables, as the caller gave them. Loops,
functions and contexts put their names in front of it; a filter puts the entries of the item it looks at in
front of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from processes.feel.errors import FeelLimitExceeded, Warning
from processes.feel.limits import (
    MAX_CHARACTERS,
    MAX_INVOCATIONS,
    MAX_ITEMS,
    MAX_ITERATIONS,
    MAX_ITERATIONS_OF_COMMAND,
    of_command,
)

Scope = Mapping[str, object]


class Bindings(dict[str, object]):
    """Names that an expression binds itself, in front of an outer scope."""

    __slots__ = ("outer",)

    def __init__(self, outer: Scope) -> None:
        self.outer = outer

    def __missing__(self, name: str) -> object:
        return self.outer[name]


class ItemBindings(Bindings):
    """Within a filter: the item under test, as ``item`` and, if it is a context, by its entries
    (10.3.2.5).
    """

    __slots__ = ("entries",)

    def __init__(self, outer: Scope) -> None:
        self.outer = outer
        self.entries: dict[str, object] = {}

    def look_at(self, item: object) -> None:
        self.entries = item if isinstance(item, dict) else {}
        if "item" in self.entries:
            self.pop("item", None)
        else:
            self["item"] = item

    def __missing__(self, name: str) -> object:
        return self.entries[name] if name in self.entries else self.outer[name]


class Run:
    """One evaluation of an expression. It counts what it is asked for, and stops what asks for too much."""

    __slots__ = (
        "_characters_left",
        "_invocations",
        "_items_left",
        "_iterations_left",
        "now",
        "place",
        "warnings",
    )

    def __init__(self, now: datetime | None, warnings: list[Warning] | None) -> None:
        self.now = now
        self.warnings = warnings
        #: The part of a decision model that is being evaluated, when there is one around the expression.
        self.place: str | None = None
        self._iterations_left = MAX_ITERATIONS
        self._items_left = MAX_ITEMS
        self._characters_left = MAX_CHARACTERS
        self._invocations = 0

    def warn(self, message: str, position: int) -> None:
        if self.warnings is not None:
            self.warnings.append(Warning(message, position, self.place))

    def count_iterations(self, count: int = 1) -> None:
        self._iterations_left -= count
        if self._iterations_left < 0:
            raise _too_much("iterations", MAX_ITERATIONS)
        command = of_command.get()
        if command is not None:
            command.iterations -= count
            if command.iterations < 0:
                limit = f"{MAX_ITERATIONS_OF_COMMAND:,} iterations"
                raise FeelLimitExceeded(f"Expected at most {limit} in all that one command evaluates.")

    def count_value(self, value: object) -> None:
        """What a function takes or gives: lists, contexts and strings have a size."""
        if value.__class__ is str:
            self._characters_left -= len(value)
            if self._characters_left < 0:
                raise _too_much("characters", MAX_CHARACTERS)
        elif value.__class__ is list or value.__class__ is dict:
            self._items_left -= len(value)
            if self._items_left < 0:
                raise _too_much("items of lists", MAX_ITEMS)

    def enter_invocation(self) -> None:
        self.count_iterations()  # a function that calls itself twice needs no depth to go on for ever
        self._invocations += 1
        if self._invocations > MAX_INVOCATIONS:
            raise _too_much("function invocations inside each other", MAX_INVOCATIONS)

    def leave_invocation(self) -> None:
        self._invocations -= 1


def _too_much(what: str, limit: int) -> FeelLimitExceeded:
    return FeelLimitExceeded(f"Expected at most {limit:,} {what} in one evaluation.")
