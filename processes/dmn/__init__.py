"""DMN: from the XML of a decision model to decisions that can be evaluated, or to all the problems that keep
them from it.

    model = read_decisions(content)                       # or raises DecisionsRejected
    model.evaluate("dish", {"Season": "Winter"}).output   # and a record of each decision and matched rule
    check_decisions(content)                              # every error and warning; never raises
    head_of(content), imported_by(head, find)             # which other models it needs
    shown_tables(content)                                 # its decision tables as people read them

On the way: `reader` (bytes → XML, safely) · `drawing` (one file, as written) · `types` (item definitions) ·
`expressions`, `boxes`, `table_reader` (XML → FEEL's nodes) · `linker` (references, compiled expressions) ·
`model` and `evaluator` (asking) · `records` (what an evaluation leaves behind).

A decision model is on FEEL as a decision table is on its cells: each box becomes a part of a FEEL expression,
so that types, null and limits mean the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from processes.dmn.drawing import Drawing
from processes.dmn.heads import Head, Imported, head_of, imported_by
from processes.dmn.linker import Linker
from processes.dmn.model import DecisionModel, UnknownDecision
from processes.dmn.problems import DecisionsRejected
from processes.dmn.reader import read_xml
from processes.dmn.records import EvaluatedDecision, EvaluatedTable, Evaluation, MatchedRule
from processes.dmn.shown_tables import ShownTable, shown_tables
from processes.resources.problems import Problem, Severity
from processes.resources.xml import MAX_BYTES

__all__ = [
    "DecisionModel",
    "DecisionsRejected",
    "EvaluatedDecision",
    "EvaluatedTable",
    "Evaluation",
    "Head",
    "Imported",
    "MatchedRule",
    "Problem",
    "Severity",
    "ShownTable",
    "UnknownDecision",
    "check_decisions",
    "head_of",
    "imported_by",
    "read_decisions",
    "shown_tables",
]


def read_decisions(
    content: bytes,
    *,
    resource: str = "decisions.dmn",
    imported: Mapping[str, bytes] | None = None,
    is_lenient: bool = False,
    max_bytes: int = MAX_BYTES,
) -> DecisionModel:
    """Read a decision model; `imported` are the files that it imports, by name, directly or not.

    Raises `DecisionsRejected` with all errors and warnings at once. With `is_lenient` only what is no
    decision model at all is rejected: an expression that cannot be read is null, as an error in FEEL is.
    """
    model, problems = _read(content, resource, imported or {}, max_bytes)
    if not is_lenient and any(problem.severity is Severity.ERROR for problem in problems):
        raise DecisionsRejected(problems)
    return model


def check_decisions(
    content: bytes,
    *,
    resource: str = "decisions.dmn",
    imported: Mapping[str, bytes] | None = None,
    max_bytes: int = MAX_BYTES,
) -> list[Problem]:
    """Every error and warning of a decision model; empty when it is flawless."""
    try:
        return _read(content, resource, imported or {}, max_bytes)[1]
    except DecisionsRejected as rejected:
        return list(rejected.problems)


def _read(
    content: bytes, resource: str, imported: Mapping[str, bytes], max_bytes: int
) -> tuple[DecisionModel, list[Problem]]:
    drawing = Drawing(resource, read_xml(content, resource=resource, max_bytes=max_bytes))
    others = [
        Drawing(name, read_xml(each, resource=name, max_bytes=max_bytes)) for name, each in imported.items()
    ]
    # The model itself comes last, so that no other of the same namespace takes its place.
    linker = Linker([*others, drawing])
    linker.link()
    model = DecisionModel(
        namespace=drawing.namespace,
        name=drawing.root.get("name") or resource,
        elements=linker.elements,
        _evaluator=linker.evaluator,
    )
    return model, [problem for each in (drawing, *others) for problem in each.problems]
