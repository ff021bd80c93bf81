"""The built-ins and semantics of FEEL as its specification tells them, a case a line in `specified.txt`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.feel.asking import text_of

CASES = Path(__file__).with_name("specified.txt")


def cases() -> Iterator[object]:
    section = ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ").partition(" (")[0]
        elif "  ⇒  " in line:
            expression, _, expected = line.partition("  ⇒  ")
            yield pytest.param(expression, expected, id=f"{section}: {expression}")


@pytest.mark.parametrize(("expression", "expected"), list(cases()))
def test_it_answers_as_the_specification_says(expression, expected):
    assert text_of(expression) == expected


def test_no_case_is_lost():
    assert len(list(cases())) > 900
