"""Rules of texts: documentation and annotations say what format they have (BPMN tables 8.5 and 8.18), and
formal expressions say something (8.4.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from processes.bpmn.elements import Drawn, DrawnDiagram
from processes.bpmn.namespaces import IN_BPMN
from processes.bpmn.problems import Problem

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
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


def condition_is_formal(definition: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    """BPMN table 10.95: in an executable process, the condition of an event is a formal expression. Without
    that type it is a sentence for people.
    """
    condition = definition.xml.find(f"{IN_BPMN}condition")
    if condition is not None and not condition.get(_TYPE, "").strip().endswith("tFormalExpression"):
        message = f"the condition of {definition} is not said to be formal"
        yield definition.error("informal-condition", f'{message}; give it xsi:type="tFormalExpression"')
