"""From FEEL to JSON, where process variables live."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.feel import to_json
from tests.processes.feel.asking import answer

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.0", 1),
        ("1.5", 1.5),
        ("0.1 + 0.2", 0.3),
        ("10 ** 20", 10**20),
        ("1/3", 1 / 3),
        ('@"2024-05-31"', "2024-05-31"),
        ('@"2024-05-31T10:00:00Z" + @"PT1.5S"', "2024-05-31T10:00:01.5Z"),
        ('@"2024-05-31T10:00:00@Europe/Paris"', "2024-05-31T10:00:00+02:00"),
        ('duration("P1DT2H")', "P1DT2H"),
        ("[1..3)", "[1..3)"),
        ("function(x) x + 1", "function(x) x + 1"),
        ("{a: [0.50, {b: date(2024, 5, 31)}]}", {"a": [0.5, {"b": "2024-05-31"}]}),
    ],
)
def test_values_in_json(text, value):
    result = to_json(answer(text))
    assert result == value
    assert type(result) is type(value)
    json.dumps(result)


def alike(left: object, right: object) -> bool:
    """As JSON readers see it, to most of which all numbers are floats."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(alike, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(alike(left[key], right[key]) for key in left)
    if isinstance(right, float) and isinstance(left, int | float):
        return float(left) == right
    return type(left) is type(right) and left == right


@given(json_values)
def test_what_came_from_json_goes_back_unchanged(value):
    assert alike(to_json(answer("x", x=value)), value)
    assert alike(to_json(answer("[x][1]", x=[value])), [value])
    assert alike(to_json(answer("{a: x}.a", x=value)), value)


@given(json_values)
def test_a_value_equals_itself_after_a_round_trip_through_json(value):
    assert answer("x = y", x=value, y=json.loads(json.dumps(value))) is True
