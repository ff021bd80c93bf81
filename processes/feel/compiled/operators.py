"""Arithmetic and comparisons. What processes do most – whole numbers, strings – is decided before
anything general.
"""

from __future__ import annotations

import operator as python
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from processes.feel import arithmetic, ast
from processes.feel.comparison import compare, is_within
from processes.feel.compiled.code import Code, Constant, folded, null
from processes.feel.errors import BecomesNull
from processes.feel.numbers import bounded
from processes.feel.scope import Run, Scope
from processes.feel.values import Range, adopt, kind_name

if TYPE_CHECKING:
    from processes.feel.compiled.compiler import Compiler

_COMPARATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": python.eq,
    "!=": python.ne,
    "<": python.lt,
    "<=": python.le,
    ">": python.gt,
    ">=": python.ge,
}
_ON_INTS: dict[str, Callable[[Any, Any], int]] = {"+": python.add, "-": python.sub, "*": python.mul}


def _arithmetic(compiler: Compiler, node: ast.Arithmetic) -> Code:
    first = compiler.code(node.first)
    steps = [(symbol, compiler.code(operand)) for symbol, operand in node.rest]
    if len(steps) == 1 and steps[0][0] in _ON_INTS:
        return folded(_on_ints(node, first, *steps[0]), (first, steps[0][1]))

    def calculate(scope: Scope, run: Run) -> object:
        value = first(scope, run)
        for symbol, operand in steps:
            try:
                value = arithmetic.calculate(symbol, value, operand(scope, run))
            except BecomesNull as reason:
                return null(reason, run, node.position)
            run.count_value(value)
        return value

    return folded(calculate, (first, *(operand for _, operand in steps)))


def _on_ints(node: ast.Arithmetic, left: Code, symbol: str, right: Code) -> Code:
    """``count + 1``: whole numbers too small to need rounding."""
    operation = _ON_INTS[symbol]

    def calculate(scope: Scope, run: Run) -> object:
        left_value, right_value = left(scope, run), right(scope, run)
        if left_value.__class__ is int and right_value.__class__ is int:
            return bounded(operation(left_value, right_value))
        try:
            value = arithmetic.calculate(symbol, left_value, right_value)
        except BecomesNull as reason:
            return null(reason, run, node.position)
        run.count_value(value)
        return value

    return calculate


def _negation(compiler: Compiler, node: ast.Negation) -> Code:
    operand = compiler.code(node.operand)

    def negate(scope: Scope, run: Run) -> object:
        try:
            return arithmetic.negate(operand(scope, run))
        except BecomesNull as reason:
            return null(reason, run, node.position)

    return folded(negate, (operand,))


def _comparison(compiler: Compiler, node: ast.Comparison) -> Code:
    left, right = compiler.code(node.left), compiler.code(node.right)
    if (
        isinstance(node.left, ast.Name)
        and isinstance(right, Constant)
        and right.value.__class__ in (int, str)
    ):
        return _name_with_constant(node, node.left.name, left, right.value)
    comparator = _COMPARATORS[node.operator]

    def compare_values(scope: Scope, run: Run) -> object:
        left_value, right_value = left(scope, run), right(scope, run)
        if left_value.__class__ is int and right_value.__class__ is int:
            return comparator(left_value, right_value)
        return _compared(node, left_value, right_value, run)

    return folded(compare_values, (left, right))


def _name_with_constant(node: ast.Comparison, name: str, left: Code, constant: object) -> Code:
    """``amount > 1000`` and ``status = "gold"``: a gateway's conditions, and most of what is ever
    compared.
    """
    comparator, kind = _COMPARATORS[node.operator], constant.__class__

    def compare_name(scope: Scope, run: Run) -> object:
        try:
            value = scope[name]
        except KeyError:
            value = left(scope, run)
        if value.__class__ is kind:
            return comparator(value, constant)
        return _compared(node, adopt(value), constant, run)

    return compare_name


def _compared(node: ast.Comparison, left: object, right: object, run: Run) -> object:
    try:
        return compare(node.operator, left, right)
    except BecomesNull as reason:
        return null(reason, run, node.position)


def _between(compiler: Compiler, node: ast.Between) -> Code:
    value, low, high = (compiler.code(part) for part in (node.value, node.low, node.high))

    def is_between(scope: Scope, run: Run) -> object:
        interval = Range(low(scope, run), high(scope, run), True, True)
        try:
            return is_within(value(scope, run), interval)
        except BecomesNull as reason:
            return null(reason, run, node.position)

    return folded(is_between, (value, low, high))


def _range(compiler: Compiler, node: ast.RangeLiteral) -> Code:
    start, end = compiler.code(node.start), compiler.code(node.end)

    def build_range(scope: Scope, run: Run) -> object:
        interval = Range(start(scope, run), end(scope, run), node.start_included, node.end_included)
        try:
            check_endpoints(interval)
        except BecomesNull as reason:
            return null(reason, run, node.position)
        return interval

    return folded(build_range, (start, end))


def check_endpoints(interval: Range) -> None:
    """Endpoints must have an order; null stands for "unknown" and is allowed."""
    present = [endpoint for endpoint in (interval.start, interval.end) if endpoint is not None]
    if not present:
        raise BecomesNull("A range needs at least one endpoint that is not null")
    try:
        compare("<=", present[0], present[-1])
    except BecomesNull as reason:
        kinds = f"{kind_name(interval.start)} to {kind_name(interval.end)}"
        raise BecomesNull(f"There is no range from {kinds}") from reason


COMPILATIONS: dict[type[ast.Node], Callable[[Compiler, Any], Code]] = {
    ast.Arithmetic: _arithmetic,
    ast.Negation: _negation,
    ast.Comparison: _comparison,
    ast.Between: _between,
    ast.RangeLiteral: _range,
}
