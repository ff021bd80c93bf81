"""Reading: what the expressions of an element give, of the kind that is wanted.

What they give instead, or that they give nothing, is an `ElementFailed`: someone can repair the variables, or
the diagram, and try again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from processes import feel
from processes.bpmn.model import LONGEST_TEXT
from processes.engine.errors import ElementFailed, ErrorType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from processes.bpmn.model import Element
    from processes.feel import Expression

#: How much of an expression or a value is told in a message.
_TOLD = 200


class Reader:
    """Reads the expressions of one element. `part` says which one it is, in the words of the diagram: *job
    type*, *due date*.
    """

    __slots__ = ("_element", "_error_type", "_now", "_variables")

    def __init__(
        self, element: Element, variables: Mapping[str, Any], now: datetime, error_type: ErrorType
    ) -> None:
        self._element = element
        self._variables = variables
        self._now = now
        self._error_type = error_type

    def json_or_none(self, expression: Expression | None, part: str) -> Any:
        """The value as JSON knows it; None for null, and where there is no expression."""
        if expression is None:
            return None
        return self._json(expression, part, None) if expression.constant is None else expression.constant

    def json(self, expression: Expression, part: str) -> Any:
        """The value as JSON knows it, which must not be null."""
        if (constant := expression.constant) is not None:
            return constant
        warnings: list[feel.Warning] = []
        value = self._json(expression, part, warnings)
        if value is None:
            raise self.failed(f"{self.the(part)}, but {_told(expression)} is null{reasons(warnings)}.")
        return value

    def truth(self, expression: Expression, part: str) -> bool:
        """True or false, and nothing else."""
        value = self.json(expression, part)
        if isinstance(value, bool):
            return value
        raise self.wrong(part, "true or false", value)

    def text(self, expression: Expression, part: str) -> str:
        """A text that must not be null, nor too long."""
        return self.as_text(self.json(expression, part), part)

    def as_text(self, value: object, part: str) -> str:
        if not isinstance(value, str):
            raise self.wrong(part, "a text", value)
        if len(value) > LONGEST_TEXT or "\x00" in value:
            raise self.wrong(part, f"a text of at most {LONGEST_TEXT} printable characters", value)
        return value

    def as_whole_number(self, value: object, part: str, allowed: range) -> int:
        """A whole number in a range, also as text."""
        if isinstance(value, str) and value.strip().isdecimal():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and value in allowed:
            return value
        raise self.wrong(part, f"a whole number from {allowed[0]} to {allowed[-1]}", value)

    def wrong(self, part: str, kind: str, value: object) -> ElementFailed:
        return self.failed(f"{self.the(part)} to be {kind}, but it is {told(value)}.")

    def the(self, part: str) -> str:
        return f"Expected the {part} of {self._element.label!r}"

    def failed(self, message: str) -> ElementFailed:
        return ElementFailed(self._error_type, message)

    def _json(self, expression: Expression, part: str, warnings: list[feel.Warning] | None) -> Any:
        try:
            value = expression.evaluate(self._variables, now=self._now, warnings=warnings)
            return value if value.__class__ is str else feel.to_json(value)
        except feel.FeelLimitExceeded as limit:
            raise self.failed(f"{self.the(part)}, but {_told(expression)} went too far: {limit}") from limit


def told(value: object) -> str:
    """A value as messages tell it: in FEEL, and not all of it if it is long."""
    try:
        text = feel.to_feel_text([value])[1:-1]  # inside of a list texts are quoted
    except feel.FeelLimitExceeded:
        return f"a very long {'list' if isinstance(value, list) else 'value'}"
    return _cut(text)


def reasons(warnings: Sequence[feel.Warning]) -> str:
    """What evaluation noticed, to be appended to a sentence."""
    return f" ({'; '.join(dict.fromkeys(w.message for w in warnings))})" if warnings else ""


def _told(expression: Expression) -> str:
    return f"`{_cut(expression.text)}`"


def _cut(text: str) -> str:
    return text if len(text) <= _TOLD else f"{text[: _TOLD - 2]} …"
