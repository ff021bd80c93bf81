"""The document: docs/bpmn-coverage.md, made of the engine's tables and the proofs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from processes.bpmn.support import DRAWN_ONLY, MISPLACED, REFUSED
from tests.bpmn_coverage.features import EVENTS, PLACES, Feature, executed, runs
from tests.bpmn_coverage.proofs import Proof

FILE = Path("docs/bpmn-coverage.md")

_INTRODUCTION = """\
# What of BPMN runs

Made by `make bpmn-coverage` from the engine's own tables (`processes/bpmn/support.py`) and from the scenarios
of the test suite. Each line names a scenario in which the element does its work; all of them are played on
the engine alone and through the database. A test fails when something that the engine takes has no scenario,
and when this page is stale.

What is not here is refused when a diagram is deployed, by name and with what to do instead; nothing is ever
left out in silence.
"""
_REFUSED = """\
## Refused

| element | instead |
|---|---|
"""
_DRAWN = """\
## Read, and nothing to run

These belong to the drawing, to other elements, or to tools:
"""


def document(proofs: Mapping[Feature, Proof]) -> str:
    """The whole page, with one proof for each feature."""
    features = executed()
    groups = dict.fromkeys(group for group, _ in features)
    parts = [_INTRODUCTION, _overview()]
    for group in groups:
        parts.append(_table(group, [feature for feature in features if feature[0] == group], proofs))
    parts.append(_REFUSED + "".join(f"| {words} | {instead} |\n" for words, instead in REFUSED.values()))
    parts[-1] += "".join(f"| {words} | draw an activity |\n" for words in MISPLACED.values())
    parts.append(f"{_DRAWN}{', '.join(f'`{tag}`' for tag in sorted(DRAWN_ONLY))}.\n")
    return "\n".join(parts)


def _overview() -> str:
    """Kinds of events by places, as in BPMN table 10.93."""
    lines = [
        "## Events at a glance",
        "",
        "● runs, ○ is refused, empty: BPMN does not have it (table 10.93).",
        "",
        f"| | {' | '.join(PLACES)} |",
        f"|---{'|:---:' * len(PLACES)}|",
    ]
    lines += [f"| {kind} | {' | '.join(_marks(kind))} |" for kind in EVENTS]
    return "\n".join(lines) + "\n"


def _marks(kind: str) -> Iterator[str]:
    for place in PLACES:
        yield ("●" if runs(kind, place) else "○") if place in EVENTS[kind] else ""


def _table(group: str, features: Iterable[Feature], proofs: Mapping[Feature, Proof]) -> str:
    lines = [f"## {group}", "", "| | shown by |", "|---|---|"]
    lines += [_line(feature, proofs[feature]) for feature in features]
    return "\n".join(lines) + "\n"


def _line(feature: Feature, proof: Proof) -> str:
    return f"| {feature[1]} | [{proof.scenario}](../{proof.file.as_posix()}) |"


def is_current(text: str, proofs: Mapping[Feature, Sequence[Proof]]) -> bool:
    """Whether it is what would be written now, but for the choice among proofs."""
    lines = set(text.splitlines())
    named = {
        feature: next((proof for proof in known if _line(feature, proof) in lines), known[0])
        for feature, known in proofs.items()
    }
    return text == document(named)
