"""The names of types: ``number``, ``list<string>``, ``context<a: number>``, ``function<number>->string``
(rule 54).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.feel import ast
from processes.feel.limits import MAX_NESTING

if TYPE_CHECKING:
    from processes.feel.parser import Parser


def parse_type(parser: Parser, nesting: int = 0) -> ast.Node:
    if nesting > MAX_NESTING:
        raise parser.error(f"Expected at most {MAX_NESTING} levels of nesting")
    position = parser.token.position
    name = parser.expect_name("a type")
    while parser.accept("."):
        name += "." + parser.expect_name('a name after "."')
    if name not in ("list", "range", "context", "function") or not parser.accept("<"):
        return ast.TypeName(name, position=position)
    if name == "function":
        return _function_type(parser, position, nesting)
    if name == "context":
        return _context_type(parser, position, nesting)
    inner = parse_type(parser, nesting + 1)
    parser.expect(">", f"to end the type of the {name}")
    node = ast.ListType if name == "list" else ast.RangeType
    return node(inner, position=position)


def _context_type(parser: Parser, position: int, nesting: int) -> ast.Node:
    entries: list[tuple[str, ast.Node]] = []
    while not parser.at(">"):
        key = parser.expect_name("the key of a context entry")
        parser.expect(":", "after the key of a context entry")
        entries.append((key, parse_type(parser, nesting + 1)))
        if not parser.accept(","):
            break
    parser.expect(">", "to end the type of the context")
    return ast.ContextType(tuple(entries), position=position)


def _function_type(parser: Parser, position: int, nesting: int) -> ast.Node:
    parameters: list[ast.Node] = []
    while not parser.at(">"):
        parameters.append(parse_type(parser, nesting + 1))
        if not parser.accept(","):
            break
    parser.expect(">", "to end the parameter types")
    parser.expect("->", "before the result type of the function")
    return ast.FunctionType(tuple(parameters), parse_type(parser, nesting + 1), position=position)
