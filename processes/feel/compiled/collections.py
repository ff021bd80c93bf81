"""Parts of values: the entry of a context, a property of a date, the items of a list that pass a filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from processes.feel import ast
from processes.feel.compiled.code import Code, Constant, defines_function, null
from processes.feel.errors import BecomesNull
from processes.feel.numbers import to_int
from processes.feel.properties import property_of
from processes.feel.scope import ItemBindings, Run, Scope
from processes.feel.values import adopt, is_number, kind_name

if TYPE_CHECKING:
    from processes.feel.compiled.compiler import Compiler


def _path(compiler: Compiler, node: ast.Path) -> Code:
    source, name = compiler.code(node.source), node.name

    def look_into(scope: Scope, run: Run) -> object:
        value = source(scope, run)
        if isinstance(value, dict) and name in value:
            return adopt(value[name])
        try:
            return property_of(value, name)
        except BecomesNull as reason:
            return null(reason, run, node.position)

    return look_into


def _filter(compiler: Compiler, node: ast.Filter) -> Code:
    source = compiler.code(node.source)
    condition = compiler.code(node.condition)
    if isinstance(condition, Constant) and is_number(condition.value):
        return _item(source, condition.value, node)

    keeps_scope = defines_function(node.condition)

    def select(scope: Scope, run: Run) -> object:
        items = _as_list(source(scope, run))
        run.count_iterations(len(items))
        selected: list[object] = []
        bindings = ItemBindings(scope)
        for index, raw in enumerate(items):
            item = adopt(raw)
            if keeps_scope:
                bindings = ItemBindings(scope)
            bindings.look_at(item)
            held = condition(bindings, run)
            if held is True:
                selected.append(item)
            elif index == 0 and is_number(held):
                return _item(lambda *_: items, held, node)(scope, run)
            elif held is not False and held is not None:
                # DMN 1.5, table 68: a filter is defined for booleans, and for one number.
                return null(
                    f"Expected a condition in the filter, but it is a {kind_name(held)}", run, node.position
                )
        if not items and is_number(condition(scope, Run(run.now, None))):
            return null("The list is empty", run, node.position)
        return selected

    return select


def _item(source: Code, position: Any, node: ast.Filter) -> Code:
    """Items count from 1, and from -1 backwards (10.3.2.5)."""

    def pick(scope: Scope, run: Run) -> object:
        items = _as_list(source(scope, run))
        try:
            index = to_int(position, "A position in a list")
        except BecomesNull as reason:
            return null(reason, run, node.position)
        if not index or abs(index) > len(items):
            return null(f"There is no item {index} in a list of {len(items)}", run, node.position)
        return adopt(items[index - 1 if index > 0 else index])

    return pick


def _as_list(value: object) -> list[object]:
    """A single value is a list of one, and null a list of none."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


COMPILATIONS: dict[type[ast.Node], Callable[[Compiler, Any], Code]] = {ast.Path: _path, ast.Filter: _filter}
