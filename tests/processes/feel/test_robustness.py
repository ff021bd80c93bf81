"""Whatever a function is given, it answers: with a value, with null, or with a limit."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processes.feel import FeelLimitExceeded, compile, to_feel_text, to_json
from processes.feel.errors import BecomesNull
from processes.feel.functions import BUILTINS
from processes.feel.scope import Run
from tests.processes.feel.asking import answer

#: Values at the edges: FEEL's largest and smallest numbers, the ends of the calendar, nothing at all.
EXTREMES = [
    compile(text).evaluate({})
    for text in [
        "null", "true", "0", "1", "-1", "2.5", "9e6144", "-9e6144", "1e-6143", "10 ** 34", '""', '"a"',
        '"-1"', '"[1..2]"', '"(a*)*b"', '"P1D"', '"Europe/Paris"', '"2024-02-29"',
        '"999999999-12-31T23:59:59"',
        '@"999999999-12-31"', '@"-999999999-01-01"', '@"24:00:00"', '@"10:00:00@Europe/Paris"',
        '@"2024-02-29T10:00:00.123456789+14:00"', '@"-999999999-01-01T00:00:00@Asia/Tokyo"', '@"P1Y2M"',
        '@"-P999999999999999999D"', '@"P999999999999999999Y"', "[]", "[null]", "[[1]]", "[9e6144, 9e6144]",
        '[1, "a"]', '["a", "b"]', '[{key: "a", value: 1}]', "{}", "{a: {a: 1}}", "[1..2]", "(< 9e6144)",
        "(null..1)",         "function(a) a", "function(a, b) a < b", "abs",
    ]
]  # fmt: skip
arguments = st.lists(st.sampled_from(EXTREMES) | st.decimals().filter(Decimal.is_finite), max_size=4)


@settings(deadline=None, max_examples=500)
@given(st.sampled_from(sorted(BUILTINS)), arguments)
def test_a_built_in_function_answers_to_anything(name, given):
    run = Run(datetime(2026, 1, 1, tzinfo=UTC), [])
    with suppress(BecomesNull, FeelLimitExceeded):
        value = BUILTINS[name].invoke(given, run)
        to_feel_text(value)
        json.dumps(to_json(value))


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(["+", "-", "*", "/", "**", "<", "<=", "=", "!=", "and", "or", "in"]),
    st.sampled_from(EXTREMES),
    st.sampled_from(EXTREMES),
)
def test_an_operator_answers_to_anything(operator, a, b):
    value = compile(f"a {operator} b").evaluate({"a": a, "b": b})
    to_feel_text(value)
    json.dumps(to_json(value))


def test_durations_stop_growing():
    doubling = 'for i in 1..200 return if i = 1 then @"P1D" else partial[-1] + partial[-1]'
    assert answer(f"({doubling})[-1]") is None
    assert answer('@"P1Y" * 9e6144') is None


def test_a_position_without_end_is_null():
    assert answer("remove([1, 2], 9e6144)") is None
    assert answer("[1, 2][9e6144]") is None


@pytest.mark.parametrize("text", ["sum([9e6144, 9e6144])", "exp(100000)", "modulo(9e6144, 3e-6000)"])
def test_a_number_that_feel_cannot_hold_is_null(text):
    assert answer(text) is None


def test_an_external_function_with_too_few_arguments_is_null():
    java = '{java: {class: "java.lang.Math", method signature: "max(double, double)"}}'
    assert answer(f"(function(a) external {java})(1)") is None
    assert answer(f"(function() external {java})()") is None
