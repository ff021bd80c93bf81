"""A unary test in a decision table sees the value under test as ``?`` (DMN 1.3, rules 14-17, table 55).

A test that gives true or false itself – ``? > 10 and ? < 20``, ``ends with(?, "x")`` – holds when it gives
true; any other gives the values that are wanted.
"""

from __future__ import annotations

import operator as python
from collections.abc import Callable
from typing import Any

from processes.feel import ast
from processes.feel.compiled.code import null
from processes.feel.compiled.compiler import Compiler
from processes.feel.compiled.tests import Test, any_holds, compile_test, holds_for
from processes.feel.errors import BecomesNull
from processes.feel.scope import Bindings, Run, Scope
from processes.feel.values import adopt

_VALUE = ast.Name("?")
_ON_INTS: dict[str, Callable[[Any, Any], bool]] = {
    "=": python.eq,
    "!=": python.ne,
    "<": python.lt,
    "<=": python.le,
    ">": python.gt,
    ">=": python.ge,
}
Passes = Callable[[object, Scope, Run], bool]


def compile_unary_tests(tests: ast.UnaryTestList, compiler: Compiler | None = None) -> Passes:
    """Code that says whether a value passes: any test holds, or, negated, none does. Without tests (``-``)
    every value passes. The scope around must be one that may be kept in front of: the value is ``?`` in it.
    """
    if not tests.tests:
        return lambda value, scope, run: True
    codes = tuple(compile_unary_test(test, compiler) for test in tests.tests)
    wanted = not tests.negated
    if wanted and (at_once := _at_once(tests, codes)):
        return at_once
    if not any(_asks_itself(test) for test in tests.tests):
        return lambda value, scope, run: any_holds(codes, value, scope, run) is wanted

    def passes(value: object, scope: Scope, run: Run) -> bool:
        bindings = Bindings(scope)
        bindings["?"] = value
        return any_holds(codes, value, bindings, run) is wanted

    return passes


def _at_once(tests: ast.UnaryTestList, codes: tuple[Test, ...]) -> Passes | None:
    """For what most cells of a table are: whole numbers and texts to be equal to, and whole numbers as
    limits. A value of another kind goes the long way.
    """
    if all(isinstance(test, ast.Literal) and test.value.__class__ in (int, str) for test in tests.tests):
        wanted = {(type(test.value), test.value) for test in tests.tests if isinstance(test, ast.Literal)}

        def is_one(value: object, scope: Scope, run: Run) -> bool:
            if value.__class__ is int or value.__class__ is str:
                return (value.__class__, value) in wanted
            return any_holds(codes, value, scope, run) is True

        return is_one
    holds = _on_ints(tests.tests[0]) if len(tests.tests) == 1 else None
    if holds is None:
        return None
    code = codes[0]

    def is_within(value: object, scope: Scope, run: Run) -> bool:
        return holds(value) if value.__class__ is int else code(value, scope, run) is True

    return is_within


def _on_ints(test: ast.Node) -> Callable[[Any], bool] | None:
    match test:
        case ast.ComparisonTest(operator=operator, operand=ast.Literal(value=int() as limit)):
            compare = _ON_INTS[operator]
            return None if isinstance(limit, bool) else lambda value: compare(value, limit)
        case ast.RangeLiteral(start=ast.Literal(value=int() as low), end=ast.Literal(value=int() as high)):
            if isinstance(low, bool) or isinstance(high, bool):
                return None
            low, high = low + (not test.start_included), high - (not test.end_included)
            return lambda value: low <= value <= high
    return None


def _asks_itself(node: ast.Node) -> bool:
    return any(each == _VALUE for each in ast.walk(node))


def compile_unary_test(node: ast.Node, compiler: Compiler | None = None) -> Test:
    compiler = compiler or Compiler()
    if isinstance(node, ast.ComparisonTest):
        return _adopting(compile_test(compiler, node))
    code = compiler.code(node)
    asks_itself = _asks_itself(node)

    def test(value: object, scope: Scope, run: Run) -> object:
        answer = code(scope, run)
        if asks_itself and (answer is None or isinstance(answer, bool)):
            return answer
        try:
            return holds_for(value, answer)
        except BecomesNull as reason:
            return null(reason, run, node.position)

    return _adopting(test)


def _adopting(test: Test) -> Test:
    return lambda value, scope, run: test(adopt(value), scope, run)
