"""Correlation: bringing a message to the one who waits for it.

A published message is a row until it is correlated or expires; one with an id of its sender's stays until it
expires, so that nobody receives it twice. It goes to one open subscription of its name
and correlation key, else it starts an instance of a process whose latest version waits for that name.
Matching reads rows, so it makes no difference which of the two came first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from processes.engine.commands import CorrelateMessage, StartInstance
from processes.models import Message, MessageSubscription, StartSubscription
from processes.runtime.dispatch import Request, dispatch
from processes.runtime.keys import keys

BATCH = 100
ACTOR = "message"


def deliver(
    *,
    name: str,
    correlation_key: str,
    variables: Mapping[str, Any],
    message_key: int | None,
    actor: str | None,
    now: datetime,
) -> int | None:
    """Bring one message to whoever waits. The process instance that received it, or None."""
    waiting = MessageSubscription.objects.filter(message_name=name, correlation_key=correlation_key).order_by(
        "key"
    )
    for key, instance_key in waiting.values_list("key", "process_instance_key"):
        command = CorrelateMessage(subscription_key=key, message_key=message_key, variables=variables)
        (outcome,) = dispatch(
            [Request(process_instance_key=instance_key, command=command, actor=actor)], now=now
        )
        if outcome.record is not None:
            return instance_key
    start = (
        StartSubscription.objects.filter(message_name=name)
        .select_related("process_definition")
        .order_by("key")
        .first()
    )
    if start is None:
        return None
    key = next(keys)
    started = StartInstance(
        process_instance_key=key,
        process_definition_key=start.process_definition_id,
        version=start.process_definition.version,
        business_key=correlation_key or None,
        started_by=actor,
        variables=variables,
        start_element_id=start.element_id,
    )
    (outcome,) = dispatch([Request(process_instance_key=key, command=started, actor=actor)], now=now)
    if outcome.error is not None:
        raise outcome.error
    return key


def correlate_kept(now: datetime | None = None, *, limit: int = BATCH) -> int:
    """Bring kept messages to those who wait for them by now. The number correlated."""
    now = now or timezone.now()
    correlated = 0
    for key in _matching(now, limit):
        keys.reserve()
        with transaction.atomic():
            waiting = Message.objects.filter(key=key, received_by=None)
            message = waiting.select_for_update(skip_locked=True).first()
            if message is None:
                continue  # someone else has it
            received = deliver(
                name=message.name,
                correlation_key=message.correlation_key,
                variables=json.loads(message.variables),
                message_key=message.key,
                actor=message.published_by or ACTOR,
                now=now,
            )
            if received is not None:
                _received(message, received)
                correlated += 1
    return correlated


def _received(message: Message, process_instance_key: int) -> None:
    """It is gone; but one that its sender might repeat is remembered until it expires."""
    if message.message_id is None:
        message.delete()
        return
    message.received_by = process_instance_key
    message.variables = "{}"
    message.save(update_fields=["received_by", "variables"])


def drop_expired(now: datetime | None = None) -> int:
    """Forget messages whose time to live is over."""
    dropped, _ = Message.objects.filter(expires_at__lte=now or timezone.now()).delete()
    return dropped


def _matching(now: datetime, limit: int) -> list[int]:
    """Kept messages that someone waits for, the oldest first."""
    message, subscription, start = (
        model._meta.db_table for model in (Message, MessageSubscription, StartSubscription)
    )
    sql = f"""
        SELECT m.key FROM {message} m
        WHERE m.expires_at > %s AND m.received_by IS NULL AND (
            EXISTS (SELECT 1 FROM {subscription} s
                    WHERE s.message_name = m.name AND s.correlation_key = m.correlation_key)
            OR EXISTS (SELECT 1 FROM {start} t WHERE t.message_name = m.name)
        )
        ORDER BY m.published_at, m.key LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [connection.ops.adapt_datetimefield_value(now), limit])
        return [key for (key,) in cursor.fetchall()]
