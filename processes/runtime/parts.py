"""Parts: of an instance with a very wide loop only those inner instances are read that a command is about,
and only those are written again. What a command costs then does not grow with the loop.

A *place* is the key of an element instance, anywhere inside. Where nobody can say at which place a command is
aimed, or it turns out to need more, all parts are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from processes.engine import InstanceState
from processes.models import StatePart
from processes.runtime import state_document
from processes.runtime.projections import ELEMENTS
from processes.runtime.statements import Row, Table

PARTS = Table(StatePart, ("key", "process_instance_key", "document"))


def containing(places: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Place → (key, document) of the part that it is in; places that are in none are left out."""
    found: dict[int, tuple[int, str]] = {}
    #: place → the scope around it up to which we have come
    climbing = {place: place for place in places}
    while climbing:
        parts: dict[int, str] = dict(PARTS.read(("key", "document"), "key", set(climbing.values())))
        found |= {place: (at, parts[at]) for place, at in climbing.items() if at in parts}
        climbing = {place: at for place, at in climbing.items() if at not in parts}
        around: dict[int, int] = dict(ELEMENTS.read(("key", "scope_key"), "key", set(climbing.values())))
        climbing = {place: around[at] for place, at in climbing.items() if at in around}
    return found


def of_instance(process_instance_key: int) -> dict[int, str]:
    """All of its parts, in the order in which they began."""
    rows = PARTS.read(
        ("key", "document"), "process_instance_key", [process_instance_key], tail="ORDER BY key"
    )
    return dict(rows)


class Loaded:
    """Which parts of one instance have been read, and so may have changed."""

    __slots__ = ("keys",)

    def __init__(self) -> None:
        self.keys: set[int] = set()

    def add(self, state: InstanceState, parts: Mapping[int, str]) -> list[int]:
        """Read these parts, but for those that have been read before. The keys of what came with them."""
        before = len(state.element_instances)
        for key, document in parts.items():
            if key not in self.keys:
                self.keys.add(key)
                state_document.read_part(state, document)
        return list(state.element_instances)[before:]


def write(states: Collection[tuple[InstanceState, Loaded]]) -> None:
    """Store the parts of these instances that have changed, or may have."""
    rows: list[Row] = []
    gone: list[int] = []
    for state, loaded in states:
        now = state_document.write_parts(state) if state.is_active else {}
        rows += [(key, state.key, document) for key, document in now.items()]
        gone += loaded.keys - now.keys()
        loaded.keys = set(now)
    PARTS.upsert(rows, update=("document",))
    PARTS.delete(gone)


def replace(state: InstanceState) -> None:
    """Store the parts of this instance, and none but these."""
    now = state_document.write_parts(state) if state.is_active else {}
    PARTS.delete(of_instance(state.key).keys() - now.keys())
    PARTS.upsert([(key, state.key, document) for key, document in now.items()], update=("document",))
