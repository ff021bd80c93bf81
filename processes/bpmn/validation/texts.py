"""Rules of texts: documentation and annotations say what format they have (BPMN tables 8.5 and 8.18), and
formal expressions say something (8.4.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from processes.bpmn.elements import Drawn, DrawnDiagram
from processes.bpmn.problems import Problem

_MIME_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+\s*(;.*)?", re.ASCII)


def format_is_a_mime_type(text: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    text_format = text.xml.get("textFormat")
    if text_format is not None and not _MIME_TYPE.fullmatch(text_format.strip()):
        message = f"the format of {text}, '{text_format}', is no MIME type; use text/plain"
        yield text.error("bad-text-format", message)


def formal_expression_says_something(expression: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    """None of these is executed here, so it is a warning."""
    if not (expression.xml.text or "").strip():
        message = f"{expression} is empty; write its expression, or remove it"
        yield expression.warning("empty-expression", message)
