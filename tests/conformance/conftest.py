"""One fixture: a pack played in this process, its cases told apart by what they expect."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from tests.conformance.adapter import Adapter
from tests.conformance.packs import MISSING, load_runner


@dataclass(slots=True)
class Result:
    """Of the cases that expect a value, or of those that expect null. Whoever knows nothing passes the
    latter, so they never count together.
    """

    passed: int = 0
    failures: dict[str, str] = field(default_factory=dict)  #: by case, why


Play = Callable[[str], dict[str, Result]]


@pytest.fixture(scope="session")
def play() -> Play:
    if MISSING:
        pytest.skip(MISSING)
    runner = load_runner()

    def played(pack: str) -> dict[str, Result]:
        expects = _expectations(pack)
        results = {"value": Result(), "null": Result()}
        for case, name, go in runner.jobs(pack, Adapter, argparse.Namespace()):
            result = results[expects[case]]
            try:
                go()
            except Exception as error:
                result.failures[name] = f"{type(error).__name__}: {error}"
            else:
                result.passed += 1
        return results

    return played


def _expectations(pack: str) -> dict[str, str]:
    """For each case of a FEEL or DMN pack: whether it expects a value or null."""
    files = {"feel": "feel/feel.jsonl", "dmn": "feel/dmn_cases.jsonl"}
    cases = load_runner().lines(files[pack])
    return {
        case["id"]: "null" if case["error_expected"] or case["expected"]["t"] == "null" else "value"
        for case in cases
    }
