"""Printing a parsed expression and parsing what was printed gives the same expression."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.feel import ast
from processes.feel.parser import parse_expression, parse_unary_tests
from processes.feel.printer import print_node

names = st.sampled_from(["a", "b", "total price", "a-b", "date and time", "if", "x y and z", "größe", "item"])
literals = st.one_of(
    st.integers(0, 10**40).filter(lambda n: n < 10**34),
    st.decimals(min_value=0, max_value=10**6, places=3).map(Decimal),
    st.text(max_size=5),
    st.booleans(),
    st.none(),
).map(ast.Literal)
types = st.recursive(
    st.sampled_from(["number", "date and time", "days and time duration", "Any"]).map(ast.TypeName),
    lambda inner: st.one_of(
        inner.map(ast.ListType),
        inner.map(ast.RangeType),
        st.tuples(inner, inner).map(lambda pair: ast.FunctionType((pair[0],), pair[1])),
        inner.map(lambda entry: ast.ContextType((("a", entry),))),
    ),
    max_leaves=3,
)


def lists_of(inner: st.SearchStrategy[ast.Node], least: int = 0) -> st.SearchStrategy[tuple[ast.Node, ...]]:
    return st.lists(inner, min_size=least, max_size=3).map(tuple)


def iterations(inner: st.SearchStrategy[ast.Node]) -> st.SearchStrategy[tuple[ast.Iteration, ...]]:
    one = st.builds(ast.Iteration, st.sampled_from(["i", "one item"]), inner, st.none() | inner)
    return st.lists(one, min_size=1, max_size=2).map(tuple)


def larger(inner: st.SearchStrategy[ast.Node]) -> st.SearchStrategy[ast.Node]:
    rest = [
        st.lists(st.tuples(st.sampled_from(level), inner), min_size=1, max_size=3).map(tuple)
        for level in (("+", "-"), ("*", "/"), ("**",))
    ]
    comparators = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    parameters = st.lists(
        st.builds(ast.Parameter, st.sampled_from(["p", "q r"]), st.none() | types), max_size=2
    ).map(tuple)
    entries = st.dictionaries(names, inner, max_size=2).map(lambda found: tuple(found.items()))
    return st.one_of(
        lists_of(inner).map(ast.ListLiteral),
        entries.map(ast.ContextLiteral),
        st.builds(ast.RangeLiteral, inner, inner, st.booleans(), st.booleans()),
        inner.map(ast.Negation),
        *(st.builds(ast.Arithmetic, inner, each) for each in rest),
        st.builds(ast.Comparison, comparators, inner, inner),
        st.builds(ast.ComparisonTest, comparators, inner),
        st.builds(ast.Between, inner, inner, inner),
        st.builds(ast.In, inner, lists_of(inner, 1)),
        lists_of(inner, 2).map(ast.Conjunction),
        lists_of(inner, 2).map(ast.Disjunction),
        st.builds(ast.If, inner, inner, inner),
        st.builds(ast.For, iterations(inner), inner),
        st.builds(ast.Quantified, st.sampled_from(["some", "every"]), iterations(inner), inner),
        st.builds(ast.Path, inner, names),
        st.builds(ast.Filter, inner, inner),
        st.builds(ast.InstanceOf, inner, types),
        st.builds(ast.FunctionDefinition, parameters, inner),
        st.builds(ast.FunctionDefinition, parameters, entries.map(ast.ContextLiteral), st.just(True)),
        st.builds(ast.Invocation, inner, lists_of(inner)),
        st.builds(ast.NamedInvocation, inner, st.tuples(st.tuples(names, inner))),
    )


expressions = st.recursive(
    literals | names.map(ast.Name) | st.just(ast.AtLiteral("P1D")), larger, max_leaves=8
)


@given(expressions)
def test_any_expression_survives_printing(node):
    assert parse_expression(print_node(node)) == node


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a+b*c", "a + b * c"),
        ("(a+b)*c", "(a + b) * c"),
        ("a - (b - c)", "a - (b - c)"),
        ("((a))", "a"),
        ("if a then b else c // why", "if a then b else c"),
        ('{ "a b" : 1,"c-d":2}', '{a b: 1, "c-d": 2}'),
        ("]1..2[", "(1..2)"),
        ("x in ( <3,[5 .. 6] )", "x in (< 3, [5..6])"),
        ("- x . y [ 1 ]", "-x.y[1]"),
        ("some x in xs,y in 1..2 satisfies x=y", "some x in xs, y in 1..2 satisfies x = y"),
        ("f( a :1 )", "f(a: 1)"),
    ],
)
def test_one_canonical_way(text, printed):
    assert print_node(parse_expression(text)) == printed


@pytest.mark.parametrize("text", ["-", "not(< 5, 7)", "1, [2..3)", "? > 3 and ? < 9"])
def test_unary_tests_survive_printing(text):
    assert print_node(parse_unary_tests(text)) == text
