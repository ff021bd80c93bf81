"""What projectors are given: for each command of a batch, who did what to which instance, and what happened.

A *projector* is a module named in `settings.PROJECTORS` with two functions. `project(records)` writes the
rows that it keeps of them, in the transaction of the batch, with a few statements for all records together.
`announce(records)` tells the world, after the commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from processes.engine.events import Event


@dataclass(slots=True, kw_only=True)  # not frozen: see `processes.engine.record`
class Record:
    """One command that was carried out on one process instance."""

    process_instance_key: int
    process_definition_key: int
    process_id: str
    business_key: str | None
    #: name of the command
    command: str
    #: username, or the name of the part of the engine that acted
    actor: str | None
    at: datetime
    events: tuple[Event, ...]


class Projector(Protocol):
    def project(self, records: Sequence[Record]) -> None: ...

    def announce(self, records: Sequence[Record]) -> None: ...
