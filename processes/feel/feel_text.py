"""How a value reads as text: FEEL's ``string()`` (DMN 1.3, 10.3.4.1)."""

from __future__ import annotations

import re
from decimal import Decimal

from processes.feel.errors import FeelLimitExceeded
from processes.feel.lexer import is_plain_name
from processes.feel.limits import MAX_STRING, MAX_VALUE_DEPTH
from processes.feel.numbers import number_text
from processes.feel.values import Range, adopt

_QUOTED = re.compile(r'["\\\n\r\t]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_feel_text(value: object) -> str:
    """A string stays as it is; inside of lists and contexts strings are quoted."""
    value = adopt(value)
    return value if isinstance(value, str) else _Writer().write(value)


def quote(text: str) -> str:
    return '"' + _QUOTED.sub(lambda match: _ESCAPES[match.group()], text) + '"'


def key_text(key: str) -> str:
    """The key of a context entry: quoted where it would not read as a name."""
    return key if is_plain_name(key) else quote(key)


class _Writer:
    """Counts what it writes: lists that share parts can be far longer as text than in memory."""

    def __init__(self) -> None:
        self._left = MAX_STRING

    def write(self, value: object, depth: int = 0) -> str:
        if depth > MAX_VALUE_DEPTH:
            raise FeelLimitExceeded(
                f"Expected at most {MAX_VALUE_DEPTH} lists and contexts inside each other."
            )
        text = self._text(value, depth)
        if not isinstance(value, list | dict):
            self._left -= len(text)
        self._left -= 2
        if self._left < 0:
            raise FeelLimitExceeded(f"Expected at most {MAX_STRING:,} characters in a string.")
        return text

    def _text(self, value: object, depth: int) -> str:
        match value:
            case None:
                return "null"
            case bool():
                return "true" if value else "false"
            case int() | Decimal():
                return number_text(value)
            case str():
                return quote(value)
            case list():
                return "[" + ", ".join(self.write(adopt(item), depth + 1) for item in value) + "]"
            case dict():
                entries = (
                    f"{key_text(key)}: {self.write(adopt(item), depth + 1)}" for key, item in value.items()
                )
                return "{" + ", ".join(entries) + "}"
            case Range():
                return self._range(value, depth)
        return str(value)

    def _range(self, value: Range, depth: int) -> str:
        if not value.has_start:
            return ("<= " if value.end_included else "< ") + self.write(value.end, depth + 1)
        if not value.has_end:
            return (">= " if value.start_included else "> ") + self.write(value.start, depth + 1)
        start, end = self.write(value.start, depth + 1), self.write(value.end, depth + 1)
        return (
            ("[" if value.start_included else "(") + f"{start}..{end}" + ("]" if value.end_included else ")")
        )
