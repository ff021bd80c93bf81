"""Paths: where in the answers a field has its value. `customer.name` is a property of `customer`."""

from collections.abc import Mapping
from typing import Any

Path = tuple[str, ...]

#: what is found where there is nothing, which null is not
NOTHING: Any = object()


def path_of(text: object) -> Path:
    return tuple(part for part in text.split(".") if part) if isinstance(text, str) else ()


def read(data: Any, path: Path) -> Any:
    for name in path:
        if not isinstance(data, Mapping) or name not in data:
            return NOTHING
        data = data[name]
    return data


def write(data: dict[str, Any], path: Path, value: Any) -> None:
    for name in path[:-1]:
        inner = data.get(name)
        if not isinstance(inner, dict):
            inner = data[name] = {}
        data = inner
    data[path[-1]] = value


def overlay(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """`below` with the values of `above` laid over it, objects property by property."""
    merged = dict(below)
    for name, value in above.items():
        known = merged.get(name)
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            value = overlay(known, value)
        merged[name] = value
    return merged
