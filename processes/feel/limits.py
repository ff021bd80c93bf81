"""How much one expression may ask for. Generous for what people write, small enough that nothing hangs a
worker.
"""

from __future__ import annotations

from contextvars import ContextVar

from processes.feel.errors import FeelLimitExceeded

#: Characters of an expression.
MAX_TEXT = 50_000
#: Parentheses, lists, contexts, calls … inside each other while parsing.
MAX_NESTING = 60
#: Levels of the parsed expression: nesting plus chains such as ``a.b.c[1].d``.
MAX_DEPTH = 120
#: Lists and contexts inside each other, of a value that is written as text or JSON.
MAX_VALUE_DEPTH = 100
#: Iterations of all loops, filters and list functions of one evaluation together, and invocations of
#: functions that the expression defines.
MAX_ITERATIONS = 1_000_000
#: The same of all evaluations of one command of the engine together: many of them, each within its limit,
#: must not hang a worker either.
MAX_ITERATIONS_OF_COMMAND = 5_000_000
#: Items that list functions look at, and characters of strings that are made, of one evaluation together.
MAX_ITEMS = 20_000_000
MAX_CHARACTERS = 50_000_000
#: Items of a list that an expression builds.
MAX_LIST = 1_000_000
#: Characters of a string that an expression builds.
MAX_STRING = 1_000_000
#: User-defined functions that are being invoked at the same time (recursion).
MAX_INVOCATIONS = 100
#: Characters of a regular expression, its compiled instructions, and the steps of one search.
MAX_PATTERN = 1_000
MAX_PATTERN_PROGRAM = 10_000
MAX_PATTERN_STEPS = 1_000_000


class CommandLimits:
    """What is left of the limits of the command that is being carried out."""

    __slots__ = ("iterations",)

    def __init__(self) -> None:
        self.iterations = MAX_ITERATIONS_OF_COMMAND


#: none outside of commands
of_command: ContextVar[CommandLimits | None] = ContextVar("of_command", default=None)


def check_string(text: str) -> str:
    if len(text) > MAX_STRING:
        raise FeelLimitExceeded(
            f"Expected at most {MAX_STRING:,} characters in a string, but got {len(text):,}."
        )
    return text


def check_list(items: list[object]) -> list[object]:
    if len(items) > MAX_LIST:
        raise FeelLimitExceeded(f"Expected at most {MAX_LIST:,} items in a list, but got {len(items):,}.")
    return items
