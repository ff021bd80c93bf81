"""How two points, a point and a range, or two ranges lie to each other (DMN 1.3, table 78; Allen's
relations).
"""

from __future__ import annotations

from processes.feel.comparison import compare, is_within
from processes.feel.errors import BecomesNull
from processes.feel.functions.registry import builtin
from processes.feel.values import Function, Range


def _point(value: object) -> object:
    if value is None or isinstance(value, Range | list | dict | bool | Function):
        raise BecomesNull("Expected a value that has an order, such as a number or a date")
    return value


def _equal(left: object, right: object) -> bool:
    return compare("=", left, right)


def _less(left: object, right: object) -> bool:
    return compare("<", left, right)


# ── before and after ──


@builtin("before", "range1: range", "range2: range")
def range_before_range(range1: Range, range2: Range) -> bool:
    if _less(range1.end, range2.start):
        return True
    return _equal(range1.end, range2.start) and not (range1.end_included and range2.start_included)


@builtin("before", "range: range", "point: any")
def range_before_point(range: Range, point: object) -> bool:
    point = _point(point)
    return _less(range.end, point) or (_equal(range.end, point) and not range.end_included)


@builtin("before", "point: any", "range: range")
def point_before_range(point: object, range: Range) -> bool:
    point = _point(point)
    return _less(point, range.start) or (_equal(point, range.start) and not range.start_included)


@builtin("before", "point1: any", "point2: any")
def point_before_point(point1: object, point2: object) -> bool:
    return _less(_point(point1), _point(point2))


@builtin("after", "range1: range", "range2: range")
def range_after_range(range1: Range, range2: Range) -> bool:
    return range_before_range(range2, range1)


@builtin("after", "range: range", "point: any")
def range_after_point(range: Range, point: object) -> bool:
    return point_before_range(point, range)


@builtin("after", "point: any", "range: range")
def point_after_range(point: object, range: Range) -> bool:
    return range_before_point(range, point)


@builtin("after", "point1: any", "point2: any")
def point_after_point(point1: object, point2: object) -> bool:
    return point_before_point(point2, point1)


# ── touching and overlapping ──


@builtin("meets", "range1: range", "range2: range")
def meets(range1: Range, range2: Range) -> bool:
    return range1.end_included and range2.start_included and _equal(range1.end, range2.start)


@builtin("met by", "range1: range", "range2: range")
def met_by(range1: Range, range2: Range) -> bool:
    return meets(range2, range1)


@builtin("overlaps", "range1: range", "range2: range")
def overlaps(range1: Range, range2: Range) -> bool:
    return not range_before_range(range1, range2) and not range_before_range(range2, range1)


@builtin("overlaps before", "range1: range", "range2: range")
def overlaps_before(range1: Range, range2: Range) -> bool:
    starts_earlier = _less(range1.start, range2.start) or (
        _equal(range1.start, range2.start) and range1.start_included and not range2.start_included
    )
    ends_earlier = _less(range1.end, range2.end) or (
        _equal(range1.end, range2.end) and (not range1.end_included or range2.end_included)
    )
    return starts_earlier and ends_earlier and not range_before_range(range1, range2)


@builtin("overlaps after", "range1: range", "range2: range")
def overlaps_after(range1: Range, range2: Range) -> bool:
    starts_later = _less(range2.start, range1.start) or (
        _equal(range1.start, range2.start) and range2.start_included and not range1.start_included
    )
    ends_later = _less(range2.end, range1.end) or (
        _equal(range1.end, range2.end) and (range1.end_included or not range2.end_included)
    )
    return starts_later and ends_later and not range_before_range(range2, range1)


# ── ends and starts ──


@builtin("finishes", "range1: range", "range2: range")
def range_finishes_range(range1: Range, range2: Range) -> bool:
    same_end = _equal(range1.end, range2.end) and range1.end_included == range2.end_included
    return same_end and _starts_no_earlier(range1, range2)


@builtin("finishes", "point: any", "range: range")
def point_finishes_range(point: object, range: Range) -> bool:
    return range.end_included and _equal(_point(point), range.end)


@builtin("finished by", "range1: range", "range2: range")
def range_finished_by_range(range1: Range, range2: Range) -> bool:
    return range_finishes_range(range2, range1)


@builtin("finished by", "range: range", "point: any")
def range_finished_by_point(range: Range, point: object) -> bool:
    return point_finishes_range(point, range)


@builtin("starts", "range1: range", "range2: range")
def range_starts_range(range1: Range, range2: Range) -> bool:
    same_start = _equal(range1.start, range2.start) and range1.start_included == range2.start_included
    return same_start and _ends_no_later(range1, range2)


@builtin("starts", "point: any", "range: range")
def point_starts_range(point: object, range: Range) -> bool:
    return range.start_included and _equal(_point(point), range.start)


@builtin("started by", "range1: range", "range2: range")
def range_started_by_range(range1: Range, range2: Range) -> bool:
    return range_starts_range(range2, range1)


@builtin("started by", "range: range", "point: any")
def range_started_by_point(range: Range, point: object) -> bool:
    return point_starts_range(point, range)


# ── inside and the same ──


@builtin("includes", "range1: range", "range2: range")
def range_includes_range(range1: Range, range2: Range) -> bool:
    return _starts_no_earlier(range2, range1) and _ends_no_later(range2, range1)


@builtin("includes", "range: range", "point: any")
def range_includes_point(range: Range, point: object) -> bool:
    return is_within(_point(point), range)


@builtin("during", "range1: range", "range2: range")
def range_during_range(range1: Range, range2: Range) -> bool:
    return range_includes_range(range2, range1)


@builtin("during", "point: any", "range: range")
def point_during_range(point: object, range: Range) -> bool:
    return range_includes_point(range, point)


@builtin("coincides", "range1: range", "range2: range")
def range_coincides_range(range1: Range, range2: Range) -> bool:
    same_start = _equal(range1.start, range2.start) and range1.start_included == range2.start_included
    same_end = _equal(range1.end, range2.end) and range1.end_included == range2.end_included
    return same_start and same_end


@builtin("coincides", "point1: any", "point2: any")
def point_coincides_point(point1: object, point2: object) -> bool:
    return _equal(_point(point1), _point(point2))


def _starts_no_earlier(inner: Range, outer: Range) -> bool:
    if _less(outer.start, inner.start):
        return True
    return _equal(inner.start, outer.start) and (outer.start_included or not inner.start_included)


def _ends_no_later(inner: Range, outer: Range) -> bool:
    if _less(inner.end, outer.end):
        return True
    return _equal(inner.end, outer.end) and (outer.end_included or not inner.end_included)
