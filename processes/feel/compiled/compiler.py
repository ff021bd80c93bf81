"""The compiler turns each kind of node into code, by a table; the chapters of the table are the sibling
modules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from processes.feel import ast
from processes.feel.compiled import calls, collections, control, literals, logic, operators, tests
from processes.feel.compiled.code import Code


@dataclass(frozen=True, slots=True)
class Compiler:
    #: Names that the expression binds around here: loop variables, parameters, keys of contexts.
    bound: frozenset[str] = frozenset()
    #: Types that a decision model defines, by name.
    types: Mapping[str, ast.Node] = field(default_factory=dict)

    def code(self, node: ast.Node) -> Code:
        if isinstance(node, ast.Embedded):
            code: Code = node.code(self)
            return code
        return _COMPILATIONS[type(node)](self, node)

    def within(self, *names: str) -> Compiler:
        return Compiler(self.bound.union(names), self.types)


def compile_node(
    node: ast.Node, types: Mapping[str, ast.Node] | None = None, bound: frozenset[str] = frozenset()
) -> Code:
    return Compiler(bound, types or {}).code(node)


_COMPILATIONS: dict[type[ast.Node], Callable[[Compiler, Any], Code]] = {
    **literals.COMPILATIONS,
    **operators.COMPILATIONS,
    **logic.COMPILATIONS,
    **tests.COMPILATIONS,
    **control.COMPILATIONS,
    **collections.COMPILATIONS,
    **calls.COMPILATIONS,
}
