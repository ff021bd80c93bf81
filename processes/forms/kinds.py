"""Kinds of fields: what each accepts as an answer, before the rules that its author has added.

Null is an answer that was left out, and fits every kind. A message says what was expected.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from processes.forms.options import is_option
from processes.forms.scope import Scope

Component = Mapping[str, Any]
Kind = Callable[[Component, Any, Scope], str | None]


def text(component: Component, value: Any, scope: Scope) -> str | None:
    return None if isinstance(value, str) else "Expected a text."


def number(component: Component, value: Any, scope: Scope) -> str | None:
    as_text = component.get("serializeToString") is True
    if value == "" and as_text:
        return None
    if isinstance(value, bool) or not isinstance(value, str if as_text else int | float):
        return "Expected a number, written as a text." if as_text else "Expected a number."
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        exact = Decimal("NaN")
    if not exact.is_finite():
        return "Value is not a number."
    try:
        return _too_many_digits(component, exact) or _between_steps(component, exact)
    except ArithmeticError:  # 1e999999999, which only a text can say
        return "Value is too large."


def _too_many_digits(component: Component, value: Decimal) -> str | None:
    allowed = component.get("decimalDigits")
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(allowed, int) or not isinstance(exponent, int) or -exponent <= max(allowed, 0):
        return None
    if allowed == 0:
        return "Value is expected to be an integer."
    return f"Value is expected to have at most {allowed} decimal digit{'s' if allowed > 1 else ''}."


def _between_steps(component: Component, value: Decimal) -> str | None:
    step = Decimal(str(component.get("increment") or 0))
    if not step or not value % step:
        return None
    below = value - value % step
    return f"Please select a valid value, the two nearest valid values are {below} and {below + step}."


def yes_or_no(component: Component, value: Any, scope: Scope) -> str | None:
    return None if isinstance(value, bool) else "Expected yes or no."


def one_option(component: Component, value: Any, scope: Scope) -> str | None:
    if value == "" or is_option(component, value, scope):
        return None
    return "This is not one of the options."


def some_options(component: Component, value: Any, scope: Scope) -> str | None:
    if not isinstance(value, list):
        return "Expected a list of options."
    if all(is_option(component, item, scope) for item in value):
        return None
    return "Not all of these are among the options."


def texts(component: Component, value: Any, scope: Scope) -> str | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return None
    return "Expected a list of texts."


_MOMENTS = {
    "date": (re.compile(r"\d{4}-\d\d-\d\d"), date.fromisoformat, "a date like 2026-11-23"),
    "time": (re.compile(r"\d\d:\d\d.*", re.DOTALL), time.fromisoformat, "a time like 09:30"),
    "datetime": (
        re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*", re.DOTALL),
        datetime.fromisoformat,
        "a date and time like 2026-11-23T09:30",
    ),
}


def moment(component: Component, value: Any, scope: Scope) -> str | None:
    shape, parse, example = _MOMENTS.get(component.get("subtype") or "date", _MOMENTS["date"])
    if value == "":
        return None
    if isinstance(value, str) and shape.fullmatch(value):
        try:
            parse(value)
            return None
        except ValueError:  # the 30th of February
            pass
    return f"Expected {example}."


#: by the component's type; a type of somebody else's accepts anything
KINDS: dict[str, Kind] = {
    "textfield": text,
    "textarea": text,
    "number": number,
    "checkbox": yes_or_no,
    "radio": one_option,
    "select": one_option,
    "checklist": some_options,
    "taglist": some_options,
    "datetime": moment,
    "filepicker": texts,
}
