"""Conversations: messages along message flows, from one pool of a diagram to another, without a correlation
key (BPMN 9.5.1).

An instance that sends one begins a conversation, known by its key. Whoever that message starts is in it, and
whoever receives it joins it, unless it is in another one already: so an answer finds the instance that asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import connection

from processes.bpmn.correlation import ANY
from processes.engine.events import MessageThrown
from processes.engine.projecting import Record
from processes.models import MessageSubscription, ProcessInstance
from processes.runtime.instances import INSTANCES, Instance

if TYPE_CHECKING:
    from processes.runtime.correlation import Incoming


def begin(instances: Mapping[int, Instance], thrown: Iterable[tuple[MessageThrown, Record]]) -> None:
    """Those that send their first message begin a conversation."""
    begun: list[tuple[int, int]] = []
    for message, record in thrown:
        sender = instances.get(record.process_instance_key)
        if message.in_conversation and sender is not None and sender.conversation_key is None:
            sender.conversation_key = sender.state.key
            if not sender.is_new:
                begun.append((sender.state.key, sender.state.key))
    INSTANCES.update(begun, columns=("conversation_key",))


def of_message(instances: Mapping[int, Instance], message: MessageThrown, record: Record) -> int | None:
    sender = instances.get(record.process_instance_key)
    return sender.conversation_key if message.in_conversation and sender is not None else None


def join(process_instance_key: int, conversation_key: int) -> None:
    ProcessInstance.objects.filter(key=process_instance_key, conversation_key=None).update(
        conversation_key=conversation_key
    )


def waiting_for(message: Incoming) -> list[tuple[int, int, int, int]]:
    """Those that may receive it: first who is in its conversation, then who is in none, the longest waiting
    first. Of each, whether it is suspended, and the keys of subscription, instance and element instance.
    """
    sql = f"""
        SELECT s.is_suspended, s.key, s.process_instance_key, s.element_instance_key
        FROM {MessageSubscription._meta.db_table} s
        JOIN {ProcessInstance._meta.db_table} p ON p.key = s.process_instance_key
        WHERE s.message_name = %s AND s.correlation_key IN (%s, %s)
            AND (p.conversation_key = %s OR p.conversation_key IS NULL)
        ORDER BY CASE WHEN p.conversation_key IS NULL THEN 1 ELSE 0 END, s.key LIMIT 10
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [message.name, message.correlation_key, ANY, message.conversation_key])
        return cursor.fetchall()
