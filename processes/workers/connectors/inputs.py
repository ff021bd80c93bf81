"""Inputs: what a diagram gives to a connector, checked. What is wrong with it stays wrong however often it is
tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processes.workers.handlers import JobFailed


class WrongInput(JobFailed):
    """The diagram asks for something that does not exist; the message says what to change."""

    def __init__(self, message: str) -> None:
        super().__init__(message, retry=False)


def text(given: Mapping[str, Any], name: str, default: str = "") -> str:
    value = given.get(name)
    if value is None:
        return default
    if isinstance(value, dict | list | bool):
        raise WrongInput(f"Expected a text in `{name}`, but it is {_short(value)}")
    return str(value)


def texts(given: Mapping[str, Any], name: str) -> dict[str, str]:
    """A context of texts, without its nulls."""
    value = given.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict) or any(isinstance(each, dict | list) for each in value.values()):
        raise WrongInput(f"Expected a context of texts in `{name}`, but it is {_short(value)}")
    return {key: _plain(each) for key, each in value.items() if each is not None}


def seconds(given: Mapping[str, Any], name: str, *, default: float, longest: float) -> float:
    value = given.get(name)
    if value is None:
        return default
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = 0.0
    if isinstance(value, bool) or not 0 < found <= longest:
        raise WrongInput(
            f"Expected from 0 to {longest:g} seconds in `{name}`, more than 0, but it is {_short(value)}"
        )
    return found


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _short(value: Any) -> str:
    told = repr(value)
    return told if len(told) <= 100 else f"{told[:100]}…"
