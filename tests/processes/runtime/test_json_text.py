"""The JSON text that is stored."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from processes.runtime.json_text import as_json

VALUES = [
    {"a": [1, 2.5, True, None, 'ä☃ \n\t"\\']},
    {"beyond 64 bits": 1 << 200, "below": -(1 << 90)},
    "half a letter: \ud800",
    {1: "a key that is no text"},
    [[[]] * 3] * 300,
]


@pytest.mark.parametrize("value", VALUES)
def test_what_is_written_is_read_as_it_was(value):
    text = as_json(value)
    assert json.loads(text) == json.loads(json.dumps(value))
    assert ": " not in text.replace("half a letter: ", "")


def test_deep_values_are_written_too():
    value: list[object] = []
    for _ in range(500):
        value = [value]
    assert json.loads(as_json(value)) == value


def test_moments_say_their_zone():
    assert as_json([datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)]) == '["2026-01-02T03:04:05.000006+00:00"]'


@dataclass
class NoJson:
    a: int = 1


@pytest.mark.parametrize("value", [NoJson(), Decimal("1.5"), {1, 2}, object(), b"bytes"])
def test_what_json_has_no_word_for_is_an_error(value):
    with pytest.raises(TypeError):
        as_json({"it": value})
