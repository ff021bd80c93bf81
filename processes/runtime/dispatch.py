"""Dispatch: the one door between the engine and the database.

A batch of commands is carried out in one transaction: lock and load all their instances, execute each
command in memory, write all rows with one statement per table, commit, then tell the world. How many
statements that takes depends neither on the number of commands nor on the elements passed.

A command that is refused, or that fails, is left out of the batch and hurts nobody else. Should the
database refuse the rows of a batch, it does not say whose are to blame: each instance is then tried alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from processes.engine import CommandRejected, execute
from processes.engine.calls import asked_of_others
from processes.engine.commands import (
    Command,
    MigrateInstance,
    RefuseCall,
    ResumeInstance,
    StartInstance,
)
from processes.engine.events import InstanceCalled
from processes.engine.projecting import Projector, Record
from processes.models import Message
from processes.runtime import calls, conversations, instances, wake
from processes.runtime.data_stores import StoresOfBatch
from processes.runtime.decisions import find_decision
from processes.runtime.instances import Instance
from processes.runtime.json_text import as_json
from processes.runtime.keys import keys
from processes.runtime.projections import Projections
from processes.runtime.statements import Table, without_waiting

log = logging.getLogger(__name__)

MESSAGES = Table(
    Message, ("key", "name", "correlation_key", "variables", "published_at", "expires_at", "conversation_key")
)


@dataclass(slots=True, kw_only=True)
class Request:
    """A command, the instance it is for, and who asks."""

    process_instance_key: int
    command: Command
    actor: str | None = None
    #: the element instance that the command is about, if known: a very wide instance is then not read whole
    element_instance_key: int | None = None


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of a request: the record of what happened, or the error that left it out."""

    request: Request
    record: Record | None = None
    error: Exception | None = None

    @property
    def failed(self) -> bool:
        """We are wrong: neither was it carried out, nor did the state of the instance refuse it."""
        return self.error is not None and not isinstance(self.error, CommandRejected)


def dispatch(requests: Sequence[Request], *, now: datetime | None = None) -> list[Outcome]:
    """Carry out the commands, those of one instance in the given order. Never raises for a single
    command: see its outcome. Raises when the database is not there.
    """
    keys.reserve()
    now = now or timezone.now()
    try:
        return _Batch(requests, now).carry_out()
    except (OperationalError, InterfaceError):
        raise
    except Exception as failure:
        return _one_by_one(requests, failure, now)


def carry_out(request: Request, *, now: datetime | None = None) -> Record:
    """Dispatch one command. Raises what kept it from being carried out."""
    (outcome,) = dispatch([request], now=now)
    if outcome.error is not None:
        raise outcome.error
    assert outcome.record is not None
    return outcome.record


def _one_by_one(requests: Sequence[Request], failure: Exception, now: datetime) -> list[Outcome]:
    """The rows of this batch cannot be written: what can be of each instance's own."""
    places: dict[int, list[int]] = {}
    for place, request in enumerate(requests):
        places.setdefault(request.process_instance_key, []).append(place)
    if len(places) == 1:
        (key,) = places
        log.error("What happened in instance %s cannot be written", key, exc_info=failure)
        return [Outcome(request=request, error=failure) for request in requests]
    outcomes: dict[int, Outcome] = {}
    for own in places.values():
        outcomes.update(zip(own, dispatch([requests[place] for place in own], now=now), strict=True))
    return [outcomes[place] for place in range(len(requests))]


