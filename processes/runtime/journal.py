"""The journal's form: a command's events as JSON text, each a list of its type and its values in the order of
its fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from processes.engine.events import Event


def written(events: Iterable[Event]) -> str:
    return json.dumps(
        [[type(event).__name__, *event.values()] for event in events], separators=(",", ":"), default=_plain
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be written to the journal")
