"""Nothing that an expression asks for may hang a worker or exhaust its memory."""

from __future__ import annotations

import pytest

from processes.feel import FeelLimitExceeded, FeelSyntaxError, compile, to_feel_text, to_json
from tests.processes.feel.asking import answer


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("for i in 1..10**9 return i", "1,000,000 iterations"),
        ("count(for i in 1..2000, j in 1..2000 return 1)", "1,000,000 iterations"),
        ("some i in 1..10**9 satisfies false", "1,000,000 iterations"),
        ("{f: function(n) f(n + 1), r: f(1)}.r", "100 function invocations"),
        ("{f: function(n) if n = 0 then 0 else f(n - 1) + f(n - 1), r: f(60)}.r", "1,000,000 iterations"),
        ("for i in 1..30 return string join(for j in 1..20 return long)", "characters in a string"),
        ("for i in 1..1000 return long + string(i)", "50,000,000 characters"),
        ("for i in 1..1000 return reverse(many)", "20,000,000 items"),
    ],
)
def test_an_evaluation_is_stopped_and_the_limit_named(text, limit):
    with pytest.raises(FeelLimitExceeded, match=limit):
        answer(text, long="x" * 100_000, many=[1] * 100_000)


DOUBLING = "{" + "a0: [1, 1], " + ", ".join(f"a{i + 1}: [a{i}, a{i}]" for i in range(40)) + "}"


def test_values_that_share_parts_without_end_are_not_written_out():
    value = compile(DOUBLING).evaluate({})
    with pytest.raises(FeelLimitExceeded, match="items in a JSON value"):
        to_json(value)
    with pytest.raises(FeelLimitExceeded, match="characters in a string"):
        to_feel_text(value)
    with pytest.raises(FeelLimitExceeded, match="items in a list"):
        compile(f"flatten({DOUBLING}.a40)").evaluate({})
    with pytest.raises(FeelLimitExceeded, match="items to compare"):
        compile(f"{DOUBLING} = {DOUBLING}").evaluate({})


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1000 + "1" + ")" * 1000,
        "[" * 1000,
        "{a:" * 1000,
        "-" * 1000 + "1",
        "if true then " * 1000,
        "not(" * 1000,
        "x" + ".a" * 1000,
        "x" + "[1]" * 1000,
        "f" + "()" * 1000,
        "x instance of " + "list<" * 1000,
        "[1..2" + "[1" * 1000,
        "1 " * 30_000,
    ],
)
def test_what_is_nested_too_deeply_or_too_long_is_a_syntax_error(text):
    with pytest.raises(FeelSyntaxError):
        compile(text)


def test_long_is_not_deep():
    assert answer(" + ".join(["1"] * 2000)) == 2000
    assert answer(" and ".join(["true"] * 2000)) is True


def test_data_that_is_nested_too_deeply_is_not_written_out():
    deep: object = 1
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(FeelLimitExceeded, match="lists and contexts inside each other"):
        to_json(deep)
    assert answer("deep = deep[1]", deep=deep) is False


def test_numbers_stay_within_their_digits():
    assert answer("9 ** 9 ** 9 ** 9 ** 9") is None
    assert len(str(answer("for i in 1..10000 return i")[9999])) == 5  # type: ignore[index]
