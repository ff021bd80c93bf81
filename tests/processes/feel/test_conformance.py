"""The DMN TCK's FEEL tests: expectations that nobody of this project wrote.

They lie beside the project, not in it (``../shared/conformance/feel``, Apache-2.0), and are played when
they are there. Tests that expect a value, tests that expect null, and tests that expect an error (which is
null, too) are told apart: an implementation that knows nothing passes all of the last kind.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from processes.feel import FeelSyntaxError, compile, to_feel_text
from processes.feel.durations import DaysTimeDuration, YearsMonthsDuration, parse_duration
from processes.feel.temporal import Date, DateTime, Time, parse_date, parse_date_and_time, parse_time
from processes.feel.values import is_number

PACK = Path(__file__).parents[4] / "shared" / "conformance" / "feel" / "feel.jsonl"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not PACK.exists(), reason=f"the DMN TCK's tests are not at {PACK}")


def plain_tests() -> list[dict[str, Any]]:
    """Without the tests that need a decision model around them, or that ask for what the specification
    forbids.
    """
    tests = [json.loads(line) for line in PACK.read_text().splitlines()]
    return [
        test for test in tests if not {"let", "user_types"} & test.keys() and test["level"] != "non-compliant"
    ]


@pytest.fixture(scope="module")
def failures() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"value": [], "null": [], "error": []}
    for test in plain_tests():
        got = evaluate(test)
        if not agrees(got, {"t": "null"} if test["error_expected"] else test["expected"]):
            found[kind(test)].append(f"{test['id']}: {test['expression']} gave {to_feel_text(got)}")
    return found


def kind(test: dict[str, Any]) -> str:
    return "error" if test["error_expected"] else "null" if test["expected"]["t"] == "null" else "value"


def test_expected_values_are_reached(failures):
    assert Counter(map(kind, plain_tests()))["value"] > 300
    assert not failures["value"], "\n".join(failures["value"])


def test_expected_nulls_are_null(failures):
    assert not failures["null"], "\n".join(failures["null"])


def test_errors_are_null(failures):
    assert not failures["error"], "\n".join(failures["error"])


def evaluate(test: dict[str, Any]) -> object:
    variables = {name: value_of(typed) for name, typed in test["context"].items()}
    try:
        result = compile(test["expression"], names=variables).evaluate(variables, now=NOW)
    except FeelSyntaxError:
        return None
    return coerced(result, test.get("result_type"))


def coerced(result: object, result_type: str | None) -> object:
    """What a decision does with its result (DMN 1.3, 10.3.2.9.4): a list of one to its item, a wrong type
    to null.
    """
    if result_type is None or result_type == "Any":
        return result
    if isinstance(result, list) and len(result) == 1 and result_type != "list":
        result = result[0]
    conforms = compile(f"value instance of {result_type}").evaluate({"value": result})
    return result if conforms else None


def value_of(typed: dict[str, Any]) -> object:
    value = typed.get("v")
    match typed["t"]:
        case "null":
            return None
        case "number":
            return Decimal(value)
        case "list":
            return [value_of(item) for item in value]
        case "context":
            return {key: value_of(item) for key, item in value.items()}
        case "date":
            return parse_date(value)
        case "time":
            return parse_time(value)
        case "date and time":
            return parse_date_and_time(value)
        case "duration":
            return parse_duration(value)
    return value


def agrees(got: object, expected: dict[str, Any]) -> bool:
    wanted = value_of(expected)
    match expected["t"]:
        case "number":
            return is_number(got) and abs(got - wanted) <= Decimal("1e-8") * max(1, abs(wanted))
        case "list":
            return isinstance(got, list) and len(got) == len(wanted) and all(map(agrees, got, expected["v"]))
        case "context":
            same_keys = isinstance(got, dict) and got.keys() == wanted.keys()
            return same_keys and all(agrees(got[key], item) for key, item in expected["v"].items())
        case "date" | "time" | "date and time":
            return isinstance(got, Date | Time | DateTime) and got == wanted
        case "duration":
            return isinstance(got, DaysTimeDuration | YearsMonthsDuration) and got == wanted
    return type(got) is type(wanted) and got == wanted
