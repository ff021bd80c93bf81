"""History: the journal of one instance, replayed. It makes the state that the instance must be in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from processes.engine import InstanceState
from processes.engine import events as e
from processes.engine.apply import apply
from processes.engine.projecting import Record
from processes.models import JournalEntry, ProcessInstance
from processes.runtime import journal


class History:
    def __init__(self, row: ProcessInstance, entries: Iterable[JournalEntry] | None = None) -> None:
        """`entries` are all of its journal, in order; they are looked up unless somebody has them."""
        if entries is None:
            entries = JournalEntry.objects.filter(process_instance_key=row.key).order_by("revision")
        self.state = InstanceState(key=row.key, process_definition_key=row.process_definition_key)
        self.records: list[Record] = []
        for entry in entries:
            events = journal.read(entry.events)
            for event in events:
                apply(self.state, event)
            self.state.revision = entry.revision
            self.records.append(
                Record(
                    process_instance_key=row.key,
                    process_definition_key=self.state.process_definition_key,
                    process_id=row.process_id,
                    business_key=row.business_key,
                    command=entry.command,
                    actor=entry.actor,
                    at=entry.at,
                    events=tuple(events),
                )
            )

    def events(self, *kinds: type[e.Event]) -> Iterator[tuple[Record, Any]]:
        """Those of these kinds, each with a record of it alone."""
        for record in self.records:
            for event in record.events:
                if isinstance(event, kinds):
                    yield replace(record, events=(event,)), event
