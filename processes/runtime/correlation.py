"""Correlation: bringing messages to those who wait for them.

A published message is a row until it is correlated or expires; one with an id of its sender's stays until it
expires, so that nobody receives it twice. It goes to one open subscription of its name
and correlation key, else it starts an instance of a process whose latest version waits for that name.
Matching reads rows, so it makes no difference which of the two came first.

Many messages are brought at once, with as many statements as one. It comes in rounds: in each, a subscription
is given one message; who finds it taken, or is refused by it, looks again in the next.
"""

from __future__ import annotations

import json
import logging
from collections import Counter, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from processes.bpmn.correlation import ANY
from processes.engine.commands import CorrelateMessage, StartInstance
from processes.models import (
    ArrivedTrigger,
    Message,
    MessageSubscription,
    ProcessDefinition,
    ProcessInstance,
    StartSubscription,
)
from processes.runtime import arrivals, conversations
from processes.runtime.arrays import as_array
from processes.runtime.arrivals import Brought
from processes.runtime.dispatch import Outcome, Request, dispatch
from processes.runtime.keys import keys

log = logging.getLogger(__name__)

BATCH = 100
ACTOR = "message"

#: name and correlation key
Address = tuple[str, str]

_SUBSCRIPTION = MessageSubscription._meta.db_table


@dataclass(slots=True, kw_only=True)
class Incoming:
    """A message on its way to someone."""

    key: int
    name: str
    correlation_key: str
    variables: Mapping[str, Any]
    #: who sends it
    actor: str
    conversation_key: int | None = None

    @property
    def address(self) -> Address:
        return self.name, self.correlation_key

    @property
    def addresses(self) -> tuple[Address, Address]:
        """Its own, and that of those who take any message of its name."""
        return self.address, (self.name, ANY)


class Subscription(NamedTuple):
    """Someone who waits."""

    key: int
    process_instance_key: int
    element_instance_key: int


@dataclass(slots=True)
class Delivery:
    """What became of messages. Those of which nothing is said: nobody waits for them."""

    #: message key → key of the process instance that received it, or that it will start with others
    received: dict[int, int] = field(default_factory=dict)
    #: message key → why it could not start the instance that it should
    failed: dict[int, Exception] = field(default_factory=dict)


def deliver(messages: Sequence[Incoming], *, now: datetime) -> Delivery:
    """Bring messages, in this order, to those who wait for them. Nothing is started by one that somebody who
    is suspended waits for.
    """
    delivery = Delivery()
    looking = [message for message in messages if message.conversation_key is None]
    alone = [
        message
        for message in messages
        if message.conversation_key is not None and not _answer(message, delivery, now)
    ]
    #: subscriptions that took no message: their instance is broken, or somebody else was quicker
    refused: set[int] = set()
    while looking:
        waiting, suspended = _waiting(looking, refused)
        alone += [
            message
            for message in looking
            if not any(address in waiting or address in suspended for address in message.addresses)
        ]
        looking = [m for m in looking if any(address in waiting for address in m.addresses)]
        given = [
            (message, there.popleft())
            for message in looking
            if (there := next(filter(None, map(waiting.get, message.addresses)), None))
        ]
        outcomes = _give(given, now)
        for (message, subscription), outcome in zip(given, outcomes, strict=True):
            if outcome.record is None:
                refused.add(subscription.key)
            else:
                delivery.received[message.key] = subscription.process_instance_key
        looking = [message for message in looking if message.key not in delivery.received]
    start_instances(alone, delivery, now)
    return delivery


def _answer(message: Incoming, delivery: Delivery, now: datetime) -> bool:
    """Bring a message to somebody of its conversation, or to somebody who is in none yet. False if there is
    nobody; one who is suspended is waited for.
    """
    assert message.conversation_key is not None
    for is_suspended, *waiting in conversations.waiting_for(message):
        subscription = Subscription(*waiting)
        if is_suspended:
            return True
        (outcome,) = _give([(message, subscription)], now)
        if outcome.record is not None:
            conversations.join(subscription.process_instance_key, message.conversation_key)
            delivery.received[message.key] = subscription.process_instance_key
            return True
    return False


