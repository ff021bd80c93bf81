"""Which variables an expression reads, and whether it looks at the clock: found in the text, not by
evaluating it.
"""

from __future__ import annotations

from collections.abc import Iterator

from processes.feel import ast
from processes.feel.functions import BUILTINS


def names_read(root: ast.Node) -> frozenset[str]:
    """Names that neither the expression itself nor FEEL gives a meaning to.

    Within a filter a name may be an entry of the item or a variable; both are told, since both are possible.
    """
    names: set[str] = set()
    pending: list[tuple[ast.Node, frozenset[str]]] = [(root, frozenset({"?"}))]
    while pending:
        node, bound = pending.pop()
        if isinstance(node, ast.Name):
            if node.name not in bound:
                names.add(node.name)
        else:
            pending.extend(_scopes(node, bound))
    return frozenset(names)


def reads_clock(root: ast.Node) -> bool:
    return any(
        isinstance(node, ast.Name) and node.name in BUILTINS and BUILTINS[node.name].needs_clock
        for node in ast.walk(root)
    )


def _scopes(node: ast.Node, bound: frozenset[str]) -> Iterator[tuple[ast.Node, frozenset[str]]]:
    """The nodes below ``node``, each with the names that are bound there."""
    match node:
        case ast.ContextLiteral(entries=entries):
            for key, value in entries:
                own = {key} if isinstance(value, ast.FunctionDefinition) else set()
                yield value, bound | own
                bound = bound | {key}
        case (
            ast.For(iterations=iterations, body=inner)
            | ast.Quantified(iterations=iterations, condition=inner)
        ):
            for iteration in iterations:
                yield iteration, bound
                bound = bound | {iteration.name}
            yield inner, bound | {"partial"} if isinstance(node, ast.For) else bound
        case ast.Filter(source=source, condition=condition):
            yield source, bound
            yield condition, bound | {"item"}
        case ast.FunctionDefinition(parameters=parameters, body=body):
            yield body, bound.union(parameter.name for parameter in parameters)
        case (
            ast.Invocation(function=ast.Name(name=name)) | ast.NamedInvocation(function=ast.Name(name=name))
        ) if name in BUILTINS:
            arguments = (
                node.arguments if isinstance(node, ast.Invocation) else [value for _, value in node.arguments]
            )
            yield from ((argument, bound) for argument in arguments)
        case _:
            yield from ((child, bound) for child in ast.children(node))
