"""Functions of strings (DMN 1.3, table 74; string join: 1.4). Positions and lengths count code points."""

from __future__ import annotations

from processes.feel.errors import BecomesNull
from processes.feel.functions.registry import builtin
from processes.feel.limits import check_string
from processes.feel.numbers import Number
from processes.feel.values import kind_name


@builtin("substring", "string: string", "start position: number", "length: number?")
def substring(string: str, start_position: Number, length: Number | None = None) -> str:
    is_near = -len(string) - 1 < start_position < len(string) + 1
    start = int(start_position) if is_near else 0
    if not start:
        raise BecomesNull(f"There is no such position in a string of {len(string)} characters")
    index = start - 1 if start > 0 else len(string) + start
    if length is None:
        return string[index:]
    if length < 1:
        raise BecomesNull(f"The length of a substring must be at least 1, not {length}")
    return string[index:] if length >= len(string) else string[index : index + int(length)]


@builtin("string length", "string: string")
def string_length(string: str) -> int:
    return len(string)


@builtin("upper case", "string: string")
def upper_case(string: str) -> str:
    return check_string(string.upper())


@builtin("lower case", "string: string")
def lower_case(string: str) -> str:
    return string.lower()


@builtin("substring before", "string: string", "match: string")
def substring_before(string: str, match: str) -> str:
    """Empty when ``match`` is not found."""
    before, found, _ = string.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after", "string: string", "match: string")
def substring_after(string: str, match: str) -> str:
    """Empty when ``match`` is not found; all of the string after an empty match."""
    return string.partition(match)[2] if match else string


@builtin("contains", "string: string", "match: string")
def contains(string: str, match: str) -> bool:
    return match in string


@builtin("starts with", "string: string", "match: string")
def starts_with(string: str, match: str) -> bool:
    return string.startswith(match)


@builtin("ends with", "string: string", "match: string")
def ends_with(string: str, match: str) -> bool:
    return string.endswith(match)


@builtin("string join", "list: list", "delimiter: string|null?")
def string_join(list: list[object], delimiter: str | None = None) -> str:
    """Null items are left out."""
    parts = [item for item in list if isinstance(item, str)]
    if others := [item for item in list if not (item is None or isinstance(item, str))]:
        raise BecomesNull(f"Expected a list of strings but found a {kind_name(others[0])} in it")
    return check_string((delimiter or "").join(parts))
