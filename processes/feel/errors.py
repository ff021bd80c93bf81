"""What can go wrong with an expression, and whom it concerns.

A *syntax error* concerns the author: the text is not FEEL; it is found when the expression is compiled.
A *limit* concerns the operator: the expression is FEEL, but asks for more than one evaluation may use.
A *warning* concerns whoever wonders about a ``null``: FEEL is null-tolerant (DMN 1.3, 10.3.2.13.2), so a type
error or an unknown variable becomes ``null``, and the warning says why and where.
"""

from __future__ import annotations

from dataclasses import dataclass


class FeelSyntaxError(ValueError):
    """The text is not a FEEL expression. ``position`` is the 0-based offset of the first character at
    fault.
    """

    def __init__(self, message: str, text: str, position: int) -> None:
        self.message = message
        self.text = text
        self.position = position
        self.line = text.count("\n", 0, position) + 1
        self.column = position - (text.rfind("\n", 0, position) + 1) + 1
        super().__init__(message, text, position)

    def __str__(self) -> str:
        where = (
            f"column {self.column}" if "\n" not in self.text else f"line {self.line}, column {self.column}"
        )
        return f"{self.message} at {where}: {_around(self.text, self.position)}"


class FeelLimitExceeded(ValueError):
    """An evaluation asked for more iterations, nesting, text or list items than one evaluation may use."""


@dataclass(frozen=True, slots=True)
class Warning:
    """Why a part of an expression became ``null``; ``position`` is its 0-based offset in the text, ``place``
    the id of the element in a decision model that has this text.
    """

    message: str
    position: int
    place: str | None = None

    def __str__(self) -> str:
        where = f"{self.place}, offset" if self.place else "offset"
        return f"{self.message} (at {where} {self.position})"


class BecomesNull(Exception):
    """Raised inside the package where FEEL says "null"; the nearest node turns it into null and a warning."""


def _around(text: str, position: int, width: int = 80) -> str:
    """The text itself when short, else the part around ``position``."""
    if len(text) <= width:
        return text
    start = max(0, position - width // 2)
    end = min(len(text), start + width)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
