"""Data stores: what outlives every instance. Only the host knows what is in them: it hands `execute` a
`Stores`, and stores what an instance writes (`events.DataStored`).
"""

from __future__ import annotations

from typing import Any, Protocol


class Stores(Protocol):
    def __call__(self, name: str, /) -> Any:
        """What is in a data store, as JSON knows it; None if nothing is."""


def no_stores(name: str) -> Any:
    """A host that has none."""
    return None
