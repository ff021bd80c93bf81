"""Data: what holds a value, and how values move between elements (BPMN 10.4).

A *datum* is anything that holds a value: a data object or property, which is a variable of the scope that it
stands in; a data input or output, which is a local variable of its activity or event; or a data store, which
outlives every instance. A *data association* moves a value from one datum to another: into the element
before it is done, or out of it afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from processes.feel import Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """A variable called `name` of the element `element_id`; without one, a data store of that name."""

    name: str
    element_id: str | None

    @property
    def is_store(self) -> bool:
        return self.element_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A part of the target gets a value. An empty path is the whole target."""

    source: Expression
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataAssociation:
    """The target gets what the transformation makes of the sources; else its parts get what the assignments
    say; else it gets the value of the one source (BPMN 10.4.2).
    """

    sources: tuple[Datum, ...]
    target: Datum
    transformation: Expression | None = None
    assignments: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementData:
    """The data of one element. Names are those of its local variables, which are null to begin with."""

    #: properties and data objects: of a loop, each inner instance has its own
    own: tuple[str, ...] = ()
    #: of a loop, the inner instances share them
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    incoming: tuple[DataAssociation, ...] = ()
    outgoing: tuple[DataAssociation, ...] = ()
    #: names of inputs that must have a value before an activity begins: all of one of these sets
    required: tuple[frozenset[str], ...] = ()
    #: outputs of what catches: they get what a message or signal brings
    caught: tuple[str, ...] = ()

    @property
    def shared(self) -> tuple[str, ...]:
        return (*self.inputs, *self.outputs)
