"""What mutations begin with: real files and expressions, ours and, where they are there, other people's."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from tests.conformance.packs import FOLDER, PROJECT
from tests.processes.bpmn.test_robustness import WHOLE
from tests.processes.dmn.test_robustness import SEED

#: larger files take so long to read that little else is tried
LARGEST = 60_000

OURS = ("examples", "tests/browser/diagrams", "benchmarks/diagrams")
OTHERS = ("operaton/bpmn", "betsy/bpmn", "miwg/models")

#: in case no pack is there
EXPRESSIONS = (
    'if amount > 1000 and status = "gold" then amount * 0.9 else amount',
    "for i in 1..10, j in [i, i + 1] return if i = 1 then j else partial[-1] + j",
    "some x in items satisfies x.price between 1 and 10",
    'every k in {a: 1, "b c": [2]}.a satisfies k instance of number',
    'date and time("2024-02-29T10:00:00@Europe/Paris") + @"P1DT2H"',
    "{f: function(a: number, b) a ** -b, g: f(b: 1, a: 2)}.g",
    'substring before(string("abc"), "c")[item in (<5, [1..3[, not(null))]',
    "sort([{x: 3}, {x: 1}], function(a, b) a.x < b.x)[x > 1][-1]",
    'matches("abab", "(a(b)?)+", "i") or contains("abc", "b")',
)


@cache
def diagrams() -> tuple[bytes, ...]:
    return (WHOLE, *_files("*.bpmn", [PROJECT / each for each in OURS] + [FOLDER / each for each in OTHERS]))


@cache
def decision_models() -> tuple[bytes, ...]:
    return (SEED, *_files("*.dmn", [PROJECT / "examples", FOLDER / "feel" / "models"]))


@cache
def expressions() -> tuple[str, ...]:
    pack = FOLDER / "feel" / "feel.jsonl"
    if not pack.exists():
        return EXPRESSIONS
    lines = pack.read_text(encoding="utf-8").splitlines()
    return (*EXPRESSIONS, *dict.fromkeys(json.loads(line)["expression"] for line in lines))


def _files(pattern: str, folders: list[Path]) -> list[bytes]:
    found = sorted(path for folder in folders if folder.is_dir() for path in folder.rglob(pattern))
    return [path.read_bytes() for path in found if path.stat().st_size <= LARGEST]
