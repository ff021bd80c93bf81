"""Values as the packs write them: ``{"t": "number", "v": "1.5"}``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from processes.feel import to_feel_text
from processes.feel.durations import DaysTimeDuration, YearsMonthsDuration, parse_duration
from processes.feel.temporal import Date, DateTime, Time, parse_date, parse_date_and_time, parse_time
from processes.feel.values import adopt

Typed = dict[str, Any]


def from_typed(typed: Typed) -> object:
    value = typed.get("v")
    match typed["t"]:
        case "null":
            return None
        case "number":
            return Decimal(value)
        case "list":
            return [from_typed(item) for item in value]
        case "context":
            return {key: from_typed(item) for key, item in value.items()}
        case "date":
            return parse_date(value)
        case "time":
            return parse_time(value)
        case "date and time":
            return parse_date_and_time(value)
        case "duration":
            return parse_duration(value)
    return value


def to_typed(value: object) -> Typed:
    value = adopt(value)
    match value:
        case None:
            return {"t": "null"}
        case bool():
            return {"t": "boolean", "v": value}
        case int() | Decimal():
            return {"t": "number", "v": str(value)}
        case str():
            return {"t": "string", "v": value}
        case list():
            return {"t": "list", "v": [to_typed(item) for item in value]}
        case dict():
            return {"t": "context", "v": {key: to_typed(item) for key, item in value.items()}}
        case Date():
            return {"t": "date", "v": str(value)}
        case Time():
            return {"t": "time", "v": str(value)}
        case DateTime():
            return {"t": "date and time", "v": str(value)}
        case DaysTimeDuration() | YearsMonthsDuration():
            return {"t": "duration", "v": str(value)}
    return {"t": "other", "v": to_feel_text(value)}
