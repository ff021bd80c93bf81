"""Three-valued logic: true, false, and null for "unknown"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.processes.feel.asking import answer, reasons

truths = st.sampled_from([True, False, None])
anything = st.one_of(truths, st.integers(), st.text(max_size=3), st.lists(st.integers(), max_size=2))


def known(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def both(a: bool | None, b: bool | None) -> bool | None:
    return False if a is False or b is False else True if a and b else None


def either(a: bool | None, b: bool | None) -> bool | None:
    return True if a or b else False if a is False and b is False else None


@given(anything, anything)
def test_and_or_follow_the_truth_tables_and_take_no_boolean_as_unknown(a, b):
    assert answer("a and b", a=a, b=b) is both(known(a), known(b))
    assert answer("a or b", a=a, b=b) is either(known(a), known(b))


@given(truths, truths)
def test_de_morgan(a, b):
    assert answer("not(a and b) = (not(a) or not(b))", a=a, b=b) is True


@given(st.lists(truths, min_size=1, max_size=4))
def test_some_is_a_long_or_and_every_a_long_and(items):
    expected_some, expected_every = False, True
    for item in items:
        expected_some, expected_every = either(expected_some, item), both(expected_every, item)
    assert answer("some x in items satisfies x", items=items) is expected_some
    assert answer("every x in items satisfies x", items=items) is expected_every


def test_a_decisive_operand_makes_the_others_unimportant():
    assert reasons("true or oops") == []
    assert answer("false and oops") is False


def test_a_condition_that_is_not_true_takes_the_other_branch():
    assert answer('if null then "yes" else "no"') == "no"
    assert answer('if "true" then "yes" else "no"') == "no"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null = null", True),
        ("null != null", False),
        ("1 = null", False),
        ("missing = null", True),
        ('"1" = 1', None),
        ('"1" != 1', None),
        ("1 < null", None),
        ("true < false", None),
        ("[1, 2] = [1, 2]", True),
        ('[1, "2"] = [1, 2]', False),
        ("{a: 1, b: [2]} = {b: [2], a: 1}", True),
        ("{a: 1} = {a: 1, b: 2}", False),
        ('"b" > "a"', True),
        ("1 between 0 and 2", True),
        ("3 between null and 2", False),
        ("1 between null and 2", None),
        ("not(1)", None),
    ],
)
def test_comparisons(text, value):
    assert answer(text) is value


@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(-5, 5))
def test_between_means_not_below_and_not_above(x, low, high):
    assert answer("x between low and high", x=x, low=low, high=high) is (low <= x <= high)
    assert answer("x in [low..high]", x=x, low=low, high=high) is (low <= x <= high)
    assert answer("x in (low..high)", x=x, low=low, high=high) is (low < x < high)
