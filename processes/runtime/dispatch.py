"""Dispatch: the one door between the engine and the database.

A batch of commands is carried out in one transaction: lock and load all their instances, execute each
command in memory, write all rows with one statement per table, commit, then tell the world. How many
statements that takes depends neither on the number of commands nor on the elements passed.

A command that is refused, or that fails, is left out of the batch and hurts nobody else.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from processes.engine import CommandRejected, InstanceState, execute
from processes.engine import events as e
from processes.engine.commands import Command, StartInstance
from processes.engine.projecting import Projector, Record
from processes.models import InstanceState as State
from processes.models import JournalEntry, Message, ProcessInstance, Variable
from processes.runtime import journal, state_document, wake
from processes.runtime.definitions import load_model
from processes.runtime.keys import keys
from processes.runtime.projections import Projections
from processes.runtime.statements import Table

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
        "revision",
        "document",
    ),
)
JOURNAL = Table(
    JournalEntry,
    ("process_instance_key", "revision", "at", "actor", "command", "events"),
    key=("process_instance_key", "revision"),
)
MESSAGES = Table(Message, ("key", "name", "correlation_key", "variables", "published_at", "expires_at"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A command, the instance it is for, and who asks."""

    process_instance_key: int
    command: Command
    actor: str | None = None


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of a request: the record of what happened, or the error that left it out."""

    request: Request
    record: Record | None = None
    error: Exception | None = None


class _Loaded:
    """One instance while a batch is carried out."""

    __slots__ = ("business_key", "is_new", "journal", "outcomes", "process_id", "row", "state")

    def __init__(
        self, state: InstanceState, process_id: str, business_key: str | None, *, is_new: bool
    ) -> None:
        self.state = state
        self.process_id = process_id
        self.business_key = business_key
        self.is_new = is_new
        self.journal: list[tuple[Any, ...]] = []
        self.outcomes: list[Outcome] = []
        self.row: tuple[Any, ...] = ()


def dispatch(requests: Sequence[Request], *, now: datetime | None = None) -> list[Outcome]:
    """Carry out the commands, those of one instance in the given order. Never raises for a single
    command: see its outcome.
    """
    keys.reserve()
    now = now or timezone.now()
    with transaction.atomic():
        loaded = _load(requests)
        outcomes = [_execute(request, loaded, now) for request in requests]
        records = [outcome.record for outcome in outcomes if outcome.record is not None]
        if records:
            _flush(loaded.values(), records, now)
            transaction.on_commit(lambda: _announce(records))
    return outcomes


def carry_out(request: Request, *, now: datetime | None = None) -> Record:
    """Dispatch one command. Raises what kept it from being carried out."""
    (outcome,) = dispatch([request], now=now)
    if outcome.error is not None:
        raise outcome.error
    assert outcome.record is not None
    return outcome.record


def _load(requests: Iterable[Request]) -> dict[int, _Loaded]:
    wanted = sorted({r.process_instance_key for r in requests if not isinstance(r.command, StartInstance)})
    loaded: dict[int, _Loaded] = {}
    if not wanted:
        return loaded
    rows = (
        ProcessInstance.objects.select_for_update().filter(key__in=wanted, state=State.ACTIVE).order_by("key")
    )
    for key, definition_key, process_id, business_key, revision, document in rows.values_list(
        "key", "process_definition_key", "process_id", "business_key", "revision", "document"
    ):
        state = state_document.read(
            document, key=key, process_definition_key=definition_key, revision=revision
        )
        loaded[key] = _Loaded(state, process_id, business_key, is_new=False)
    scopes = {scope_key: each.state for each in loaded.values() for scope_key in each.state.element_instances}
    found = Variable.objects.filter(scope_key__in=scopes).values_list("scope_key", "name", "value")
    for scope_key, name, value in found:
        scopes[scope_key].variables.setdefault(scope_key, {})[name] = json.loads(value)
    return loaded


def _execute(request: Request, loaded: dict[int, _Loaded], now: datetime) -> Outcome:
    outcome = Outcome(request=request)
    command, key = request.command, request.process_instance_key
    instance = loaded.get(key)
    if instance is None and isinstance(command, StartInstance):
        state = InstanceState(key=key, process_definition_key=command.process_definition_key)
        process_id = load_model(command.process_definition_key).process_id
        instance = _Loaded(state, process_id, command.business_key, is_new=True)
        loaded[key] = instance
    if instance is None:
        outcome.error = CommandRejected(
            f"Expected process instance {key} to be active, but it has ended or never was."
        )
        return outcome
    state = instance.state
    try:
        events = execute(load_model(state.process_definition_key), state, command, now, keys)
    except CommandRejected as rejection:
        outcome.error = rejection
        if instance.is_new and not instance.journal:
            del loaded[key]
        return outcome
    except Exception as failure:
        # We are wrong. The state in memory cannot be trusted any more, nor what this batch did to the
        # instance before.
        log.exception("Instance %s cannot carry out %s", key, type(command).__name__)
        outcome.error = failure
        del loaded[key]
        for earlier in instance.outcomes:
            earlier.record, earlier.error = None, failure
        return outcome
    outcome.record = Record(
        process_instance_key=key,
        process_definition_key=state.process_definition_key,
        process_id=instance.process_id,
        business_key=instance.business_key,
        command=type(command).__name__,
        actor=request.actor,
        at=now,
        events=tuple(events),
    )
    instance.outcomes.append(outcome)
    instance.journal.append(
        (key, state.revision, now, request.actor, type(command).__name__, journal.written(events))
    )
    return outcome


def _flush(instances: Iterable[_Loaded], records: Sequence[Record], now: datetime) -> None:
    touched = [each for each in instances if each.journal]
    started = {
        event.process_instance_key: event
        for r in records
        for event in r.events
        if isinstance(event, e.InstanceStarted)
    }
    ended = {
        event.process_instance_key: State.COMPLETED
        if isinstance(event, e.InstanceCompleted)
        else State.TERMINATED
        for r in records
        for event in r.events
        if isinstance(event, e.InstanceCompleted | e.InstanceTerminated)
    }
    new, changed = [], []
    for each in touched:
        key = each.state.key
        state = ended.get(key, State.ACTIVE).value
        ended_at = now if key in ended else None
        document = state_document.write(each.state)
        if each.is_new:
            start = started[key]
            new.append(
                (
                    key,
                    start.process_definition_key,
                    start.process_id,
                    start.version,
                    start.business_key,
                    state,
                    now,
                    ended_at,
                    start.started_by,
                    each.state.revision,
                    document,
                )
            )
        else:
            changed.append((state, ended_at, each.state.revision, document, key))
    INSTANCES.insert(new)
    INSTANCES.update(changed, columns=("state", "ended_at", "revision", "document"))
    projections = Projections()
    for record in records:
        projections.add(record)
    projections.flush()
    JOURNAL.insert([entry for each in touched for entry in each.journal])
    MESSAGES.insert(
        [
            (
                thrown.key,
                thrown.name,
                thrown.correlation_key,
                json.dumps(thrown.variables),
                now,
                now + settings.MESSAGE_TIME_TO_LIVE,
            )
            for thrown, _ in projections.thrown
        ]
    )
    for projector in _projectors():
        projector.project(records)


def _announce(records: Sequence[Record]) -> None:
    wake.after(records)
    for projector in _projectors():
        projector.announce(records)


def _projectors() -> list[Projector]:
    return [import_module(name) for name in settings.PROJECTORS]
