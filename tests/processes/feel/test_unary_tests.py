"""Unary tests: the input entries of decision tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processes.feel import compile, compile_unary_tests


@pytest.mark.parametrize(
    ("text", "passing", "failing"),
    [
        ("-", [1, "a", None], []),
        ("5", [5], [6, "5", None]),
        ('"gold", "silver"', ["gold", "silver"], ["bronze", None]),
        ("< 10", [9], [10, None, "a"]),
        ("[18..65)", [18, 64], [65, 17]),
        ("< 0, > 100", [-1, 101], [50]),
        ("not(< 10)", [10, 11], [9, None]),
        ('not("gold", "silver")', ["bronze"], ["gold"]),
        ("!= 3", [4], [3]),
        ("? > 5 and ? < 8", [6, 7], [5, 8]),
        ('ends with(?, "x")', ["ax"], ["xa", 1]),
        ("some x in ? satisfies x > 3", [[1, 4]], [[1]]),
        ("allowed", [1, 2], [3]),
        ("limit * 2", [20], [10]),
        ("< limit", [9], [10]),
        ("true", [True], [False, None, 1]),
        ("null", [None], [0]),
        ("[1, 2, 3]", [2, [1, 2, 3]], [4, [1]]),
        ('@"2024-01-01"', [], ["2024-01-01"]),
        ("-5", [-5], [5]),
    ],
)
def test_what_passes_and_what_does_not(text, passing, failing):
    tests = compile_unary_tests(text)
    variables = {"allowed": [1, 2], "limit": 10}
    assert [value for value in passing if not tests.matches(value, variables)] == []
    assert [value for value in failing if tests.matches(value, variables)] == []


def test_they_know_the_variables_they_read():
    assert compile_unary_tests("? > limit, allowed").names == {"limit", "allowed"}


def test_a_test_that_cannot_be_answered_does_not_hold_and_says_why():
    warnings = []
    assert not compile_unary_tests("> 5").matches("a", {}, warnings=warnings)
    assert warnings[0].message == "Cannot compare string with number"


numbers = st.integers(-3, 3) | st.decimals(-3, 3, places=1) | st.booleans() | st.none()
operands = st.sampled_from(["-1", "0", "1", "1.0", "2.5", '"a"', "true", "null"])
cells = st.one_of(
    operands,
    st.tuples(st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), operands).map(" ".join),
    st.tuples(st.sampled_from("[(]"), operands, operands, st.sampled_from("])[")).map(
        lambda parts: f"{parts[0]}{parts[1]}..{parts[2]}{parts[3]}"
    ),
)


@settings(deadline=None)
@given(st.lists(cells, min_size=1, max_size=3).map(", ".join), numbers | st.sampled_from(["a", "b"]))
def test_a_cell_says_what_in_says(cell, value):
    """Cells of whole numbers and texts are decided at once; that must not change what they say."""
    asked = compile(f"value in ({cell})").evaluate({"value": value})
    assert compile_unary_tests(cell).matches(value, {}) is (asked is True)
