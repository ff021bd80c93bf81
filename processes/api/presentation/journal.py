"""The journal, told for people: each entry in a line, and its events by field name instead of by position."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from processes.api.presentation.elements import ElementNames
from processes.engine import events as engine_events
from processes.engine.record import Record
from processes.models import ElementInstance, JournalEntry, ProcessInstance
from processes.runtime import journal

#: what a command did, for the end of a sentence that begins with who did it; `{}` is the element it was about
PHRASES = {
    "StartInstance": "Started at {}",
    "CompleteJob": "Completed {}",
    "FailJob": "A try of {} failed",
    "ThrowJobError": "{} ended in an error",
    "TriggerTimer": "Timer {} triggered",
    "CorrelateMessage": "{} received its message",
    "ReceiveSignal": "{} received its signal",
    "CompleteCall": "{} returned",
    "ThrowCallError": "{} returned an error",
    "ThrowCallEscalation": "{} escalated",
    "RefuseCall": "{} could not be called",
    "ClaimUserTask": "Claimed {}",
    "AssignUserTask": "Assigned {}",
    "DelegateUserTask": "Delegated {}",
    "ResolveUserTask": "Resolved {}",
    "UpdateUserTask": "Changed due date or priority of {}",
    "CompleteUserTask": "Completed {}",
    "ResolveIncident": "Tried {} again",
    "SetVariables": "Set variables",
    "CancelInstance": "Canceled the instance",
    "SuspendInstance": "Suspended the instance",
    "ResumeInstance": "Resumed the instance",
    "ModifyInstance": "Modified the instance",
    "MigrateInstance": "Migrated the instance",
    "RestartInstance": "Restarted at {}",
}


def shown_journal(instance: ProcessInstance, entries: Iterable[JournalEntry]) -> Iterator[dict[str, Any]]:
    read = [(entry, [_event(*event) for event in json.loads(entry.events)]) for entry in entries]
    words = _Words(instance, [event for _, events in read for event in events])
    for entry, events in read:
        yield {
            "revision": entry.revision,
            "at": entry.at,
            "actor": entry.actor,
            "command": entry.command,
            "summary": words.summary(entry.command, events),
            "events": [_keys_as_text(event) for event in events],
        }


def shown_event(event: engine_events.Event) -> dict[str, Any]:
    """An event that has not been written to the journal, in the same form."""
    ((event_type, *values),) = json.loads(journal.written([event]))
    return _keys_as_text(_event(event_type, *values))


def _event(event_type: str, *values: Any) -> dict[str, Any]:
    kind: type[Record] = getattr(engine_events, event_type)
    return {"type": event_type, **dict(zip(kind.FIELDS, values, strict=False))}


def _keys_as_text(event: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _key_as_text(name, value) for name, value in event.items()}


#: fields that are lists of keys, and lists of rows that begin or end with a key
_KEYS, _ROWS = {"keys", "called"}, {"elements", "waits", "joins", "to_do", "steps"}


def _key_as_text(name: str, value: Any) -> Any:
    if name == "key" or name.endswith("_key"):
        return str(value) if isinstance(value, int) else value
    if name in _KEYS:
        return [str(key) for key in value]
    if name in _ROWS:
        return [[str(each) if isinstance(each, int) else each for each in row] for row in value]
    return value


class _Words:
    """Says what entries are about; asks the database once for all of them."""

    def __init__(self, instance: ProcessInstance, events: Sequence[Mapping[str, Any]]) -> None:
        self.definition_key = instance.process_definition_key
        self.names = ElementNames()
        visits = {event["element_instance_key"] for event in events if "element_instance_key" in event}
        self.element_ids = dict(
            ElementInstance.objects.filter(key__in=visits).values_list("key", "element_id")
        )

    def summary(self, command: str, events: Sequence[Mapping[str, Any]]) -> str:
        phrase = PHRASES.get(command, command).format(self._subject(events))
        return f"{phrase}{self._outcome(events)}"

    def _subject(self, events: Sequence[Mapping[str, Any]]) -> str:
        for event in events:
            element_id = event.get("element_id") or self.element_ids.get(event.get("element_instance_key", 0))
            element_id = element_id or event.get("start_element_id")
            if element_id:
                return self._name(element_id)
        return "the instance"

    def _outcome(self, events: Sequence[Mapping[str, Any]]) -> str:
        """Where it went from there, and how it ended."""
        types = {event["type"] for event in events}
        if "CommandHeld" in types:
            return " → kept until the instance is resumed"
        if "InstanceCompleted" in types:
            return " → completed"
        gone = {e["key"] for e in events if e["type"] in ("ElementCompleted", "ElementTerminated")}
        stuck = [e for e in events if e["type"] == "IncidentRaised"]
        reached = [e for e in events if e["type"] == "ElementActivated" and e["key"] not in gone]
        reached = [e for e in reached if e["element_id"] not in {each["element_id"] for each in stuck}]
        parts = [self._name(event["element_id"]) for event in reached if event["element_type"] != "process"]
        parts += [f"{self._name(event['element_id'])} is stuck" for event in stuck]
        return f" → {', '.join(dict.fromkeys(parts))}" if parts else ""

    def _name(self, element_id: str) -> str:
        return self.names.name(self.definition_key, element_id) or element_id
