"""Data stores while a batch is carried out: what is in them, and what the batch has written so far. They are
rows that all instances share, and the last to write wins.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from processes.engine.events import DataStored, Event
from processes.models import DataStore


class StoresOfBatch:
    """Each store is read once in a batch, and only if somebody asks."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def __call__(self, name: str) -> Any:
        if name not in self._known:
            text = DataStore.objects.filter(name=name).values_list("value", flat=True).first()
            self._known[name] = None if text is None else json.loads(text)
        return self._known[name]

    def note(self, events: Iterable[Event]) -> None:
        """What happened by now, of which the next command knows."""
        for event in events:
            if type(event) is DataStored:
                self._known[event.data_store] = event.value
