"""Boxed expressions (DMN 1.5, 10.2.1) as parts of FEEL expressions.

Most boxes are FEEL in another dress: a boxed conditional is ``if``, a boxed iterator is ``for``, a relation
is a list of contexts. They are read as nodes of FEEL's own grammar. What FEEL has no notation for is here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from processes.feel import ast
from processes.feel.compiled.code import Code, null
from processes.feel.compiled.compiler import Compiler
from processes.feel.errors import BecomesNull
from processes.feel.scope import Bindings, Run, Scope
from processes.feel.static_types import static_type
from processes.feel.type_tests import ANY, coercion
from processes.feel.values import kind_name


@dataclass(frozen=True, slots=True)
class Box(ast.Embedded):
    """An expression in its box: an element of the model, so that a warning can say where it comes from, and
    maybe with a type that its value is converted to.
    """

    element_id: str | None
    inner: ast.Node
    type: ast.Node = ANY

    def static_type(self, names: Mapping[str, ast.Node]) -> ast.Node | None:
        return static_type(self.inner, names) if self.type == ANY else self.type

    def shown(self, show: Callable[[ast.Node], str]) -> str:
        return show(self.inner)

    def code(self, compiler: Compiler) -> Code:
        inner, place = compiler.code(self.inner), self.element_id
        coerce = None if self.type == ANY else coercion(self.type, compiler.types)

        def evaluate(scope: Scope, run: Run) -> object:
            outer, run.place = run.place, place or run.place
            value = inner(scope, run)
            if coerce is not None:
                try:
                    value = coerce(value, run)
                except BecomesNull as reason:
                    value = null(reason, run, 0)
            run.place = outer
            return value

        return evaluate


@dataclass(frozen=True, slots=True)
class BoxedContext(ast.Embedded):
    """Named entries, each of which sees those before it, and maybe a result, which is then the value."""

    entries: tuple[tuple[str, ast.Node], ...]
    result: ast.Node | None

    def static_type(self, names: Mapping[str, ast.Node]) -> ast.Node | None:
        types: dict[str, ast.Node] = {}
        for key, entry in self.entries:
            types[key] = static_type(entry, {**names, **types}) or ANY
        if self.result is not None:
            return static_type(self.result, {**names, **types})
        return ast.ContextType(tuple(types.items()))

    def code(self, compiler: Compiler) -> Code:
        entries: list[tuple[str, Code]] = []
        for key, entry in self.entries:
            is_function = isinstance(_unboxed(entry), ast.FunctionDefinition)
            entries.append((key, (compiler.within(key) if is_function else compiler).code(entry)))
            compiler = compiler.within(key)
        result = compiler.code(self.result) if self.result is not None else None

        def evaluate(scope: Scope, run: Run) -> object:
            bindings = Bindings(scope)
            for key, entry in entries:
                bindings[key] = entry(bindings, run)
            return dict(bindings) if result is None else result(bindings, run)

        return evaluate


@dataclass(frozen=True, slots=True)
class Condition(ast.Embedded):
    """What an item must satisfy: true, false or null. Anything else makes the boxed quantifier null, where
    the textual one takes it for "unknown" (10.3.2.15, table 50); so do most implementations.
    """

    inner: ast.Node

    def static_type(self, names: Mapping[str, ast.Node]) -> ast.Node | None:
        return ast.TypeName("boolean")

    def code(self, compiler: Compiler) -> Code:
        inner = compiler.code(self.inner)

        def evaluate(scope: Scope, run: Run) -> object:
            held = inner(scope, run)
            if held is not None and not isinstance(held, bool):
                raise BecomesNull(
                    f"Expected a condition that is true or false, but it is a {kind_name(held)}"
                )
            return held

        return evaluate


@dataclass(frozen=True, slots=True)
class Unusable(ast.Embedded):
    """What stands where an expression could not be read: null, and the reason why."""

    reason: str

    def code(self, compiler: Compiler) -> Code:
        return lambda scope, run: null(self.reason, run, 0)


def _unboxed(node: ast.Node) -> ast.Node:
    while isinstance(node, Box):
        node = node.inner
    return node
