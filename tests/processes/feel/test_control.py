"""if, for, some, every, functions and types."""

from __future__ import annotations

import pytest

from processes.feel import ast, compile
from tests.processes.feel.asking import answer, reasons, text_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for i in 1..3 return i * i", [1, 4, 9]),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("for i in [1..3] return i", [1, 2, 3]),
        ("for i in (1..3) return i", [2]),
        ("for i in [3..1] return i", None),
        ("for i in 7 return i", [7]),
        ("for i in null return i", None),
        ("for x in [1, 2], y in [10, 20] return x + y", [11, 21, 12, 22]),
        ("for x in [[1, 2], [3]], y in x return y", [1, 2, 3]),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", [1, 1, 2, 6, 24]),
        ("some x in [1, 2], y in [2, 3] satisfies x = y", True),
        ("every x in [] satisfies false", True),
        ("some x in [] satisfies true", False),
    ],
)
def test_loops(text, value):
    assert answer(text) == value


def test_loops_run_over_days():
    assert text_of('for d in @"2024-02-28"..@"2024-03-01" return d.day') == "[28, 29, 1]"


def test_functions_keep_the_scope_they_were_made_in():
    assert answer("{add: function(n) function(x) x + n, r: add(2)(3)}.r") == 5
    assert answer("(for i in 1..3 return function() i)[2]()") == 2


def test_functions_may_call_themselves():
    assert answer("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(20)}.r") == 2432902008176640000


def test_arguments_go_by_position_or_by_name():
    assert answer("(function(a, b) a - b)(b: 1, a: 3)") == 2
    assert answer('substring(string: "foobar", start position: 4)') == "bar"


def test_a_parameter_that_is_not_named_is_null():
    assert answer("(function(a, b) [a, b])(b: 1)") == [None, 1]
    assert answer("(function(a) a)(a: 1, c: 2)") is None


def test_an_argument_is_converted_to_the_type_of_its_parameter():
    assert answer('(function(a: string) a)(["x"])') == "x"
    assert answer("(function(a: list<number>) a)(1)") == [1]
    assert answer('string((function(a: date and time) a)(@"2024-05-31"))') == "2024-05-31T00:00:00Z"


def test_a_function_fits_a_type_by_what_it_takes_and_gives():
    takes_less = "(function(a: context<x: number>) 1)"
    assert answer(f"{takes_less} instance of function<context<x: number, y: number>>->number") is True
    takes_more = "(function(a: context<x: number, y: number>) 1)"
    assert answer(f"{takes_more} instance of function<context<x: number>>->number") is False
    assert answer("(function(a: number) a * 2) instance of function<number>->number") is True
    assert (
        answer("(function(a: number) {x: a, y: a}) instance of function<number>->context<x: number>") is True
    )


def test_a_type_that_needs_parameters_is_none_without_them():
    assert answer("[1] instance of list") is None
    assert answer("[1] instance of list<Any>") is True


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(function(a) a)(1, 2)", "Expected 1 arguments but got 2"),
        ('(function(a: number) a)("x")', 'Parameter "a" has the type number, which a string is not'),
        ("nothing(1)", 'Cannot invoke "nothing"; it is not a function'),
        ('"text"(1)', "Cannot invoke string; it is not a function"),
        ("upper case(1)", "Expected upper case(string: string) but got (number)"),
        ('upper case(text: "x")', "Expected upper case(string: string) but got (text: string)"),
        (
            '(function() external {pmml: {document: "x"}})()',
            "Expected an external function of the form {java: {class: …, method signature: …}}",
        ),
    ],
)
def test_an_invocation_that_does_not_fit_is_null_with_a_reason(text, reason):
    assert answer(text) is None
    assert reason in reasons(text)


def test_arguments_are_converted_where_feel_allows_it():
    assert answer('upper case(["a"])') == "A"
    assert answer("count(5)") == 1
    assert answer('string(date and time(@"2024-05-31", @"10:00:00"))') == "2024-05-31T10:00:00"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 instance of number", True),
        ("null instance of number", False),
        ("[1, null] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("{a: 1, b: 2} instance of context<a: number>", True),
        ("{a: 1} instance of context<a: number, b: number>", False),
        ("[1..2] instance of range<number>", True),
        ('@"P1Y" instance of years and months duration', True),
        ('@"2024-01-01T00:00:00" instance of date and time', True),
        ("(function(a) a) instance of function<number>->Any", True),
        ("(function(a: string) a) instance of function<number>->Any", False),
        ('(function() "a") instance of function<>->string', True),
        ("1 instance of tUnknown", None),
    ],
)
def test_types(text, value):
    assert answer(text) is value


def test_a_decision_model_may_define_types():
    prices = ast.ListType(ast.TypeName("number"))
    types = {"tPrices": prices, "tOrder": ast.ContextType((("prices", ast.TypeName("tPrices")),))}
    expression = compile("order instance of tOrder", types=types)
    assert expression.evaluate({"order": {"prices": [1, 2.5]}}) is True
    assert expression.evaluate({"order": {"prices": ["1"]}}) is False


def test_types_defined_in_a_circle_are_unknown():
    expression = compile("x instance of a", types={"a": ast.TypeName("b"), "b": ast.TypeName("a")})
    assert expression.evaluate({"x": 1}) is None