def _give(given: Sequence[tuple[Incoming, Subscription]], now: datetime) -> list[Outcome]:
    return dispatch(
        [
            Request(
                process_instance_key=subscription.process_instance_key,
                command=CorrelateMessage(
                    subscription_key=subscription.key, message_key=message.key, variables=message.variables
                ),
                actor=message.actor,
                element_instance_key=subscription.element_instance_key,
            )
            for message, subscription in given
        ],
        now=now,
    )


def start_instances(messages: Sequence[Incoming], delivery: Delivery, now: datetime) -> None:
    """Start an instance for each of those that a process begins with, or bring it to what waits for more than
    it.
    """
    starts: dict[str, list[StartSubscription]] = {}
    names = {message.name for message in messages}
    found = StartSubscription.objects.filter(message_name__in=names, process_definition__is_suspended=False)
    for start in found.select_related("process_definition").order_by("key") if messages else ():
        starts.setdefault(start.message_name, []).append(start)
    starting: list[tuple[Incoming, StartSubscription]] = []
    for message in messages:
        for start in starts.get(message.name, ()):
            if start.trigger is None:
                starting.append((message, start))
                break
            if _arrives(message, start, delivery, now):
                break
    outcomes = dispatch([_start_request(message, start) for message, start in starting], now=now)
    for (message, _), outcome in zip(starting, outcomes, strict=True):
        if outcome.error is None:
            delivery.received[message.key] = outcome.request.process_instance_key
        else:
            delivery.failed[message.key] = outcome.error


def _arrives(message: Incoming, start: StartSubscription, delivery: Delivery, now: datetime) -> bool:
    """Whether the message is waited for as one of several triggers."""
    brought = Brought(
        variables=message.variables,
        by=message.actor,
        correlation_key=message.correlation_key,
        conversation_key=message.conversation_key,
    )
    arrived = arrivals.arrive(start, brought, message.actor, now)
    if arrived is None:
        return False
    if arrived.outcome is not None and arrived.outcome.error is not None:
        delivery.failed[message.key] = arrived.outcome.error
    else:
        delivery.received[message.key] = arrived.process_instance_key
    return True


def _start_request(message: Incoming, start: StartSubscription) -> Request:
    key = next(keys)
    command = StartInstance(
        process_instance_key=key,
        process_definition_key=start.process_definition_id,
        version=start.process_definition.version,
        business_key=message.correlation_key or None,
        conversation_key=message.conversation_key,
        started_by=message.actor,
        variables=message.variables,
        start_element_id=start.element_id,
    )
    return Request(process_instance_key=key, command=command, actor=message.actor)


def _waiting(
    messages: Collection[Incoming], without: Collection[int]
) -> tuple[dict[Address, deque[Subscription]], set[Address]]:
    """For each address at which someone waits: the subscriptions, the longest waiting first, as many as there
    are messages to it. And the addresses at which there is someone who is suspended.
    """
    wanted = Counter(address for message in messages for address in message.addresses)
    most = max(wanted.values()) + len(without)
    found: dict[Address, deque[Subscription]] = {}
    suspended: set[Address] = set()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names, correlation_keys = zip(*wanted, strict=True)
            cursor.execute(_WAITING_BY_ARRAYS, [as_array(names), as_array(correlation_keys), most])
        else:
            cursor.execute(_WAITING_BY_JSON, [json.dumps(list(wanted)), most])
        for name, correlation_key, is_suspended, *row in cursor.fetchall():
            subscription = Subscription(*row)
            if is_suspended:
                suspended.add((name, correlation_key))
            elif subscription.key not in without:
                found.setdefault((name, correlation_key), deque()).append(subscription)
    return found, suspended


