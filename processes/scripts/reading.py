"""Reading a Python script without running it: which names it mentions, and which it assigns at its top
level.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

#: with these a script can reach any name
_REACH_ALL = frozenset({"eval", "exec", "locals", "globals", "vars"})
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class ScriptNames:
    #: None if any name may be meant
    mentioned: frozenset[str] | None
    #: by plain assignment, not those of loops, imports and definitions
    assigned: frozenset[str]

    def mentions(self, name: str) -> bool:
        return self.mentioned is None or name in self.mentioned


@lru_cache(maxsize=256)
def names_in(script: str) -> ScriptNames:
    """Raises `SyntaxError`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(script)
    mentioned = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    mentioned |= {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    assigned = {name for name in _assigned(tree) if not name.startswith("_")}
    return ScriptNames(
        None if mentioned & _REACH_ALL else frozenset(mentioned),
        frozenset(assigned),
    )


def _assigned(node: ast.AST) -> Iterator[str]:
    """By what stands at the top level, however deep in branches and loops."""
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Assign(value=ast.Lambda()):
                pass  # a function, as good as one with `def`
            case ast.Assign(targets=targets):
                for target in targets:
                    yield from _names(target)
            case ast.AugAssign(target=target) | ast.NamedExpr(target=target):
                yield from _names(target)
            case ast.AnnAssign(target=target, value=value) if value is not None:
                yield from _names(target)
        if isinstance(child, _SCOPES):
            # A function may assign what it declares to be global.
            yield from (
                name for each in ast.walk(child) if isinstance(each, ast.Global) for name in each.names
            )
        else:
            yield from _assigned(child)


def _names(target: ast.AST) -> Iterator[str]:
    match target:
        case ast.Name(id=name):
            yield name
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for element in elements:
                yield from _names(element)
        case ast.Starred(value=value):
            yield from _names(value)
