"""Refused: a system elsewhere does not take what it was given.

Trying again does not help until somebody corrects a variable, so the message says which one. It becomes the
text of the incident.
"""

from __future__ import annotations


class Refused(Exception):
    """Who refused, why, and what to correct before the retry."""

    def __init__(self, system: str, reason: str, *, correct: str) -> None:
        super().__init__(
            f"{system}: {reason}. Correct the variable {correct!r} of this instance, then retry."
        )
