"""PostgreSQL's text for arrays (manual, 8.15.2): `{1,NULL,"a text"}`. The driver would look up, for each list
anew, what it consists of, and search each text for what to quote, at many times the cost.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def as_array(values: Iterable[Any]) -> str:
    """Of numbers, truths, moments, texts and nulls. To be cast to the type it is meant to be."""
    return f"{{{','.join([_element(value) for value in values])}}}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if value.__class__ is int:
        return str(value)
    if isinstance(value, str):
        if "\\" in value:
            value = value.replace("\\", "\\\\")
        if '"' in value:
            value = value.replace('"', '\\"')
    return f'"{value}"'
