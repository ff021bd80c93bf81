"""What a name is, depends on what is known: spaces, operators and keywords may belong to it."""

from __future__ import annotations

import pytest

from processes.feel import compile
from tests.processes.feel.asking import answer


def test_words_that_follow_each_other_are_one_name():
    assert answer("Applicant age * 2", **{"Applicant age": 21}) == 42


def test_any_white_space_between_the_words_is_the_same():
    assert answer("Applicant \n  age", **{"Applicant age": 21}) == 21


def test_words_that_open_expressions_may_stand_inside_a_name():
    assert answer("reason for delay", **{"reason for delay": "snow"}) == "snow"


def test_operators_belong_to_a_name_that_is_known():
    assert compile("net-price + 1", names=["net-price"]).evaluate({"net-price": 2}) == 3
    assert compile("net - price").evaluate({"net": 5, "price": 2}) == 3


def test_keywords_belong_to_a_name_that_is_known():
    expression = compile("for i in days in weekend return i", names=["days in weekend"])
    assert expression.evaluate({"days in weekend": ["sat", "sun"]}) == ["sat", "sun"]


def test_the_keys_of_a_context_are_known_behind_it():
    assert answer("{net+tax: 3, double: net+tax * 2}.double") == 6


def test_the_longest_name_wins():
    assert answer("{a b: 1, a b c: 2, x: a b c}.x") == 2
    assert answer("{a b: 1, x: a b c}.x", **{"a b c": 3}) == 3


def test_backticks_hold_any_name():
    assert answer("`order-id` + 1", **{"order-id": 1}) == 2
    assert answer('{"a b-c": 1}.`a b-c`') == 1


def test_names_may_be_of_any_script():
    assert answer("größe + 横綱 + 🐎", größe=1, 横綱=2, **{"🐎": 3}) == 6


@pytest.mark.parametrize(
    "text", ['date and time("2026-05-31").year', 'date  and\ttime ( "2026-05-31" ).year']
)
def test_built_in_names_hold_keywords(text):
    assert answer(text) == 2026


def test_local_names_hide_variables():
    assert answer("for x in [1, 2] return x", x=9) == [1, 2]
    assert answer("(function(x) x + y)(1)", x=9, y=1) == 2
    assert answer("{x: 1, y: x}.y", x=9) == 1


def test_an_item_entry_hides_a_variable_within_a_filter():
    assert answer("orders[total > 5].id", orders=[{"id": 1, "total": 3}, {"id": 2, "total": 9}], total=0) == [
        2
    ]


def test_a_variable_serves_where_the_item_has_no_such_entry():
    assert answer("[{a: 1}, {a: 5}][a > limit].a", limit=3) == [5]
