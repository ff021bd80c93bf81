"""Loops: ``for … return``, ``some … satisfies``, ``every … satisfies``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from processes.feel import ast
from processes.feel.compiled.code import Code, defines_function, null
from processes.feel.errors import BecomesNull
from processes.feel.limits import check_list
from processes.feel.numbers import to_int
from processes.feel.scope import Bindings, Run, Scope
from processes.feel.temporal import Date
from processes.feel.values import Range, adopt, is_number, kind_name

if TYPE_CHECKING:
    from processes.feel.compiled.compiler import Compiler

#: Gives one scope for each combination of the loop variables.
Combinations = Callable[[Bindings, Run], Iterator[Bindings]]


def _for(compiler: Compiler, node: ast.For) -> Code:
    combinations, within = _iterations(compiler, node)
    body = within.within("partial").code(node.body)
    uses_partial = any(each == ast.Name("partial") for each in ast.walk(node.body))

    def collect(scope: Scope, run: Run) -> object:
        results: list[object] = []
        try:
            for bindings in combinations(Bindings(scope), run):
                if uses_partial:  # 10.3.2.14: the results so far
                    bindings["partial"] = list(results)
                results.append(body(bindings, run))
        except BecomesNull as reason:
            return null(reason, run, node.position)
        return check_list(results)

    return collect


def _quantified(compiler: Compiler, node: ast.Quantified) -> Code:
    combinations, within = _iterations(compiler, node)
    condition = within.code(node.condition)
    decisive = node.quantifier == "some"

    def decide(scope: Scope, run: Run) -> object:
        """``some`` is a long or, ``every`` a long and: three-valued (table 52)."""
        answer: bool | None = not decisive
        try:
            for bindings in combinations(Bindings(scope), run):
                held = condition(bindings, run)
                if held is decisive:
                    return decisive
                if held is not (not decisive):
                    answer = None
        except BecomesNull as reason:
            return null(reason, run, node.position)
        return answer

    return decide


def _iterations(compiler: Compiler, node: ast.For | ast.Quantified) -> tuple[Combinations, Compiler]:
    """The later loop turns fastest, and may look at the variable of an earlier one."""
    steps: list[tuple[str, Callable[[Scope, Run], Iterator[object]]]] = []
    for iteration in node.iterations:
        steps.append((iteration.name, _domain(compiler, iteration)))
        compiler = compiler.within(iteration.name)

    keeps_scope = defines_function(node)

    def combine(bindings: Bindings, run: Run, depth: int = 0) -> Iterator[Bindings]:
        name, domain = steps[depth]
        innermost = depth == len(steps) - 1
        for item in domain(bindings, run):
            run.count_iterations()
            bindings[name] = item
            if not innermost:
                yield from combine(bindings, run, depth + 1)
            elif keeps_scope:
                turn = Bindings(bindings.outer)
                turn.update(bindings)
                yield turn
            else:
                yield bindings
        bindings.pop(name, None)

    return combine, compiler


def _domain(compiler: Compiler, iteration: ast.Iteration) -> Callable[[Scope, Run], Iterator[object]]:
    start = compiler.code(iteration.domain)
    if iteration.end is None:
        return lambda scope, run: items_of(start(scope, run))
    end = compiler.code(iteration.end)
    return lambda scope, run: _steps(start(scope, run), end(scope, run))


def items_of(domain: object) -> Iterator[object]:
    """What a loop over ``domain`` visits: a list's items, a range's whole numbers or days, or the value
    itself.
    """
    if isinstance(domain, list):
        return map(adopt, domain)
    if isinstance(domain, Range):
        return _values_within(domain)
    if domain is None:
        raise BecomesNull("Cannot loop over null")
    return iter((domain,))


def _values_within(interval: Range) -> Iterator[object]:
    """A range knows only one direction, so an upside-down one has nothing to visit."""
    first, last = _first_and_last(interval.start, interval.end)
    if first > last:
        raise BecomesNull("Cannot loop over a range that ends before it starts")
    return _as_kind_of(
        interval.start, range(first + (not interval.start_included), last + interval.end_included)
    )


def _steps(start: object, end: object) -> Iterator[object]:
    """``start..end`` of a loop: upwards or downwards."""
    first, last = _first_and_last(start, end)
    return _as_kind_of(start, range(first, last + 1) if first <= last else range(first, last - 1, -1))


def _first_and_last(start: object, end: object) -> tuple[int, int]:
    if isinstance(start, Date) != isinstance(end, Date):
        raise BecomesNull(f"Cannot loop from {kind_name(start)} to {kind_name(end)}")
    return _step_number(start), _step_number(end)


def _step_number(value: object) -> int:
    if isinstance(value, Date):
        return value.number
    if not is_number(value):
        raise BecomesNull(
            f"Cannot loop over a range of {kind_name(value)}; it must be of whole numbers or dates"
        )
    return to_int(value, "An endpoint of a loop")  # type: ignore[arg-type]


def _as_kind_of(start: object, numbers: range) -> Iterator[object]:
    if isinstance(start, Date):
        first = start.number
        return (start.add_days(number - first) for number in numbers)
    return iter(numbers)


COMPILATIONS: dict[type[ast.Node], Callable[[Compiler, Any], Code]] = {
    ast.For: _for,
    ast.Quantified: _quantified,
}
