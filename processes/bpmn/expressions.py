"""Expressions: the texts in a diagram, compiled, or a problem that says which text is wrong, where, and why.

A *value* is FEEL when it begins with "=", else a constant. A *condition* or script is FEEL with or without
"=". In the places that Camunda 7 knows too, `${…}` is its expression language, which is translated to FEEL.
"""

from __future__ import annotations

import json
import re

from processes import feel
from processes.bpmn.elements import Drawn
from processes.bpmn.extensions.juel import JuelError, feel_from_juel, is_juel
from processes.bpmn.problems import Problem
from processes.feel.limits import MAX_TEXT

#: characters of a constant: as many as an expression may have
MAX_CONSTANT = MAX_TEXT
_WHOLE_NUMBER = re.compile(r"-?\d{1,18}")


def constant(text: str) -> feel.Expression:
    """An expression that always gives this text."""
    return feel.constant(text)


def text_literal(text: str) -> str:
    """The FEEL string literal of a text. FEEL has the escapes of JSON (DMN 1.3, 10.3.1.2, rule 66)."""
    return json.dumps(text, ensure_ascii=False)


class Expressions:
    """Compiles the texts of one diagram and notes what is wrong with them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def condition(self, text: str, about: Drawn, what: str) -> feel.Expression | None:
        """A text that is an expression by its place. `what` names it in messages: "the condition"."""
        # Conditions are often written on lines of their own; what stands around `${…}` would be a text.
        return (
            self._juel(text.strip(), about, what) if is_juel(text) else self.compile_feel(text, about, what)
        )

    def value(self, text: str, about: Drawn, what: str) -> feel.Expression | None:
        """FEEL after "=", else a constant."""
        if is_expression(text):
            return self.compile_feel(text, about, what)
        if len(text) > MAX_CONSTANT:
            message = (
                f"{what} of {about} has {len(text):,} characters; {MAX_CONSTANT:,} are allowed. "
                "Keep long texts in variables"
            )
            self.problems.append(about.error("bad-value", message))
            return None
        return constant(text)

    def juel_value(self, text: str, about: Drawn, what: str) -> feel.Expression | None:
        """The same where Camunda 7 is spoken: `${…}` anywhere in the text makes it an expression."""
        return self._juel(text, about, what) if is_juel(text) else self.value(text, about, what)

    def number(self, text: str, about: Drawn, what: str, allowed: range) -> feel.Expression | None:
        """A whole number in a range, or an expression that gives one."""
        if is_expression(text) or is_juel(text):
            return self.juel_value(text, about, what)
        if _WHOLE_NUMBER.fullmatch(text.strip()) and int(text) in allowed:
            return feel.compile(text.strip())
        message = (
            f"{what} of {about} must be a whole number from {allowed[0]} to {allowed[-1]}, "
            f"or an expression after '=', but it is '{text}'"
        )
        self.problems.append(about.error("bad-value", message))
        return None

    def compile_feel(self, text: str, about: Drawn, what: str) -> feel.Expression | None:
        if not text.strip().removeprefix("=").strip():
            self.problems.append(
                about.error("bad-expression", f"{what} of {about} is empty; write an expression")
            )
            return None
        try:
            return feel.compile(text)
        except feel.FeelSyntaxError as error:
            message = f"{what} of {about} is not valid FEEL: {_told(error)}"
            self.problems.append(about.error("bad-expression", message, position=error.position))
            return None

    def _juel(self, text: str, about: Drawn, what: str) -> feel.Expression | None:
        try:
            return feel.compile(feel_from_juel(text))
        except JuelError as error:
            message = f"{what} of {about} cannot be translated to FEEL: {error}; write it in FEEL after '='"
            self.problems.append(about.error("bad-expression", message, position=error.position))
        except feel.FeelSyntaxError as error:
            message = (
                f"{what} of {about}, '{text}', gives no valid FEEL: {_told(error)}; write it in FEEL after "
                "'='"
            )
            self.problems.append(about.error("bad-expression", message))
        return None


def _told(error: feel.FeelSyntaxError) -> str:
    line = f"line {error.line}, " if "\n" in error.text else ""
    where = f"{line}column {error.column}"
    return (
        f"{error.message} at {where} of '{error.text}'"
        if len(error.text) <= 80
        else f"{error.message} at {where}"
    )


def is_feel(language: str) -> bool:
    """Whether the language of an expression is FEEL, by its name or its address."""
    return "feel" in language.lower()


def is_expression(text: str) -> bool:
    return text.lstrip().startswith("=")
