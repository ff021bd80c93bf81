"""Scripts in other languages than FEEL: what a `scriptFormat` means, and what becomes of such a script task:
a job of type `script:<language>` whose headers hold the script (BPMN 10.3.3, *Script Task*).

Which languages are run is the host's affair: it hands over `ScriptLanguages`. On its own, a diagram may have
scripts in Python, and their syntax is checked.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass

#: the type of a script task's job is this and its language
JOB_TYPE = "script:"
PYTHON = "python"
#: where a job of a script task has its parts
LANGUAGE, SCRIPT, RESULT_VARIABLE = "language", "script", "resultVariable"

_MEDIA_TYPE = re.compile(r"^(?:text|application)/(?:x-|vnd\.)?|^x-|;.*$")
_PYTHON = re.compile(r"^(?:py|c?python|jython)[\d.]*$")
_ALIASES = {"js": "javascript", "ecmascript": "javascript", "graal.js": "javascript", "rb": "ruby"}


@dataclass(frozen=True, slots=True)
class ScriptLanguages:
    """What the host can do with scripts."""

    #: whether scripts of this language are run
    are_run: Callable[[str], bool]
    #: what is wrong with a script of such a language, if anything: (language, script) → `line 3: …`
    fault: Callable[[str, str], str | None]


def language_of(script_format: str) -> str:
    """`text/x-python`, `Python3` and `application/python` are all python."""
    name = _MEDIA_TYPE.sub("", script_format.strip().lower()).strip()
    return PYTHON if _PYTHON.match(name) else _ALIASES.get(name, name)


def job_type_of(language: str) -> str:
    return f"{JOB_TYPE}{language}"


def python_fault(text: str) -> str | None:
    """What is wrong with the syntax of a Python script, if anything."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as wrong:
        return f"line {wrong.lineno or 1}: {wrong.msg}"
    except (ValueError, RecursionError, MemoryError) as wrong:
        return str(wrong) or "it is too deeply nested"
    return None


#: a diagram on its own
PYTHON_ALONE = ScriptLanguages(
    are_run=lambda language: language == PYTHON, fault=lambda language, text: python_fault(text)
)
#: of a diagram that was deployed when its scripts were sound
ANY = ScriptLanguages(are_run=lambda language: True, fault=lambda language, text: None)