_WAITING_BY_ARRAYS = f"""
    SELECT wanted.name, wanted.key, s.is_suspended, s.key, s.process_instance_key, s.element_instance_key
    FROM unnest(%s::text[], %s::text[]) AS wanted(name, key) CROSS JOIN LATERAL (
        SELECT key, process_instance_key, element_instance_key, is_suspended FROM {_SUBSCRIPTION}
        WHERE message_name = wanted.name AND correlation_key = wanted.key ORDER BY is_suspended, key LIMIT %s
    ) AS s ORDER BY s.key
"""
_WAITING_BY_JSON = f"""
    SELECT s.message_name, s.correlation_key, s.is_suspended,
        s.key, s.process_instance_key, s.element_instance_key
    FROM json_each(%s) AS wanted JOIN {_SUBSCRIPTION} AS s ON s.key IN (
        SELECT key FROM {_SUBSCRIPTION}
        WHERE message_name = json_extract(wanted.value, '$[0]')
            AND correlation_key = json_extract(wanted.value, '$[1]') ORDER BY is_suspended, key LIMIT %s
    ) ORDER BY s.key
"""


# --- messages that are kept -----------------------------------------------------------------------


def suspended_receiver(name: str, correlation_key: str) -> int | None:
    """The process instance that waits for a message, but is suspended."""
    waiting = MessageSubscription.objects.filter(
        message_name=name, correlation_key__in=(correlation_key, ANY), is_suspended=True
    )
    return waiting.order_by("key").values_list("process_instance_key", flat=True).first()


def correlate_kept(now: datetime | None = None, *, limit: int = BATCH) -> int:
    """Bring kept messages to those who wait for them by now. The number correlated."""
    now = now or timezone.now()
    matching = _matching(now, limit)
    if not matching:
        return 0
    keys.reserve()
    with transaction.atomic():
        kept = Message.objects.filter(key__in=matching, received_by=None)
        messages = list(kept.select_for_update(skip_locked=True).order_by("published_at", "key"))
        delivery = deliver([_incoming(message) for message in messages], now=now)
        _mark_received([message for message in messages if message.key in delivery.received], delivery)
    for key, failure in delivery.failed.items():
        log.warning("Message %s starts no instance: %s", key, failure)
    return len(delivery.received)


def _incoming(message: Message) -> Incoming:
    return Incoming(
        key=message.key,
        name=message.name,
        correlation_key=message.correlation_key,
        variables=json.loads(message.variables),
        actor=message.published_by or ACTOR,
        conversation_key=message.conversation_key,
    )


def _mark_received(messages: Sequence[Message], delivery: Delivery) -> None:
    """They are gone; but one that its sender might repeat is remembered until it expires."""
    Message.objects.filter(key__in=[each.key for each in messages if each.message_id is None]).delete()
    remembered = [each for each in messages if each.message_id is not None]
    for message in remembered:
        message.received_by, message.variables = delivery.received[message.key], "{}"
    Message.objects.bulk_update(remembered, ["received_by", "variables"])


def drop_expired(now: datetime | None = None) -> int:
    """Forget messages whose time to live is over."""
    dropped, _ = Message.objects.filter(expires_at__lte=now or timezone.now()).delete()
    return dropped


def _matching(now: datetime, limit: int) -> list[int]:
    """Kept messages that someone waits for, the oldest first."""
    message, start, definition, instance, arrived = (
        model._meta.db_table
        for model in (Message, StartSubscription, ProcessDefinition, ProcessInstance, ArrivedTrigger)
    )
    waits = (
        f"SELECT 1 FROM {_SUBSCRIPTION} s "
        f"WHERE s.message_name = m.name AND s.correlation_key IN (m.correlation_key, '{ANY}') AND ("
        f"m.conversation_key IS NULL OR EXISTS (SELECT 1 FROM {instance} p "
        "WHERE p.key = s.process_instance_key "
        "AND (p.conversation_key = m.conversation_key OR p.conversation_key IS NULL)))"
    )
    sql = f"""
        SELECT m.key FROM {message} m
        WHERE m.expires_at > %s AND m.received_by IS NULL AND (
            EXISTS ({waits} AND NOT s.is_suspended)
            OR (NOT EXISTS ({waits}) AND EXISTS (
                SELECT 1 FROM {start} t JOIN {definition} d ON d.key = t.process_definition_id
                WHERE t.message_name = m.name AND NOT d.is_suspended AND (t.trigger IS NULL
                    OR NOT EXISTS (SELECT 1 FROM {arrived} a WHERE a.start_key = t.key))))
        )
        ORDER BY m.published_at, m.key LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [now, limit])
        return [key for (key,) in cursor.fetchall()]
