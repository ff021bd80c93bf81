"""What a Python script sees, and what becomes of what it makes."""

import pytest

from processes.scripts import ScriptError, ScriptFailed, run


def test_with_a_result_variable_a_script_is_a_function_and_its_last_line_the_value():
    assert run("_twice = a * 2\ntemporary = 7\n_twice + 1", {"a": 4}, result_variable="n") == {"n": 9}


def test_a_script_may_return_early():
    script = "if amount > 100:\n    return 'large'\n'small'"
    assert run(script, {"amount": 500}, result_variable="size") == {"size": "large"}
    assert run(script, {"amount": 5}, result_variable="size") == {"size": "small"}


def test_a_script_without_a_value_gives_what_it_assigned_to_the_result_variable():
    assert run("total = a + b", {"a": 1, "b": 2}, result_variable="total") == {"total": 3}
    assert run("a = 1", {"a": 0}, result_variable="total") == {"total": None}


def test_without_a_result_variable_what_a_script_assigns_becomes_variables():
    script = """
import math
def area(r):
    local = r * r
    return math.floor(local * math.pi)
square = lambda n: n * n
for i in range(3):
    _last = i
    if i == 2:
        found = area(i)
(x, [y, *rest]) = (1, [2, 3, 4])
count += 1
if (n := 5) > 3: pass
"""
    assert run(script, {"count": 1}) == {
        "found": 12,
        "x": 1,
        "y": 2,
        "rest": [3, 4],
        "count": 2,
        "n": 5,
    }


def test_what_a_script_changes_inside_of_a_variable_is_changed():
    given = {"order": {"lines": [1], "paid": True}, "same": {"a": 1}, "class": "no Python name"}
    made = run("order['lines'].append(2)\norder['paid'] = 1\nsame['a']", given)
    assert made == {"order": {"lines": [1, 2], "paid": 1}}
    assert made["order"]["paid"] is not True
    assert given["order"]["lines"] == [1]


def test_a_name_that_was_not_assigned_in_the_end_sets_nothing():
    assert run("if amount > 10:\n    large = True", {"amount": 1}) == {}


def test_variables_with_names_that_are_none_in_python_are_reached_as_in_camunda():
    script = """
total = execution.getVariable("order total")
execution.setVariable("order total", total + 1)
execution.setVariables({"class": "A"})
known = execution.hasVariable("order total") and not execution.hasVariable("nothing")
"""
    made = run(script, {"order total": 4}, result_variable="known")
    assert made == {"order total": 5, "class": "A", "known": True}


def test_numbers_dates_and_collections_become_what_variables_have_words_for():
    script = """
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
day, moment = date(2026, 2, 1), datetime(2026, 2, 1, 8, 30, tzinfo=timezone.utc)
clock, long, short = time(8, 30), timedelta(days=1, hours=6), timedelta(milliseconds=-1500)
price, whole, pair, several = Decimal("9.90"), Decimal("3.00"), (1, "two"), {3, 1, 2}
nested = {"a": {1: [None, True, 2.5]}}
"""
    assert run(script, {}) == {
        "day": "2026-02-01",
        "moment": "2026-02-01T08:30:00+00:00",
        "clock": "08:30:00",
        "long": "P1DT6H",
        "short": "-PT1.5S",
        "price": 9.9,
        "whole": 3,
        "pair": [1, "two"],
        "several": [1, 2, 3],
        "nested": {"a": {"1": [None, True, 2.5]}},
    }


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("x = float('nan')", "'x' cannot be a variable: nan is no finite number"),
        ("x = b'bytes'", "an object of type bytes"),
        ("class P:\n    pass\nx = P()", "an object of type P"),
        ("x = {(1, 2): 3}", "the key (1, 2) of a dict is no text"),
        ("x = 10 ** 5000", "too many digits"),
        ("x = []\nfor _i in range(150):\n    x = [x]", "nested more than 100 levels deep"),
    ],
)
def test_what_cannot_be_a_variable_is_said_with_its_name(script, why):
    with pytest.raises(ScriptFailed) as failed:
        run(script, {})
    assert why in str(failed.value)
    assert "underscore" in str(failed.value)


def test_a_modelled_error_is_raised():
    with pytest.raises(ScriptError) as thrown:
        run(
            "def check(n):\n    raise BpmnError('TOO_MUCH', f'{n} is too much')\ncheck(amount)", {"amount": 9}
        )
    assert (thrown.value.code, thrown.value.message) == ("TOO_MUCH", "9 is too much")
    with pytest.raises(ScriptError) as thrown:
        run("raise BpmnError('NO')", {})
    assert (thrown.value.code, thrown.value.message) == ("NO", None)


def test_two_scripts_know_nothing_of_each_other():
    run("_secret = 1\nopen_to_all = 2", {})
    for name in ("_secret", "open_to_all"):
        with pytest.raises(ScriptFailed, match="is not defined"):
            run(f"x = {name}", {})
