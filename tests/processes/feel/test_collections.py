"""Lists, contexts, ranges, and their functions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.processes.feel.asking import answer, reasons, text_of

ORDER = {"lines": [{"sku": "a", "price": 2.5, "amount": 2}, {"sku": "b", "price": 10, "amount": 1}]}


def test_a_path_leads_into_contexts_and_through_lists():
    assert answer("order.lines.sku", order=ORDER) == ["a", "b"]
    assert answer('order.lines[sku = "b"].price', order=ORDER) == [10]
    assert answer("sum(for l in order.lines return l.price * l.amount)", order=ORDER) == 15


def test_a_missing_entry_is_null_with_a_reason():
    assert reasons("{a: 1}.b") == ['The context has no entry "b"']
    assert answer("order.lines.color", order=ORDER) == [None, None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1, 2, 3][1]", 1),
        ("[1, 2, 3][-1]", 3),
        ("[1, 2, 3][4]", None),
        ("[1, 2, 3][0]", None),
        ("[][1]", None),
        ("[1, 2, 3][n]", 2),
        ("[1, 2, 3][item >= 2]", [2, 3]),
        ("[1, 2, 3][item = 9]", []),
        ("5[item > 1]", [5]),
        ("null[item > 1]", []),
        ("[{item: 1}, {item: 2}][item >= 2]", [{"item": 2}]),
        ("[[1, 2], [3]][1][2]", 2),
    ],
)
def test_filters(text, value):
    assert answer(text, n=2) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("list contains([1, null], null)", True),
        ("count([1, [2, 3]])", 2),
        ("min(3, 1, 2)", 1),
        ('max(["a", "c", "b"])', "c"),
        ("max([])", None),
        ("sum([1, 2.5])", 3.5),
        ("sum([])", None),
        ("mean(1, 2, 3)", 2),
        ("median(8, 2, 5, 3, 4)", 4),
        ("mode([6, 3, 9, 6, 6, 3, 3])", [3, 6]),
        ("product(2, 3, 4)", 24),
        ("all([true, null])", None),
        ("any([true, null])", True),
        ("sublist([1, 2, 3], 2)", [2, 3]),
        ("sublist([1, 2, 3], -2, 1)", [2]),
        ("append([1], 2, [3])", [1, 2, [3]]),
        ("concatenate([1], [2, 3], 4)", [1, 2, 3, 4]),
        ("insert before([1, 3], 2, 2)", [1, 2, 3]),
        ("remove([1, 2, 3], -1)", [1, 2]),
        ("list replace([1, 2, 3], 2, 9)", [1, 9, 3]),
        ("list replace([1, 2, 3], function(item, newItem) item < newItem, 2)", [2, 2, 3]),
        ("reverse([1, 2])", [2, 1]),
        ("index of([1, 2, 1], 1)", [1, 3]),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
        ('distinct values([1, 1.0, "1", [1], [1]])', [1, "1", [1]]),
        ("flatten([[1, [2]], [[[3]]]])", [1, 2, 3]),
        ("sort([3, 1, 2], function(a, b) a > b)", [3, 2, 1]),
        ("sort(list: [3, 1, 2], precedes: function(a, b) a < b)", [1, 2, 3]),
        ("duplicate values([1, 2, 1, 1])", [1]),
        ("partition([1, 2, 3], 2)", [[1, 2], [3]]),
        ("is empty([])", True),
        ('get value({a: 1}, "a")', 1),
        ('get value({a: {b: 2}}, ["a", "b"])', 2),
        ("get entries({a: 1})", [{"key": "a", "value": 1}]),
        ('context([{key: "a", value: 1}])', {"a": 1}),
        ('context put({a: {b: 1}}, ["a", "c"], 2)', {"a": {"b": 1, "c": 2}}),
        ("context merge([{a: 1}, {a: 2, b: 3}])", {"a": 2, "b": 3}),
    ],
)
def test_functions(text, value):
    assert answer(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "sum([1, null])",
        'min(1, "a")',
        "sublist([1], 3)",
        "remove([1], 2)",
        'sort([1, "a"])',
        "stddev([1])",
        "count(null)",
    ],
)
def test_what_does_not_fit_is_null_with_a_reason(text):
    assert answer(text) is None
    assert reasons(text)


def test_functions_change_no_variable():
    variable = [3, 1, 2]
    answer("{a: append(x, 1), b: sort(x), c: remove(x, 1), d: reverse(x)}", x=variable)
    assert variable == [3, 1, 2]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1..3].start", 1),
        ("(1..3).start included", False),
        ("[1..10[ = [1..10)", True),
        ("]1..10] = (1..10]", True),
        ("(< 10) = (null..10)", False),
        ("before(1, [2..3])", True),
        ("after([5..6], [1..5))", True),
        ("meets([1..5], [5..9])", True),
        ("overlaps([1..5], [5..9])", True),
        ("overlaps([1..5), [5..9])", False),
        ("overlaps before([1..5], [3..9])", True),
        ("includes([1..5], 5)", True),
        ("during([2..3], [1..5])", True),
        ("starts(1, [1..5])", True),
        ("finished by([1..5], 5)", True),
        ("coincides([1..5], [1..5])", True),
        ('[1.."a"]', None),
    ],
)
def test_ranges(text, value):
    assert answer(text) == value


def test_a_range_is_read_from_text():
    assert text_of('range("[@\\"2024-01-01\\"..@\\"2024-12-31\\")")') == "[2024-01-01..2024-12-31)"


points = st.integers(-3, 3)
intervals = st.tuples(points, points, st.booleans(), st.booleans()).filter(lambda i: i[0] < i[1])


def written(interval: tuple[int, int, bool, bool]) -> str:
    start, end, start_included, end_included = interval
    return f"{'[' if start_included else '('}{start}..{end}{']' if end_included else ')'}"


def test_a_filter_that_is_neither_a_condition_nor_a_position_is_null():
    assert answer('[1, 2]["a"]') is None
    assert answer("[{x: 1}, {x: null}][x < 2]") == [{"x": 1}]


@settings(deadline=None)  # the first expression of all pays for the imports
@given(intervals, intervals)
def test_the_relations_of_ranges_agree_with_each_other(left, right):
    a, b = written(left), written(right)
    assert answer(f"before({a}, {b}) = after({b}, {a})") is True
    assert answer(f"includes({a}, {b}) = during({b}, {a})") is True
    assert answer(f"overlaps({a}, {b}) = not(before({a}, {b}) or after({a}, {b}))") is True
    assert answer(f"coincides({a}, {b}) = (starts({a}, {b}) and finishes({a}, {b}))") is True
    if answer(f"includes({a}, {b})"):
        assert answer(f"overlaps({a}, {b})") is True


@given(st.lists(st.integers() | st.text(max_size=3) | st.none(), max_size=8))
def test_distinct_values_are_each_once_and_none_is_missing(items):
    distinct = answer("distinct values(items)", items=items)
    assert isinstance(distinct, list)
    assert len(distinct) == len(set(items))
    assert set(distinct) == set(items)


@given(st.lists(st.integers(), max_size=8))
def test_sorting_is_sorting(items):
    assert answer("sort(items, function(a, b) a < b)", items=items) == sorted(items)
