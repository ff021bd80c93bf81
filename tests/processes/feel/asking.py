"""The two questions that most tests ask: what is the answer, and why is it null?"""

from __future__ import annotations

from datetime import UTC, datetime

from processes.feel import Warning, compile, to_feel_text

NOON = datetime(2026, 5, 31, 12, 0, tzinfo=UTC)


def answer(text: str, /, **variables: object) -> object:
    return compile(text, names=variables).evaluate(variables, now=NOON)


def text_of(expression: str, /, **variables: object) -> str:
    """The answer as FEEL writes it."""
    return to_feel_text(answer(expression, **variables))


def reasons(text: str, /, **variables: object) -> list[str]:
    """Why parts of the answer are null."""
    warnings: list[Warning] = []
    compile(text).evaluate(variables, warnings=warnings)
    return [warning.message for warning in warnings]
