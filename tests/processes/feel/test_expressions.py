"""Compiling and evaluating: what the rest of the product sees of FEEL."""

from __future__ import annotations

import timeit
from collections import ChainMap
from datetime import UTC, datetime

import pytest

from processes.feel import Expression, Warning, compile
from tests.processes.feel.asking import answer, reasons


def test_a_leading_equals_sign_is_dropped():
    assert compile("= amount > 1000").evaluate({"amount": 1200}) is True


def test_the_same_text_is_compiled_once():
    assert compile("amount + 1") is compile("amount + 1")


def test_an_expression_knows_the_variables_it_reads():
    expression = compile("for line in order.lines return line.price * factor + count(lines)")
    assert expression.names == {"order", "factor", "lines"}


def test_names_bound_by_the_expression_are_not_variables():
    assert compile("{a: 1, f: function(x) x + a}.f(2)").names == set()
    assert compile("some x in xs satisfies x > limit").names == {"xs", "limit"}


def test_a_filter_may_read_entries_or_variables_so_both_are_told():
    assert compile("orders[total > limit and item.open]").names == {"orders", "total", "limit"}


@pytest.mark.parametrize(
    "text", ["1 + 2", '"PT1H"', '=duration("PT1H")', "[1, 2]", "sum(for i in 1..3 return i)"]
)
def test_without_variables_and_clock_an_expression_is_constant(text):
    assert compile(text).is_constant


@pytest.mark.parametrize("text", ["amount", "now()", "today()", "f(1)", "[1][x]"])
def test_with_a_variable_or_the_clock_it_is_not(text):
    assert not compile(text).is_constant


def test_any_mapping_serves_as_variables():
    assert compile("a + b").evaluate(ChainMap({"a": 1}, {"b": 2, "a": 5})) == 3


def test_only_the_variables_it_names_are_looked_at():
    class Watched(dict[str, object]):
        seen: list[str] = []

        def __getitem__(self, name: str) -> object:
            self.seen.append(name)
            return super().__getitem__(name)

    variables = Watched(a=1, b=object())
    assert compile("a + 1").evaluate(variables) == 2
    assert set(variables.seen) == {"a"}


def test_an_unknown_variable_is_null_with_a_reason():
    assert answer("amount > 1000") is None
    assert reasons("amount > 1000")[0] == 'There is no variable "amount"'


def test_a_warning_points_at_the_part_that_became_null():
    warnings: list[Warning] = []
    compile("1 + (2 * oops)").evaluate({}, warnings=warnings)
    assert warnings[0].position == 9


def test_constants_that_warn_do_so_each_time():
    expression = compile('date("2024-02-30")')
    for _ in range(2):
        warnings: list[Warning] = []
        assert expression.evaluate({}, warnings=warnings) is None
        assert warnings[0].message == "There is no day 2024-2-30"


def test_a_list_is_made_anew_for_each_caller():
    expression = compile("[1, 2]")
    first = expression.evaluate({})
    assert isinstance(first, list)
    first.append(3)
    assert expression.evaluate({}) == [1, 2]


def test_the_clock_is_given():
    now = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)
    assert str(compile("today()").evaluate({}, now=now)) == "2026-05-31"
    assert str(compile('now() + duration("PT1H")').evaluate({}, now=now)) == "2026-06-01T00:30:00Z"


def test_without_a_clock_now_is_null():
    assert reasons("now()") == ["This evaluation was given no clock"]


def test_a_variable_hides_no_built_in_function():
    assert answer("count(count)", count=[1, 2]) == 2
    assert answer("date(date).year", date="2026-05-31") == 2026


def test_a_value_that_is_no_json_is_a_programming_error():
    with pytest.raises(TypeError, match="Expected a JSON or date value"):
        answer("x", x=object())


def test_expressions_are_frozen():
    expression = compile("1")
    assert isinstance(expression, Expression)
    with pytest.raises(AttributeError):
        expression.text = "2"  # type: ignore[misc]


def test_a_gateway_condition_costs_microseconds():
    expression = compile('amount > 1000 and status = "gold"')
    variables = {"amount": 1200, "status": "gold"}
    best = min(timeit.repeat(lambda: expression.evaluate(variables), number=1000, repeat=20)) / 1000
    assert best < 10e-6
