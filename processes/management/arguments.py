"""Arguments of the commands: JSON objects and ISO 8601 durations, with errors that say how to write them."""

import json
from argparse import ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.utils.dateparse import parse_duration

from processes.runtime.variables import why_unusable


def variables(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ArgumentTypeError(f"this is not JSON: {problem}") from problem
    if not isinstance(value, dict):
        raise ArgumentTypeError('expected a JSON object such as {"amount": 1000}')
    wrong = why_unusable(value)
    if wrong is not None:
        raise ArgumentTypeError(wrong)
    return value


def duration(text: str) -> timedelta:
    try:
        value = parse_duration(text) if text.startswith("P") else None
    except OverflowError:
        value = None
    if value is None or value < timedelta(0):
        raise ArgumentTypeError("expected an ISO 8601 duration such as PT5S, PT10M or P2D")
    return value
