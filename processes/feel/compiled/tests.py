"""A test asks something about a value: ``< 10``, ``[1..5]``, ``"gold"``. ``in`` and decision tables ask
tests.

A test that is no comparison gives a value to look into: a range holds the value or not, a list holds it or
has a range that does, anything else equals it or not (DMN 1.3, table 55).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from processes.feel import ast
from processes.feel.comparison import compare, is_within, same
from processes.feel.compiled.code import Code, folded, null
from processes.feel.errors import BecomesNull
from processes.feel.scope import Run, Scope
from processes.feel.values import Range, adopt

if TYPE_CHECKING:
    from processes.feel.compiled.compiler import Compiler

Test = Callable[[object, Scope, Run], object]


def holds_for(value: object, wanted: object) -> bool:
    """Whether ``value`` is one of the values that ``wanted`` stands for; raises ``BecomesNull`` if
    unknown.
    """
    if isinstance(wanted, Range):
        return same(value, wanted) or is_within(value, wanted)
    if same(value, wanted):
        return True
    return isinstance(wanted, list) and any(_item_holds(value, adopt(item)) for item in wanted)


def _item_holds(value: object, item: object) -> bool:
    if same(value, item):
        return True
    try:
        return isinstance(item, Range) and is_within(value, item)
    except BecomesNull:
        return False


def compile_test(compiler: Compiler, node: ast.Node) -> Test:
    """Code that answers true, false or null about a value."""
    operator = node.operator if isinstance(node, ast.ComparisonTest) else None
    operand = compiler.code(node.operand if isinstance(node, ast.ComparisonTest) else node)

    def test(value: object, scope: Scope, run: Run) -> object:
        wanted = operand(scope, run)
        try:
            return holds_for(value, wanted) if operator is None else compare(operator, value, wanted)
        except BecomesNull as reason:
            return null(reason, run, node.position)

    return test


def any_holds(tests: Sequence[Test], value: object, scope: Scope, run: Run) -> bool | None:
    answer: bool | None = False
    for test in tests:
        held = test(value, scope, run)
        if held is True:
            return True
        if held is None:
            answer = None
    return answer


def _in(compiler: Compiler, node: ast.In) -> Code:
    value = compiler.code(node.value)
    tests = [compile_test(compiler, test) for test in node.tests]

    def is_in(scope: Scope, run: Run) -> object:
        return any_holds(tests, value(scope, run), scope, run)

    return is_in


def _comparison_test(compiler: Compiler, node: ast.ComparisonTest) -> Code:
    """A test that stands alone is the range of the values for which it holds."""
    operand = compiler.code(node.operand)

    def build_range(scope: Scope, run: Run) -> object:
        endpoint = operand(scope, run)
        match node.operator:
            case "=":
                return Range(endpoint, endpoint, True, True)
            case "<" | "<=":
                return Range(None, endpoint, False, node.operator == "<=", has_start=False)
            case ">" | ">=":
                return Range(endpoint, None, node.operator == ">=", False, has_end=False)
        return null('"!=" is a test only after "in" and in decision tables', run, node.position)

    return folded(build_range, (operand,))


COMPILATIONS: dict[type[ast.Node], Callable[[Compiler, Any], Code]] = {
    ast.In: _in,
    ast.ComparisonTest: _comparison_test,
}
