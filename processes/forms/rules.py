"""Rules: what the author of a form demands of an answer (`validate`). Worded as form-js words them in the
browser.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from processes.forms.errors import FieldUnusable
from processes.forms.scope import Scope

_EMAIL = re.compile(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*"
)
#: E.164: a country code and a number, fifteen digits at most
_PHONE = re.compile(r"(?:\+|00)[1-9]\d{5,14}")


def broken_rules(component: Mapping[str, Any], value: Any, scope: Scope) -> Iterator[str]:
    rules = component.get("validate")
    if not isinstance(rules, Mapping):
        return
    if is_empty(value):
        if rules.get("required"):
            yield "Field is required."
        return
    if component.get("type") == "checkbox" and value is False and rules.get("required"):
        yield "Field is required."
    yield from _text_rules(rules, value, scope)
    if component.get("type") == "number":
        yield from _bounds(rules, value, scope)


def is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


def _text_rules(rules: Mapping[str, Any], value: Any, scope: Scope) -> Iterator[str]:
    if not isinstance(value, str):
        return
    if (pattern := rules.get("pattern")) and not _matches(pattern, value, scope):
        yield rules.get("patternErrorMessage") or f"Field must match pattern {pattern}."
    length = len(value.strip())
    shortest, longest = _bound(rules, "minLength", scope), _bound(rules, "maxLength", scope)
    if shortest is not None and length < shortest:
        yield f"Field must have minimum length of {shortest}."
    if longest is not None and length > longest:
        yield f"Field must have maximum length of {longest}."
    if rules.get("validationType") == "email" and not _EMAIL.fullmatch(value):
        yield "Field must be a valid email."
    if rules.get("validationType") == "phone" and not _PHONE.fullmatch(re.sub(r"[\s()/.-]", "", value)):
        yield "Field must be a valid international phone number. (e.g. +4930664040900)"


def _matches(pattern: str, value: str, scope: Scope) -> bool:
    # FEEL's own matching knows limits, so that no pattern can hang the server.
    found = Scope(data={"value": value, "pattern": pattern}, this=None, now=scope.now).evaluate(
        "matches(value, pattern)", "pattern"
    )
    if found is None:
        raise FieldUnusable(f"The pattern of this field cannot be used: {pattern}")
    return found is True


_OUTSIDE: tuple[tuple[str, Callable[[Decimal, Decimal], bool], str], ...] = (
    ("min", lambda value, bound: value < bound, "minimum"),
    ("max", lambda value, bound: value > bound, "maximum"),
)


def _bounds(rules: Mapping[str, Any], value: Any, scope: Scope) -> Iterator[str]:
    exact = _decimal(value)
    if exact is None:
        return
    for name, outside, word in _OUTSIDE:
        bound = _bound(rules, name, scope)
        if bound is not None and outside(exact, bound):
            yield f"Field must have {word} value of {bound}."


def _bound(rules: Mapping[str, Any], name: str, scope: Scope) -> Decimal | None:
    value = scope.value_of(rules.get(name), name)
    if value is None or value == "":
        return None
    bound = _decimal(value)
    if bound is None:
        raise FieldUnusable(f"The {name} of this field is not a number: {value!r}.")
    return bound


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return None
    return exact if exact.is_finite() else None
