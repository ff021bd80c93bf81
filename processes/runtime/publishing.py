"""Publishing: messages from outside are brought to whoever waits for them, and else kept for their time to
live.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from processes.engine.errors import CommandRejected
from processes.models import Message
from processes.runtime import correlation, correlation_keys
from processes.runtime.correlation import Delivery, Incoming
from processes.runtime.json_text import as_json
from processes.runtime.keys import keys
from processes.runtime.wake import CORRELATE_MESSAGES, ring

TIME_TO_LIVE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageToPublish:
    name: str
    correlation_key: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)
    #: how long it is kept for someone who does not wait yet
    time_to_live: timedelta = TIME_TO_LIVE
    #: of its sender's: another with this id, name and correlation key is refused while this one is known
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMessage:
    message_key: int
    #: keys of the process instances that received it
    correlated: list[int] = field(default_factory=list)
    expires_at: datetime


def publish(messages: Sequence[MessageToPublish], published_by: str | None) -> list[PublishedMessage]:
    """All or none. Raises `CommandRejected` for one that repeats another, or that starts an instance which
    refuses to.
    """
    keys.reserve()
    now = timezone.now()
    messages = correlation_keys.with_keys(messages, now)
    incoming = [
        Incoming(
            key=next(keys),
            name=message.name,
            correlation_key=message.correlation_key,
            variables=message.variables,
            actor=published_by or correlation.ACTOR,
        )
        for message in messages
    ]
    with transaction.atomic():
        _refuse_repeated(messages, now)
        delivery = correlation.deliver(incoming, now=now)
        for failure in delivery.failed.values():
            raise failure
        _keep(messages, incoming, delivery, published_by, now)
    return [
        PublishedMessage(
            message_key=each.key,
            correlated=[delivery.received[each.key]] if each.key in delivery.received else [],
            expires_at=now + message.time_to_live,
        )
        for message, each in zip(messages, incoming, strict=True)
    ]


def _keep(
    messages: Sequence[MessageToPublish],
    incoming: Sequence[Incoming],
    delivery: Delivery,
    published_by: str | None,
    now: datetime,
) -> None:
    """Those that nobody has received yet; and those with an id, so that their repetition is known."""
    kept = []
    for message, each in zip(messages, incoming, strict=True):
        receiver = delivery.received.get(each.key)
        if message.time_to_live <= timedelta() or (receiver is not None and message.message_id is None):
            continue
        kept.append(
            Message(
                key=each.key,
                name=message.name,
                correlation_key=message.correlation_key,
                message_id=message.message_id,
                variables=as_json(message.variables) if receiver is None else "{}",
                published_at=now,
                published_by=published_by,
                expires_at=now + message.time_to_live,
                received_by=receiver,
            )
        )
    if kept:
        _store(kept)
    if any(each.received_by is None for each in kept):
        transaction.on_commit(lambda: ring(CORRELATE_MESSAGES), robust=True)


def _store(messages: Sequence[Message]) -> None:
    try:
        with transaction.atomic():
            Message.objects.bulk_create(messages)
    except IntegrityError as repeated:  # by someone who published one of them at the same moment
        named = [each for each in messages if each.message_id is not None]
        raise _repeated([(each.name, each.message_id) for each in named]) from repeated


def _refuse_repeated(messages: Sequence[MessageToPublish], now: datetime) -> None:
    named = [message for message in messages if message.message_id is not None]
    if not named:
        return
    same = Q()
    for message in named:
        same |= Q(name=message.name, correlation_key=message.correlation_key, message_id=message.message_id)
    kept = Message.objects.filter(same)
    still_known = list(kept.filter(expires_at__gt=now).values_list("name", "message_id"))
    if still_known:
        raise _repeated(still_known)
    kept.delete()


def _repeated(messages: Sequence[tuple[str, str | None]]) -> CommandRejected:
    (name, message_id), *others = messages
    message = f"Expected a new message, but message {name!r} with id {message_id!r}"
    if others:
        return CommandRejected(f"{message}, or another of those with it, has been published already.")
    return CommandRejected(f"{message} has been published already.")