class _Batch:
    """Commands that are carried out in one transaction."""

    def __init__(self, requests: Sequence[Request], now: datetime) -> None:
        self.requests = requests
        self.now = now
        self.instances: dict[int, Instance] = {}
        #: instances that cannot go on in this batch, and why
        self.broken: dict[int, Exception] = {}
        self.stores = StoresOfBatch()
        #: instances that have got variables which somebody outside may yet change
        self.shared: set[int] = set()
        self.outcomes: list[Outcome] = []

    def carry_out(self) -> list[Outcome]:
        with transaction.atomic():
            self.instances, self.broken = instances.load(_needed(self.requests))
            for request in self.requests:
                self.outcomes.append(Outcome(request=request))
                self._execute(self.outcomes[-1])
            follow_ups = self._carry_over()
            records = [outcome.record for outcome in self.outcomes if outcome.record is not None]
            records += [outcome.record for outcome in follow_ups if outcome.record is not None]
            if records:
                with without_waiting():
                    self._flush(records)
                # Robust: what is committed is done, even if nobody can be told.
                transaction.on_commit(lambda: _announce(records), robust=True)
            transaction.on_commit(self._let_go, robust=True)
        return self.outcomes

    def _let_go(self) -> None:
        instances.let_go(each for key, each in self.instances.items() if key not in self.shared)

    def _carry_over(self) -> list[Outcome]:
        """What the events of one instance ask of another: called instances and their callers (BPMN 13.3.4).

        It is part of this batch, so that neither ever waits for an answer that got lost. Raises what keeps
        one of them from being carried out; the batch is then tried instance by instance.
        """
        done: list[Outcome] = []
        news = [outcome.record for outcome in self.outcomes if outcome.record is not None]
        limits = calls.Limits()
        while asked := self._asked(news, limits):
            missing = [r for r in asked if r.process_instance_key not in self.instances]
            if needed := _needed(missing):
                found, broken = instances.load(needed)
                self.instances |= found
                self.broken |= broken
            outcomes = [Outcome(request=request) for request in asked]
            for outcome in outcomes:
                self._execute(outcome)
                if outcome.failed and outcome.error is not None:
                    raise outcome.error
            done += outcomes
            news = [outcome.record for outcome in outcomes if outcome.record is not None]
            refused = [outcome for outcome in outcomes if isinstance(outcome.request.command, StartInstance)]
            self._refuse([outcome for outcome in refused if outcome.error is not None], done, news)
        return done

    def _asked(self, records: Sequence[Record], limits: calls.Limits) -> list[Request]:
        made = [
            calls.Call(self.instances[record.process_instance_key], event)
            for record in records
            for event in record.events
            if type(event) is InstanceCalled
        ]
        asked = []
        for call, command in calls.starts(made) if made else ():
            command = limits.too_far(call) or command
            key = call.event.key if isinstance(command, StartInstance) else call.caller.state.key
            asked.append(Request(process_instance_key=key, command=command, actor=calls.ACTOR))
        for record in records:
            for key, asked_of_other in asked_of_others(record.process_instance_key, record.events):
                asked.append(Request(process_instance_key=key, command=asked_of_other, actor=record.actor))
        return asked

    def _refuse(self, refused: Sequence[Outcome], done: list[Outcome], news: list[Record]) -> None:
        """A called process that refuses to start is its caller's incident."""
        for outcome in refused:
            start = outcome.request.command
            assert isinstance(start, StartInstance)
            assert start.parent_process_instance_key is not None
            told = Outcome(
                request=Request(
                    process_instance_key=start.parent_process_instance_key,
                    command=RefuseCall(
                        called_process_instance_key=start.process_instance_key, reason=str(outcome.error)
                    ),
                    actor=calls.ACTOR,
                )
            )
            self._execute(told)
            done.append(told)
            if told.record is not None:
                news.append(told.record)

    def _execute(self, outcome: Outcome) -> None:
        request = outcome.request
        key, command = request.process_instance_key, request.command
        if key in self.broken:
            outcome.error = self.broken[key]
            return
        try:
            instance = self._instance(request)
            events = execute(
                instance.model, instance.state, command, self.now, keys, find_decision, self.stores
            )
        except CommandRejected as rejection:
            outcome.error = rejection
        except Exception as failure:
            log.exception("Instance %s cannot carry out %s", key, type(command).__name__)
            self._leave_out(key, failure)
        else:
            self.instances[key] = instance
            self.stores.note(events)
            if isinstance(command, MigrateInstance):
                instance.follow(command.target)
            outcome.record = instance.happened(type(command).__name__, request.actor, self.now, events)

    def _instance(self, request: Request) -> Instance:
        key, command = request.process_instance_key, request.command
        instance = self.instances.get(key)
        if instance is None and isinstance(command, StartInstance):
            parent_key = command.parent_process_instance_key
            parent = self.instances.get(parent_key) if parent_key is not None else None
            instance = Instance.begun_by(command, (parent.root_key or parent_key) if parent else None)
        if instance is None:
            raise CommandRejected(
                f"Expected process instance {key} to be active, but it has ended or never was."
            )
        return instance

    def _leave_out(self, key: int, failure: Exception) -> None:
        """We are wrong: the state in memory cannot be trusted any more, nor what this batch did to the
        instance before.
        """
        self.instances.pop(key, None)
        self.broken[key] = failure
        for outcome in self.outcomes:
            if outcome.request.process_instance_key == key and not isinstance(outcome.error, CommandRejected):
                outcome.record, outcome.error = None, failure
        self.stores = StoresOfBatch()
        for outcome in self.outcomes:
            self.stores.note(outcome.record.events if outcome.record is not None else ())

    def _flush(self, records: Sequence[Record]) -> None:
        projections = Projections()
        for record in records:
            projections.add(record)
        for _, _, key, value, _ in projections.variables.values():
            self.instances[key].variables_size += len(value)
        self.shared = projections.shared
        conversations.begin(self.instances, projections.thrown)
        instances.write(self.instances.values())
        projections.suspensions = self._suspensions(records)
        projections.flush()
        expires_at = self.now + settings.MESSAGE_TIME_TO_LIVE
        MESSAGES.insert(
            [
                (
                    m.key,
                    m.name,
                    m.correlation_key,
                    as_json(m.variables),
                    self.now,
                    expires_at,
                    conversations.of_message(self.instances, m, record),
                )
                for m, record in projections.thrown
            ]
        )
        for projector in _projectors():
            projector.project(records)

    def _suspensions(self, records: Sequence[Record]) -> dict[int, bool]:
        """Of the instances that are suspended, or have been until now: whether they are."""
        resumed = {
            record.process_instance_key for record in records if record.command == ResumeInstance.__name__
        }
        states = {
            instance.state.key: instance.state for instance in self.instances.values() if instance.records
        }
        return {
            key: state.is_suspended for key, state in states.items() if state.is_suspended or key in resumed
        }


def write_rows(records: Sequence[Record]) -> None:
    """Write what these records say into rows, and nothing else: for what no instance can carry out itself."""
    projections = Projections()
    for record in records:
        projections.add(record)
    projections.flush()
    for projector in _projectors():
        projector.project(records)
    transaction.on_commit(lambda: _announce(records), robust=True)


def _needed(requests: Iterable[Request]) -> instances.Needed:
    """What of which instances these requests are about."""
    needed: dict[int, set[int] | None] = {}
    for request in requests:
        if isinstance(request.command, StartInstance):
            continue
        places = needed.setdefault(request.process_instance_key, set())
        if places is not None:
            if request.element_instance_key is None:
                needed[request.process_instance_key] = None
            else:
                places.add(request.element_instance_key)
    return needed


def _announce(records: Sequence[Record]) -> None:
    wake.after(records)
    for projector in _projectors():
        projector.announce(records)


def _projectors() -> list[Projector]:
    return [import_module(name) for name in settings.PROJECTORS]
