"""Code is a closure that answers with a value, given a scope and a run. A constant is code whose answer
is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from processes.feel import ast
from processes.feel.errors import BecomesNull, FeelLimitExceeded, Warning
from processes.feel.scope import Run, Scope

Code = Callable[[Scope, Run], object]


class Constant:
    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __call__(self, scope: Scope, run: Run) -> object:
        return self.value


def folded(code: Code, operands: Sequence[Code]) -> Code:
    """``code``, or its answer when all its operands are constants.

    Lists and contexts are made anew each time, since callers may change them; and what warns must warn each
    time.
    """
    if not all(isinstance(operand, Constant) for operand in operands):
        return code
    warnings: list[Warning] = []
    try:
        value = code({}, Run(None, warnings))
    except FeelLimitExceeded:
        return code
    return code if warnings or isinstance(value, list | dict) else Constant(value)


def defines_function(node: ast.Node) -> bool:
    """Then each turn of a loop around it needs a scope of its own, which the function keeps."""
    return any(isinstance(each, ast.FunctionDefinition) for each in ast.walk(node))


def null(reason: BecomesNull | str, run: Run, position: int) -> object:
    """Null, and a warning that says why."""
    run.warn(str(reason), position)
    return None
