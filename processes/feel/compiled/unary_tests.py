"""A unary test in a decision table sees the value under test as ``?`` (DMN 1.3, rules 14-17, table 55).

A test that gives true or false itself – ``? > 10 and ? < 20``, ``ends with(?, "x")`` – holds when it gives
true; any other gives the values that are wanted.
"""

from __future__ import annotations

from collections.abc import Callable

from processes.feel import ast
from processes.feel.compiled.code import null
from processes.feel.compiled.compiler import Compiler
from processes.feel.compiled.tests import Test, any_holds, compile_test, holds_for
from processes.feel.errors import BecomesNull
from processes.feel.scope import Bindings, Run, Scope
from processes.feel.values import adopt

Passes = Callable[[object, Scope, Run], bool]


def compile_unary_tests(tests: ast.UnaryTestList, compiler: Compiler | None = None) -> Passes:
    """Code that says whether a value passes: any test holds, or, negated, none does. Without tests (``-``)
    every value passes. The scope around must be one that may be kept in front of: the value is ``?`` in it.
    """
    if not tests.tests:
        return lambda value, scope, run: True
    codes = tuple(compile_unary_test(test, compiler) for test in tests.tests)
    wanted = not tests.negated

    def passes(value: object, scope: Scope, run: Run) -> bool:
        bindings = Bindings(scope)
        bindings["?"] = value
        return any_holds(codes, value, bindings, run) is wanted

    return passes


def compile_unary_test(node: ast.Node, compiler: Compiler | None = None) -> Test:
    compiler = compiler or Compiler()
    if isinstance(node, ast.ComparisonTest):
        return _adopting(compile_test(compiler, node))
    code = compiler.code(node)
    asks_itself = any(each == ast.Name("?") for each in ast.walk(node))

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
