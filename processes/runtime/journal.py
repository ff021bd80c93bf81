"""The journal's form: a command's events as JSON text, each a list of its type and its values in the order of
its fields. What was written is read back as the same events, so a journal can be replayed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from processes.engine import events as engine_events
from processes.engine.events import Event
from processes.runtime.json_text import as_json


def written(events: Iterable[Event]) -> str:
    return as_json([event.name_and_values(event) for event in events])


def read(text: str) -> list[Event]:
    return [_event(*each) for each in json.loads(text)]


def _event(name: str, *values: Any) -> Event:
    kind = _kind(name)
    restoring = _restoring(name)
    made = {
        field: restoring[field](value) if field in restoring and value is not None else value
        # What was written before an event had its last fields has fewer values: those have a default.
        for field, value in zip(kind.FIELDS, values, strict=False)
    }
    return kind(**made)


def _kind(name: str) -> type[Event]:
    kind = getattr(engine_events, name, None)
    if not (isinstance(kind, type) and issubclass(kind, Event)):
        raise ValueError(f"Expected an event in the journal, but there is none named {name!r}.")
    return kind


@cache
def _restoring(name: str) -> dict[str, Callable[[Any], Any]]:
    """What turns the JSON of a field into what it was, for the fields that JSON has no word for."""
    found: dict[str, Callable[[Any], Any]] = {}
    for field, hint in get_type_hints(_kind(name)).items():
        if datetime in (hint, *get_args(hint)):
            found[field] = datetime.fromisoformat
        elif get_origin(hint) is tuple:
            found[field] = tuple
    return found
