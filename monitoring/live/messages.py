"""What the server says on the live line, as JSON text.

As in the API, times are ISO 8601 in UTC, and keys are strings.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

#: what is told of a subject: names and values, as its `read` returns them
Data = Mapping[str, Any]


class Refusal(StrEnum):
    """Why a subject is not shown."""

    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"
    BAD_REQUEST = "bad_request"


def snapshot(subject: str, seq: int, at: datetime, data: Data) -> str:
    return _text({"type": "snapshot", "subject": subject, "seq": seq, "at": at, "data": data})


def delta(subject: str, seq: int, at: datetime, data: Data) -> str:
    return _text({"type": "delta", "subject": subject, "seq": seq, "at": at, "data": data})


def pong() -> str:
    return _text({"type": "pong", "at": datetime.now(UTC)})


def tick() -> str:
    return _text({"type": "tick", "at": datetime.now(UTC)})


def error(subject: str | None, code: Refusal, message: str) -> str:
    return _text({"type": "error", "subject": subject, "code": code, "message": message})


def _text(message: Mapping[str, Any]) -> str:
    return json.dumps(message, default=_plain, separators=(",", ":"), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} cannot be told on the live line: {value!r}")
