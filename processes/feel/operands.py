"""What an operand can start with: one function for each opening symbol or keyword of the grammar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from processes.feel import ast
from processes.feel.errors import FeelSyntaxError
from processes.feel.lexer import Kind, Token
from processes.feel.strengths import COMPARISON, NEGATION
from processes.feel.type_parser import parse_type

if TYPE_CHECKING:
    from processes.feel.parser import Parser

_CONSTANTS = {"true": True, "false": False, "null": None}


def _constant(_: Parser, opening: Token) -> ast.Node:
    return ast.Literal(_CONSTANTS[opening.text], position=opening.position)


def _negation(parser: Parser, opening: Token) -> ast.Node:
    return ast.Negation(parser.expression(NEGATION), position=opening.position)


def _comparison_test(parser: Parser, opening: Token) -> ast.Node:
    return ast.ComparisonTest(opening.text, parser.expression(COMPARISON), position=opening.position)


def _at_literal(parser: Parser, opening: Token) -> ast.Node:
    if parser.token.kind is not Kind.STRING:
        raise parser.error(f'Expected a string after "@" but found {parser.token}')
    return ast.AtLiteral(parser.advance().text, position=opening.position)


def _parentheses(parser: Parser, opening: Token) -> ast.Node:
    inner = parser.bracketed()
    if parser.accept(".."):
        return range_after(parser, opening, inner)
    parser.expect(")", "to close the parenthesis")
    return inner


def _list_or_range(parser: Parser, opening: Token) -> ast.Node:
    if parser.accept("]"):
        return ast.ListLiteral((), position=opening.position)
    first = parser.bracketed()
    if parser.accept(".."):
        return range_after(parser, opening, first)
    items = [first]
    if parser.accept(","):
        items += parser.separated_until("]", "to end the list", parser.expression)
    else:
        parser.expect("]", "to end the list")
    return ast.ListLiteral(tuple(items), position=opening.position)


def _open_range(parser: Parser, opening: Token) -> ast.Node:
    try:
        start = parser.bracketed()
        parser.expect("..", "between the endpoints of the range")
    except FeelSyntaxError as error:
        # Far more often a "]" too many, or an operand too few.
        message = 'Expected an expression but found "]"'
        raise FeelSyntaxError(message, parser.text, opening.position) from error
    return range_after(parser, opening, start)


def range_after(parser: Parser, opening: Token, start: ast.Node) -> ast.Node:
    """The rest of a range behind its ``..``; ``(`` and ``]`` leave out the start, ``)`` and ``[`` the end."""
    end = parser.range_end()
    if not parser.at("]", ")", "["):
        raise parser.error(f'Expected "]" or ")" to end the range but found {parser.token}')
    closing = parser.advance()
    return ast.RangeLiteral(start, end, opening.text == "[", closing.text == "]", position=opening.position)


def _context(parser: Parser, opening: Token) -> ast.Node:
    entries: dict[str, ast.Node] = {}
    before_key = opening
    while not (parser.at("}") and not entries):
        # The token behind "{" or "," is read as a key, which may hold operators: {net+tax: 1}.
        key = parser.lexer.key_at(before_key.end)
        if key.text in entries:
            raise FeelSyntaxError(
                f'Expected each key once but found "{key.text}" again', parser.text, key.position
            )
        parser.lexer.know(key.text)
        parser.token = parser.lexer.token_at(key.end)
        parser.expect(":", "after the key of a context entry")
        entries[key.text] = parser.bracketed()
        before_key = parser.token
        if not parser.accept(","):
            break
    parser.expect("}", "to end the context")
    return ast.ContextLiteral(tuple(entries.items()), position=opening.position)


def _if(parser: Parser, opening: Token) -> ast.Node:
    condition = parser.expression()
    parser.expect("then", "after the condition of if")
    consequence = parser.expression()
    parser.expect("else", "after the first branch of if")
    return ast.If(condition, consequence, parser.expression(), position=opening.position)


def _for(parser: Parser, opening: Token) -> ast.Node:
    iterations = _iterations(parser)
    parser.expect("return", "after the iterations of for")
    return ast.For(iterations, parser.expression(), position=opening.position)


def _quantified(parser: Parser, opening: Token) -> ast.Node:
    iterations = _iterations(parser)
    parser.expect("satisfies", f"after the iterations of {opening.text}")
    return ast.Quantified(opening.text, iterations, parser.expression(), position=opening.position)


def _iterations(parser: Parser) -> tuple[ast.Iteration, ...]:
    iterations = [_iteration(parser)]
    while parser.accept(","):
        iterations.append(_iteration(parser))
    return tuple(iterations)


def _iteration(parser: Parser) -> ast.Iteration:
    position = parser.token.position
    name = parser.expect_name("the name of a loop variable")
    parser.expect("in", "after the loop variable")
    domain = parser.expression()
    end = parser.expression() if parser.accept("..") else None
    return ast.Iteration(name, domain, end, position=position)


def _function(parser: Parser, opening: Token) -> ast.Node:
    parser.expect("(", "after function")
    parameters = parser.separated_until(")", "to end the parameters", lambda: _parameter(parser))
    # What is outside is described by a context, so "external" before anything else is a name.
    external = parser.token.kind is Kind.NAME and parser.token.text == "external" and parser.next_is("{")
    if external:
        parser.advance()
    return ast.FunctionDefinition(tuple(parameters), parser.expression(), external, position=opening.position)


def _parameter(parser: Parser) -> ast.Parameter:
    position = parser.token.position
    name = parser.expect_name("the name of a parameter")
    return ast.Parameter(name, parse_type(parser) if parser.accept(":") else None, position=position)


OPENINGS: dict[str, Callable[[Parser, Token], ast.Node]] = {
    "true": _constant,
    "false": _constant,
    "null": _constant,
    "-": _negation,
    **dict.fromkeys(("<", "<=", ">", ">=", "=", "!="), _comparison_test),
    "@": _at_literal,
    "(": _parentheses,
    "[": _list_or_range,
    "]": _open_range,
    "{": _context,
    "if": _if,
    "for": _for,
    "some": _quantified,
    "every": _quantified,
    "function": _function,
}
