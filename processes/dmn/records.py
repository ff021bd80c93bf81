"""What an evaluation leaves behind: each decision with what it read and gave, and each table with the rules
that matched. Plain data, made to be stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from processes.feel.errors import Warning
from processes.feel.feel_text import to_feel_text
from processes.feel.json_value import to_json
from processes.feel.scope import Run

#: Tables and warnings that one evaluation keeps. A table in a loop may be asked a million times.
MAX_RECORDED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedRule:
    number: int  #: as the table shows it, from 1
    rule_id: str | None
    output: object


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedTable:
    element_id: str | None
    inputs: tuple[tuple[str, object], ...]  #: (label, value)
    matched: tuple[MatchedRule, ...]  #: those that made the answer, in its order
    violation: str | None = None  #: how its rules break its hit policy, so that it has no answer


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedDecision:
    decision_id: str
    name: str
    inputs: Mapping[str, object]  #: of what it requires, by name
    output: object
    #: The decision's own table, and those of the business knowledge that it invoked.
    tables: tuple[EvaluatedTable, ...] = ()
    warnings: tuple[Warning, ...] = ()  #: why something became null


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    output: object
    decisions: tuple[EvaluatedDecision, ...] = ()  #: in the order of evaluation, the asked one last
    warnings: tuple[Warning, ...] = field(default=())  #: about the inputs

    def violations(self) -> list[str]:
        """Tables whose rules break their hit policy: their authors promised what does not hold."""
        return [
            f"decision '{decision.name}': {table.violation}, for {_told(table.inputs)}"
            for decision in self.decisions
            for table in decision.tables
            if table.violation is not None
        ]

    def to_document(self) -> dict[str, object]:
        """As JSON knows it."""
        return {
            "output": to_json(self.output),
            "warnings": [str(warning) for warning in self.warnings],
            "decisions": [_document(decision) for decision in self.decisions],
        }


def _document(decision: EvaluatedDecision) -> dict[str, object]:
    return {
        "decision_id": decision.decision_id,
        "name": decision.name,
        "inputs": to_json(dict(decision.inputs)),
        "output": to_json(decision.output),
        "tables": [
            {
                "element_id": table.element_id,
                "inputs": [{"label": label, "value": to_json(value)} for label, value in table.inputs],
                "matched": [
                    {"number": rule.number, "rule_id": rule.rule_id, "output": to_json(rule.output)}
                    for rule in table.matched
                ],
                "violation": table.violation,
            }
            for table in decision.tables
        ],
        "warnings": [str(warning) for warning in decision.warnings],
    }


def _told(inputs: tuple[tuple[str, object], ...]) -> str:
    """`Season = "Winter", Guests = 8`"""
    told = ", ".join(f"{label} = {to_feel_text(value)}" for label, value in inputs)
    return told if len(told) <= 500 else f"{told[:500]}…"


class DecisionRun(Run):
    """One evaluation of decisions: counts for all of them together, and notes what happens in each."""

    __slots__ = ("_left", "decisions", "notes", "tables")

    def __init__(self, now: datetime | None) -> None:
        self.notes: list[Warning] = []
        super().__init__(now, self.notes)
        self.tables: list[EvaluatedTable] = []
        self.decisions: list[EvaluatedDecision] = []
        self._left = MAX_RECORDED

    def warn(self, message: str, position: int) -> None:
        if self._left > 0:
            self._left -= 1
            super().warn(message, position)

    def begin_decision(self) -> tuple[list[EvaluatedTable], list[Warning]]:
        """From here on, what is noted belongs to another decision. Answers with the notes so far."""
        before = (self.tables, self.notes)
        self.tables, self.notes = [], []
        self.warnings = self.notes
        return before

    def end_decision(
        self, before: tuple[list[EvaluatedTable], list[Warning]]
    ) -> tuple[tuple[EvaluatedTable, ...], tuple[Warning, ...]]:
        """What was noted since; the notes before are continued."""
        noted = (tuple(self.tables), tuple(self.notes))
        self.tables, self.notes = before
        self.warnings = self.notes
        return noted

    def note_table(self, table: EvaluatedTable) -> None:
        if self._left > 0:
            self._left -= 1
            self.tables.append(table)

    def note_decision(self, decision: EvaluatedDecision) -> None:
        if self._left > 0:
            self._left -= 1
            self.decisions.append(decision)
