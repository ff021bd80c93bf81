"""Records: commands and events, the engine's only input and output. Plain data that nobody changes.

Frozen for the type checker, but not at run time: a frozen dataclass sets each field through
`object.__setattr__`, which triples the cost of the engine's most frequent act, making an event. Naming its
fields doubles it. So those that every instance is full of are made by place, all others by name.
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
    #: a fast reader of a record's name and the values of its fields, in order
    name_and_values: ClassVar[Any]


R = TypeVar("R", bound=Record)


@dataclass_transform(frozen_default=True)
def record(cls: type[R]) -> type[R]:
    made = dataclass(slots=True)(cls)
    made.FIELDS = tuple(f.name for f in fields(made))  # type: ignore[arg-type]
    made.name_and_values = attrgetter("__class__.__name__", *made.FIELDS)
    return made
