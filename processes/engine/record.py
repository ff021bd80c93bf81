"""Records: commands and events, the engine's only input and output. Plain data that nobody changes.

Frozen for the type checker, but not at run time: a frozen dataclass sets each field through
`object.__setattr__`, which triples the cost of the engine's most frequent act, making an event.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, ClassVar, TypeVar, dataclass_transform


class Record:
    """Base of commands and events."""

    __slots__ = ()
    #: names of the fields, in order
    FIELDS: ClassVar[tuple[str, ...]] = ()

    def values(self) -> tuple[Any, ...]:
        """The values of all fields, in order."""
        return tuple(getattr(self, name) for name in self.FIELDS)


R = TypeVar("R", bound=Record)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[R]) -> type[R]:
    made = dataclass(slots=True, kw_only=True)(cls)
    made.FIELDS = tuple(f.name for f in fields(made))  # type: ignore[arg-type]
    return made


def values_of(cls: type[R]) -> attrgetter[Any]:
    """A fast reader of all fields of one record type."""
    return attrgetter(*cls.FIELDS)
