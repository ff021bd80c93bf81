"""Functions of lists (DMN 1.3, table 75; list replace: 1.4). Positions count from 1, and from -1
backwards.
"""

from __future__ import annotations

from functools import cmp_to_key

from processes.feel.comparison import compare, same
from processes.feel.errors import BecomesNull
from processes.feel.functions.registry import builtin
from processes.feel.limits import check_list
from processes.feel.numbers import Number, to_int
from processes.feel.scope import Run
from processes.feel.values import Function, adopt, is_number, kind_name

List = list[object]
_LIST = list  # the functions' parameters are called "list", as in the specification


def _index(list: List, position: Number, last: int) -> int:
    """The Python index of a position that may go up to ``last``."""
    index = to_int(position, "A position in a list")
    if not index or index > last or index < -len(list):
        raise BecomesNull(f"There is no position {index} in a list of {len(list)}")
    return index - 1 if index > 0 else len(list) + index


@builtin("list contains", "list: list", "element: any")
def list_contains(list: List, element: object) -> bool:
    return any(same(item, element) for item in list)


@builtin("count", "list: list*")
def count(list: List) -> int:
    return len(list)


@builtin("sublist", "list: list", "start position: number", "length: number?")
def sublist(list: List, start_position: Number, length: Number | None = None) -> List:
    start = _index(list, start_position, len(list))
    end = len(list) if length is None else start + to_int(length, "The length")
    if not start <= end <= len(list):
        raise BecomesNull(
            f"There are no {length} items from position {start_position} in a list of {len(list)}"
        )
    return list[start:end]


@builtin("append", "list: list", "item: any+")
def append(list: List, item: List) -> List:
    return check_list(list + item)


@builtin("concatenate", "list: list+")
def concatenate(list: List) -> List:
    joined: List = []
    for each in list:
        joined += check_list(each)  # type: ignore[arg-type]
        check_list(joined)
    return joined


@builtin("insert before", "list: list", "position: number", "newItem: any")
def insert_before(list: List, position: Number, newItem: object) -> List:
    index = _index(list, position, len(list) + 1)
    return [*list[:index], newItem, *list[index:]]


@builtin("remove", "list: list", "position: number")
def remove(list: List, position: Number) -> List:
    index = _index(list, position, len(list))
    return [*list[:index], *list[index + 1 :]]


@builtin("list replace", "list: list", "position: number", "newItem: any")
def replace_at(list: List, position: Number, newItem: object) -> List:
    index = _index(list, position, len(list))
    return [*list[:index], newItem, *list[index + 1 :]]


@builtin("list replace", "list: list", "match: function", "newItem: any", needs_run=True)
def replace_matching(run: Run, list: List, match: Function, newItem: object) -> List:
    replaced: List = []
    for item in list:
        run.count_iterations()
        matched = match.invoke([item, newItem], run)
        if not isinstance(matched, bool):
            raise BecomesNull("Expected a match function that answers with a boolean")
        replaced.append(newItem if matched else item)
    return replaced


@builtin("reverse", "list: list")
def reverse(list: List) -> List:
    return list[::-1]


@builtin("index of", "list: list", "match: any")
def index_of(list: List, match: object) -> List:
    return [position for position, item in enumerate(list, start=1) if same(item, match)]


@builtin("union", "list: list+", needs_run=True)
def union(run: Run, list: List) -> List:
    return distinct_values(run, concatenate(list))


@builtin("distinct values", "list: list", needs_run=True)
def distinct_values(run: Run, list: List) -> List:
    """The first of each group of equal values, in the order of the list."""
    seen: set[object] = set()
    others: List = []
    distinct: List = []
    for item in list:
        if isinstance(item, str) or is_number(item):  # never equal to each other, and cheap to look up
            if item not in seen:
                seen.add(item)
                distinct.append(item)
            continue
        run.count_iterations(len(others) + 1)
        if not any(same(item, other) for other in others):
            others.append(item)
            distinct.append(item)
    return distinct


@builtin("flatten", "list: list")
def flatten(list: List) -> List:
    flat: List = []
    pending = [iter(list)]
    while pending:
        for item in pending[-1]:
            if item.__class__ is _LIST:
                pending.append(iter(item))
                break
            flat.append(adopt(item))
        else:
            pending.pop()
        check_list(flat)
    return flat


@builtin("sort", "list: list", "precedes: function?", needs_run=True)
def sort(run: Run, list: List, precedes: Function | None = None) -> List:
    def order(left: object, right: object) -> int:
        run.count_iterations()
        if _precedes(left, right):
            return -1
        return int(_precedes(right, left))

    def _precedes(left: object, right: object) -> bool:
        if precedes is None:
            return compare("<", left, right)
        answer = precedes.invoke([left, right], run)
        if not isinstance(answer, bool):
            raise BecomesNull("Expected a precedes function that answers with a boolean")
        return answer

    return sorted(list, key=cmp_to_key(order))


@builtin("all", "list: list*")
def all_true(list: List) -> bool | None:
    return _together(list, decisive=False)


@builtin("any", "list: list*")
def any_true(list: List) -> bool | None:
    return _together(list, decisive=True)


def _together(items: List, decisive: bool) -> bool:
    if any(item is decisive for item in items):
        return decisive
    for item in items:
        if not isinstance(item, bool):
            raise BecomesNull(f"Expected a list of booleans but found {kind_name(item)} in it")
    return not decisive
