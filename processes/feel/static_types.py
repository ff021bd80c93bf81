"""The type of an expression as far as its text tells, without evaluating it.

It is asked for functions: whether one is a ``function<number>->string`` depends on what it will give
(DMN 1.3, 10.3.2.9.2). ``None`` is "nobody knows before it is invoked".
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from processes.feel import ast
from processes.feel.durations import DaysTimeDuration, YearsMonthsDuration
from processes.feel.errors import BecomesNull
from processes.feel.functions.conversion import temporal_literal
from processes.feel.temporal import Date, DateTime, Time
from processes.feel.type_tests import ANY

_BOOLEAN, _NUMBER, _STRING = ast.TypeName("boolean"), ast.TypeName("number"), ast.TypeName("string")
_LITERALS: dict[type, ast.Node] = {
    bool: _BOOLEAN,
    int: _NUMBER,
    Decimal: _NUMBER,
    str: _STRING,
    type(None): ast.TypeName("Null"),
    Date: ast.TypeName("date"),
    Time: ast.TypeName("time"),
    DateTime: ast.TypeName("date and time"),
    DaysTimeDuration: ast.TypeName("days and time duration"),
    YearsMonthsDuration: ast.TypeName("years and months duration"),
}


def static_type(node: ast.Node, names: Mapping[str, ast.Node] | None = None) -> ast.Node | None:
    """``names`` are the types of parameters around the expression."""
    names = names or {}
    match node:
        case ast.Literal(value=value):
            return _LITERALS[type(value)]
        case ast.AtLiteral(text=text):
            return _of_at_literal(text)
        case ast.Name(name=name):
            return names.get(name)
        case ast.ListLiteral(items=items):
            return _of_list([static_type(item, names) for item in items])
        case ast.ContextLiteral(entries=entries):
            return ast.ContextType(tuple((key, static_type(each, names) or ANY) for key, each in entries))
        case ast.FunctionDefinition():
            return type_of_function(node, names)
        case (
            ast.Comparison()
            | ast.Between()
            | ast.In()
            | ast.Conjunction()
            | ast.Disjunction()
            | ast.Quantified()
            | ast.InstanceOf()
        ):
            return _BOOLEAN
        case ast.Arithmetic(first=first, rest=rest):
            kinds = {static_type(operand, names) for operand in (first, *(each for _, each in rest))}
            return kinds.pop() if kinds in ({_NUMBER}, {_STRING}) else None
        case ast.Negation(operand=operand):
            return static_type(operand, names)
        case ast.If(consequence=consequence, alternative=alternative):
            chosen = static_type(consequence, names)
            return chosen if chosen == static_type(alternative, names) else None
        case ast.Embedded():
            return node.static_type(names)
    return None


def type_of_function(node: ast.FunctionDefinition, names: Mapping[str, ast.Node]) -> ast.FunctionType | None:
    declared = {parameter.name: parameter.type for parameter in node.parameters if parameter.type}
    result = static_type(node.body, {**names, **declared})
    parameters = tuple(parameter.type or ANY for parameter in node.parameters)
    return ast.FunctionType(parameters, result) if result else None


def _of_at_literal(text: str) -> ast.Node | None:
    try:
        return _LITERALS[type(temporal_literal(text))]
    except BecomesNull:
        return None


def _of_list(items: list[ast.Node | None]) -> ast.Node:
    first = items[0] if items else None
    return ast.ListType(first if first and all(item == first for item in items) else ANY)
