"""Literals and names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from processes.feel import ast
from processes.feel.compiled.code import Code, Constant, folded, null
from processes.feel.errors import BecomesNull
from processes.feel.functions import BUILTINS
from processes.feel.functions.conversion import temporal_literal
from processes.feel.scope import Bindings, Run, Scope
from processes.feel.values import adopt

if TYPE_CHECKING:
    from processes.feel.compiled.compiler import Compiler


def _literal(_: Compiler, node: ast.Literal) -> Code:
    return Constant(node.value)


def _at_literal(_: Compiler, node: ast.AtLiteral) -> Code:
    def parse(scope: Scope, run: Run) -> object:
        try:
            return temporal_literal(node.text)
        except BecomesNull as reason:
            return null(reason, run, node.position)

    return folded(parse, ())


def _name(compiler: Compiler, node: ast.Name) -> Code:
    name = node.name

    def look_up(scope: Scope, run: Run) -> object:
        try:
            return adopt(scope[name])
        except KeyError:
            # 10.3.2.11: the built-in functions are the outermost scope.
            builtin = BUILTINS.get(name)
            return builtin or null(f'There is no variable "{name}"', run, node.position)

    return look_up


def _list(compiler: Compiler, node: ast.ListLiteral) -> Code:
    items = [compiler.code(item) for item in node.items]

    def build_list(scope: Scope, run: Run) -> object:
        return [item(scope, run) for item in items]

    return build_list


def _context(compiler: Compiler, node: ast.ContextLiteral) -> Code:
    entries: list[tuple[str, Code]] = []
    # An entry sees the entries before it, and functions see themselves (10.3.2.6).
    for key, value in node.entries:
        seen = (key,) if isinstance(value, ast.FunctionDefinition) else ()
        entries.append((key, compiler.within(*seen).code(value)))
        compiler = compiler.within(key)

    def build_context(scope: Scope, run: Run) -> object:
        bindings = Bindings(scope)
        for key, value in entries:
            bindings[key] = value(bindings, run)
        return dict(bindings)

    return build_context


COMPILATIONS: dict[type[ast.Node], Callable[[Compiler, Any], Code]] = {
    ast.Literal: _literal,
    ast.AtLiteral: _at_literal,
    ast.Name: _name,
    ast.ListLiteral: _list,
    ast.ContextLiteral: _context,
}
