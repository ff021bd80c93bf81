"""Writes a parsed expression in one canonical way, so that parsing what was printed gives the same
expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from processes.feel import ast
from processes.feel.feel_text import key_text, quote
from processes.feel.lexer import is_plain_name
from processes.feel.strengths import (
    AND,
    ANYTHING,
    ATOM,
    COMPARISON,
    INSTANCE,
    NEGATION,
    OR,
    POSTFIX,
    STRENGTHS,
)

_ENDS_IN_DATE = re.compile(r"\bdate$")


def print_node(node: ast.Node, strength: int = ANYTHING) -> str:
    """In parentheses where the node binds no stronger than ``strength``, the operator around it."""
    if isinstance(node, ast.Embedded):
        return node.shown(print_node)
    own, write = _WRITERS[type(node)]
    binding = own(node) if callable(own) else own
    text = write(node)
    return f"({text})" if binding <= strength and strength is not ANYTHING else text


def _literal(node: ast.Literal) -> str:
    match node.value:
        case None:
            return "null"
        case bool():
            return "true" if node.value else "false"
        case str():
            return quote(node.value)
        case Decimal():
            return _decimal(node.value)
    return str(node.value)


def _decimal(value: Decimal) -> str:
    """A whole Decimal keeps its point or exponent, so that it is read back as a Decimal."""
    return str(value).replace("E", "e")


def _name(node: ast.Name) -> str:
    return node.name if is_plain_name(node.name) else f"`{node.name}`"


def _list(node: ast.ListLiteral) -> str:
    return "[" + _separated(node.items) + "]"


def _context(node: ast.ContextLiteral) -> str:
    return "{" + ", ".join(f"{key_text(key)}: {print_node(value)}" for key, value in node.entries) + "}"


def _range(node: ast.RangeLiteral) -> str:
    opening, closing = "[" if node.start_included else "(", "]" if node.end_included else ")"
    return f"{opening}{print_node(node.start)}..{print_node(node.end)}{closing}"


def _negation(node: ast.Negation) -> str:
    return "-" + print_node(node.operand, NEGATION - 1)


def _arithmetic(node: ast.Arithmetic) -> str:
    strength = _arithmetic_strength(node)
    rest = (f" {operator} {print_node(operand, strength)}" for operator, operand in node.rest)
    return print_node(node.first, strength) + "".join(rest)


def _arithmetic_strength(node: ast.Arithmetic) -> int:
    return STRENGTHS[node.rest[0][0]]


def _comparison(node: ast.Comparison) -> str:
    return f"{print_node(node.left, COMPARISON)} {node.operator} {print_node(node.right, COMPARISON)}"


def _between(node: ast.Between) -> str:
    value, low, high = (print_node(part, COMPARISON) for part in (node.value, node.low, node.high))
    return f"{value} between {low} and {high}"


def _comparison_test(node: ast.ComparisonTest) -> str:
    return f"{node.operator} {print_node(node.operand, COMPARISON)}"


def _in(node: ast.In) -> str:
    value = print_node(node.value, COMPARISON)
    if len(node.tests) == 1:
        return f"{value} in {print_node(node.tests[0], COMPARISON)}"
    return f"{value} in ({_separated(node.tests)})"


def _junction(word: str) -> Callable[[Any], str]:
    strength = STRENGTHS[word]

    def write(node: Any) -> str:
        text = ""
        for operand in node.operands:
            printed = print_node(operand, strength)
            # `date and time(…)` is one name.
            joins_names = word == "and" and _ENDS_IN_DATE.search(text) and printed.startswith("time")
            printed = f"({printed})" if joins_names else printed
            text = f"{text} {word} {printed}" if text else printed
        return text

    return write


def _if(node: ast.If) -> str:
    condition, consequence, alternative = map(
        print_node, (node.condition, node.consequence, node.alternative)
    )
    return f"if {condition} then {consequence} else {alternative}"


def _for(node: ast.For) -> str:
    return f"for {_iterations(node.iterations)} return {print_node(node.body)}"


def _quantified(node: ast.Quantified) -> str:
    return f"{node.quantifier} {_iterations(node.iterations)} satisfies {print_node(node.condition)}"


def _iterations(iterations: tuple[ast.Iteration, ...]) -> str:
    return ", ".join(
        f"{_name(ast.Name(each.name))} in {print_node(each.domain)}"
        + (f"..{print_node(each.end)}" if each.end else "")
        for each in iterations
    )


def _path(node: ast.Path) -> str:
    return f"{print_node(node.source, POSTFIX - 1)}.{_name(ast.Name(node.name))}"


def _filter(node: ast.Filter) -> str:
    return f"{print_node(node.source, POSTFIX - 1)}[{print_node(node.condition)}]"


def _invocation(node: ast.Invocation) -> str:
    return f"{print_node(node.function, POSTFIX - 1)}({_separated(node.arguments)})"


def _named_invocation(node: ast.NamedInvocation) -> str:
    arguments = ", ".join(f"{_name(ast.Name(name))}: {print_node(value)}" for name, value in node.arguments)
    return f"{print_node(node.function, POSTFIX - 1)}({arguments})"


def _instance_of(node: ast.InstanceOf) -> str:
    return f"{print_node(node.value, INSTANCE - 1)} instance of {print_node(node.type)}"


def _function(node: ast.FunctionDefinition) -> str:
    parameters = ", ".join(
        _name(ast.Name(each.name)) + (f": {print_node(each.type)}" if each.type else "")
        for each in node.parameters
    )
    return f"function({parameters}) {'external ' if node.external else ''}{print_node(node.body)}"


def _function_type(node: ast.FunctionType) -> str:
    return f"function<{_separated(node.parameters)}>->{print_node(node.result)}"


def _context_type(node: ast.ContextType) -> str:
    return "context<" + ", ".join(f"{key}: {print_node(value)}" for key, value in node.entries) + ">"


def _unary_tests(node: ast.UnaryTestList) -> str:
    tests = _separated(node.tests) or "-"
    if node.negated:
        return f"not({tests})"
    # `not(…)` in front would negate the list; in parentheses it is the function.
    first = print_node(node.tests[0]) if node.tests else ""
    return f"({first}){tests[len(first) :]}" if first.startswith("not(") else tests


def _separated(nodes: tuple[ast.Node, ...]) -> str:
    return ", ".join(map(print_node, nodes))


#: For each kind of node: how strongly it binds, and how it is written. What reaches to the end of the text,
#: such as ``if``, binds as weakly as can be.
_WRITERS: dict[type[ast.Node], tuple[int | Callable[[Any], int], Callable[[Any], str]]] = {
    ast.Literal: (ATOM, _literal),
    ast.AtLiteral: (ATOM, lambda node: "@" + quote(node.text)),
    ast.Name: (ATOM, _name),
    ast.ListLiteral: (ATOM, _list),
    ast.ContextLiteral: (ATOM, _context),
    ast.RangeLiteral: (ATOM, _range),
    ast.Negation: (NEGATION, _negation),
    ast.Arithmetic: (_arithmetic_strength, _arithmetic),
    ast.Comparison: (COMPARISON, _comparison),
    ast.Between: (COMPARISON, _between),
    ast.ComparisonTest: (ANYTHING, _comparison_test),
    ast.In: (COMPARISON, _in),
    ast.Conjunction: (AND, _junction("and")),
    ast.Disjunction: (OR, _junction("or")),
    ast.If: (ANYTHING, _if),
    ast.For: (ANYTHING, _for),
    ast.Quantified: (ANYTHING, _quantified),
    ast.FunctionDefinition: (ANYTHING, _function),
    ast.Path: (POSTFIX, _path),
    ast.Filter: (POSTFIX, _filter),
    ast.Invocation: (POSTFIX, _invocation),
    ast.NamedInvocation: (POSTFIX, _named_invocation),
    ast.InstanceOf: (INSTANCE, _instance_of),
    ast.TypeName: (ATOM, lambda node: node.name),
    ast.ListType: (ATOM, lambda node: f"list<{print_node(node.item)}>"),
    ast.RangeType: (ATOM, lambda node: f"range<{print_node(node.endpoint)}>"),
    ast.ContextType: (ATOM, _context_type),
    ast.FunctionType: (ATOM, _function_type),
    ast.UnaryTestList: (ANYTHING, _unary_tests),
}
