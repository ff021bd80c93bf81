"""Instances while a batch is carried out: locked and read together, changed in memory one by one, and
written back together.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from processes.bpmn.model import ProcessModel
from processes.engine import InstanceState
from processes.engine import events as e
from processes.engine.commands import MigrateInstance, StartInstance
from processes.engine.projecting import Record
from processes.models import InstanceState as State
from processes.models import JournalEntry, ProcessInstance
from processes.runtime import journal, parts, state_document
from processes.runtime.parts import Loaded
from processes.runtime.process_models import load_model
from processes.runtime.projections import VARIABLES
from processes.runtime.statements import Row, Table
from processes.runtime.warm import Warm, warm_instances

log = logging.getLogger(__name__)

INSTANCES = Table(
    ProcessInstance,
    (
        "key",
        "process_definition_key",
        "process_id",
        "version",
        "business_key",
        "state",
        "started_at",
        "ended_at",
        "started_by",
        "parent_process_instance_key",
        "parent_element_instance_key",
        "root_process_instance_key",
        "revision",
        "document",
        "is_suspended",
        "conversation_key",
    ),
)
JOURNAL = Table(
    JournalEntry,
    ("process_instance_key", "revision", "at", "actor", "command", "events"),
    key=("process_instance_key", "revision"),
)


class Instance:
    """One instance while a batch is carried out: its model, its state, and what has happened in it so far."""

    __slots__ = (
        "business_key",
        "conversation_key",
        "document",
        "is_new",
        "model",
        "parts",
        "process_id",
        "records",
        "revisions",
        "root_key",
        "started_by",
        "state",
        "variables_size",
    )

    def __init__(
        self,
        model: ProcessModel,
        state: InstanceState,
        process_id: str,
        business_key: str | None,
        started_by: str | None,
        root_key: int | None,
        *,
        is_new: bool,
        conversation_key: int | None = None,
    ) -> None:
        self.model = model
        self.state = state
        self.process_id = process_id
        self.business_key = business_key
        self.started_by = started_by
        #: of the first caller of all; None where nobody called
        self.root_key = root_key
        self.is_new = is_new
        self.parts = Loaded()
        self.conversation_key = conversation_key
        #: as it is stored
        self.document = ""
        #: characters of all variables, or more
        self.variables_size = 0
        self.records: list[Record] = []
        self.revisions: list[int] = []

    @classmethod
    def begun_by(cls, command: StartInstance, root_key: int | None = None) -> Instance:
        """One that does not exist yet."""
        model = load_model(command.process_definition_key)
        state = InstanceState(
            key=command.process_instance_key, process_definition_key=command.process_definition_key
        )
        return cls(
            model,
            state,
            model.process_id,
            command.business_key,
            command.started_by,
            root_key,
            is_new=True,
            conversation_key=command.conversation_key,
        )

    def follow(self, model: ProcessModel) -> None:
        """It has migrated to another definition."""
        self.model = model
        self.process_id = model.process_id

    def happened(self, command: str, actor: str | None, at: datetime, events: Sequence[e.Event]) -> Record:
        """Keep what a command made happen."""
        record = Record(
            process_instance_key=self.state.key,
            process_definition_key=self.state.process_definition_key,
            process_id=self.process_id,
            business_key=self.business_key,
            command=command,
            actor=actor,
            at=at,
            events=tuple(events),
        )
        self.records.append(record)
        self.revisions.append(self.state.revision)
        return record


#: instance key → the places in it that are needed; None for all of it
Needed = Mapping[int, Collection[int] | None]


def load(needed: Needed) -> tuple[dict[int, Instance], dict[int, Exception]]:
    """The active ones of these instances, ours until the transaction ends; and why some cannot be read.

    They are locked in the order of their keys, so that two batches never wait for each other in a circle.
    Callers and called go on together, and either may be the first: whoever locks a called instance has
    therefore locked the one that its calls began with.
    """
    rows = INSTANCES.lock(_LOADED, sorted(needed), before="root_process_instance_key", only=_IS_ACTIVE)
    return _read(rows, needed)


def look_at(needed: Needed) -> tuple[dict[int, Instance], dict[int, Exception]]:
    """The active ones of these instances as they are now, to be read only; and why some cannot be read."""
    return _read(INSTANCES.read(_LOADED, "key", needed, tail=f"AND {_IS_ACTIVE}"), needed)


def let_go(instances: Iterable[Instance]) -> None:
    """They are as they are stored, and nobody changes them any more: what comes next finds them warm."""
    for instance in instances:
        if not (instance.parts.keys or instance.state.rest or instance.state.is_suspended):
            warm_instances.keep(Warm(instance.state, instance.document, instance.variables_size))


_LOADED = (
    "key",
    "process_definition_key",
    "process_id",
    "business_key",
    "started_by",
    "root_process_instance_key",
    "revision",
    "document",
    "conversation_key",
)
_IS_ACTIVE = f"state = '{State.ACTIVE.value}'"


def _read(rows: Iterable[Row], needed: Needed) -> tuple[dict[int, Instance], dict[int, Exception]]:
    found: dict[int, Instance] = {}
    unreadable: dict[int, Exception] = {}
    in_parts: list[Instance] = []
    cold: list[int] = []
    for row in rows:
        key, definition_key, process_id, business_key, started_by, root_key, revision, document, talk = row
        try:
            warm = warm_instances.take(key, revision, document)
            if warm is None:
                state = state_document.read(
                    document, key=key, process_definition_key=definition_key, revision=revision
                )
                warm = Warm(state, document, 0)
                cold.append(key)
            instance = Instance(
                load_model(definition_key),
                warm.state,
                process_id,
                business_key,
                started_by,
                root_key,
                is_new=False,
                conversation_key=talk,
            )
            instance.document, instance.variables_size = document, warm.variables_size
            if state_document.has_parts(document):
                in_parts.append(instance)
            found[key] = instance
        except Exception as failure:
            # We are wrong, about this one; the others of its batch are none the worse for it.
            log.exception("Instance %s cannot be read", key)
            unreadable[key] = failure
    if in_parts:
        _read_parts(in_parts, needed)
    _read_variables(
        {
            scope_key: found[key]
            for key in cold
            if key in found
            for scope_key in found[key].state.element_instances
        }
    )
    return found, unreadable


def _read_parts(instances: Iterable[Instance], needed: Needed) -> None:
    """The parts that are needed now; the others when they are asked for."""
    places: dict[int, Instance] = {}
    for instance in instances:
        wanted = needed[instance.state.key]
        if wanted is None:
            instance.parts.add(instance.state, parts.of_instance(instance.state.key))
        else:
            instance.state.rest = _rest_of(instance)
            places |= dict.fromkeys(set(wanted) - instance.state.element_instances.keys(), instance)
    for place, (key, document) in parts.containing(places).items():
        places[place].parts.add(places[place].state, {key: document})


def _rest_of(instance: Instance) -> Callable[[InstanceState], None]:
    def bring(state: InstanceState) -> None:
        came = instance.parts.add(state, parts.of_instance(state.key))
        _read_variables(dict.fromkeys(came, instance))

    return bring


def _read_variables(scopes: Mapping[int, Instance]) -> None:
    for scope_key, name, value in VARIABLES.read(("scope_key", "name", "value"), "scope_key", scopes):
        instance = scopes[scope_key]
        instance.state.variables.setdefault(scope_key, {})[name] = json.loads(value)
        instance.variables_size += len(value)


def write(instances: Iterable[Instance]) -> None:
    """Store them, and the journal of what happened in them."""
    touched = [instance for instance in instances if instance.records]
    for instance in touched:
        if instance.state.conditions:
            instance.state.bring_rest()  # they are looked at all together
    parts.write([(instance.state, instance.parts) for instance in touched])
    INSTANCES.insert([_new_row(instance) for instance in touched if instance.is_new])
    INSTANCES.update(
        [_changed_row(instance) for instance in touched if not instance.is_new],
        columns=("state", "ended_at", "revision", "document", "is_suspended"),
    )
    INSTANCES.update(
        [row for instance in touched for row in _migrated_rows(instance)],
        columns=("process_definition_key", "process_id", "version"),
    )
    JOURNAL.insert([row for instance in touched for row in _journal_rows(instance)])


def _new_row(instance: Instance) -> tuple[Any, ...]:
    start = instance.records[0].events[0]
    assert isinstance(start, e.InstanceStarted)
    state, ended_at = _ending(instance)
    instance.document = state_document.write(instance.state)
    return (
        start.process_instance_key,
        start.process_definition_key,
        start.process_id,
        start.version,
        start.business_key,
        state.value,
        instance.records[0].at,
        ended_at,
        start.started_by,
        start.parent_process_instance_key,
        start.parent_element_instance_key,
        instance.root_key,
        instance.state.revision,
        instance.document,
        instance.state.is_suspended,
        instance.conversation_key,
    )


def _changed_row(instance: Instance) -> tuple[Any, ...]:
    state, ended_at = _ending(instance)
    instance.document = document = state_document.write(instance.state)
    is_suspended = instance.state.is_suspended
    return state.value, ended_at, instance.state.revision, document, is_suspended, instance.state.key


def _migrated_rows(instance: Instance) -> Iterable[tuple[Any, ...]]:
    """The definition that it follows now, if that is another one than it was."""
    migrations = [
        event
        for record in instance.records
        if record.command == MigrateInstance.__name__
        for event in record.events
        if isinstance(event, e.InstanceMigrated)
    ]
    for last in migrations[-1:]:
        yield last.process_definition_key, last.process_id, last.version, instance.state.key


def _ending(instance: Instance) -> tuple[State, datetime | None]:
    """Whether and when it ended."""
    if instance.state.is_active:
        return State.ACTIVE, None
    last = instance.records[-1]
    canceled = any(isinstance(event, e.InstanceTerminated) for event in last.events)
    return (State.TERMINATED if canceled else State.COMPLETED), last.at


def _journal_rows(instance: Instance) -> Iterable[tuple[Any, ...]]:
    for revision, record in zip(instance.revisions, instance.records, strict=True):
        yield (
            record.process_instance_key,
            revision,
            record.at,
            record.actor,
            record.command,
            journal.written(record.events),
        )
