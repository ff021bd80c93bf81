"""Signals: bringing one to everyone who waits for it (BPMN 10.5.5).

A signal is a row until all have received it: every subscription of its name that was open when it was thrown,
and every process whose latest version starts by it. They are served in batches, each in one transaction with
the note of how far it came, so that nobody receives a signal twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from processes.engine.commands import ReceiveSignal, StartInstance
from processes.models import Signal, SignalSubscription, StartSignal
from processes.runtime import arrivals
from processes.runtime.arrivals import Brought
from processes.runtime.dispatch import Request, dispatch
from processes.runtime.keys import keys

BATCH = 100
ACTOR = "signal"


def broadcast(
    *, name: str, variables: Mapping[str, Any], thrown_by: str | None, now: datetime | None = None
) -> int:
    """Bring a signal to everyone who waits for it. How many instances received it or were started."""
    keys.reserve()
    signal = Signal.objects.create(
        key=next(keys),
        name=name,
        variables=json.dumps(variables),
        thrown_at=now or timezone.now(),
        thrown_by=thrown_by,
    )
    received = 0
    while (served := _serve(signal.key)) is not None:
        received += served
    return received


def broadcast_thrown() -> int:
    """Bring the signals that are on their way to those who wait. How many received one."""
    received = 0
    for key in Signal.objects.order_by("key").values_list("key", flat=True)[:BATCH]:
        while (served := _serve(key)) is not None:
            received += served
    return received


def _serve(signal_key: int) -> int | None:
    """Serve the next batch of those who wait. None once all are served, or somebody else is at it."""
    keys.reserve()
    with transaction.atomic():
        signal = Signal.objects.select_for_update(skip_locked=True).filter(key=signal_key).first()
        if signal is None:
            return None
        waiting = list(
            SignalSubscription.objects.filter(
                signal_name=signal.name, key__gt=signal.received_up_to, opened_at__lte=signal.thrown_at
            )
            .exclude(key__in=json.loads(signal.received_by))
            .order_by("key")[:BATCH]
        )
        variables = json.loads(signal.variables)
        outcomes = dispatch(
            [
                Request(
                    process_instance_key=subscription.process_instance_key,
                    command=ReceiveSignal(subscription_key=subscription.key, variables=variables),
                    actor=signal.thrown_by or ACTOR,
                    element_instance_key=subscription.element_instance_key,
                )
                for subscription in waiting
            ]
        )
        received = sum(outcome.record is not None for outcome in outcomes)
        if len(waiting) == BATCH:
            Signal.objects.filter(key=signal_key).update(received_up_to=waiting[-1].key)
            return received
        # All who waited have it. Whoever waits again by now, at this very moment, does not receive it twice.
        received += _start(signal)
        signal.delete()
    return received


def _start(signal: Signal) -> int:
    """Start an instance of each process that begins with this signal, or bring it to those that wait for more
    than it.
    """
    starts = StartSignal.objects.filter(
        signal_name=signal.name, process_definition__is_suspended=False
    ).select_related("process_definition")
    requests = []
    received = 0
    for start in starts.order_by("key"):
        if start.trigger is not None:
            brought = Brought(variables=json.loads(signal.variables), by=signal.thrown_by)
            received += arrivals.has_arrived(start, brought, ACTOR)
            continue
        key = next(keys)
        command = StartInstance(
            process_instance_key=key,
            process_definition_key=start.process_definition_id,
            version=start.process_definition.version,
            started_by=signal.thrown_by,
            variables=json.loads(signal.variables),
            start_element_id=start.element_id,
        )
        requests.append(Request(process_instance_key=key, command=command, actor=signal.thrown_by or ACTOR))
    return received + sum(outcome.record is not None for outcome in dispatch(requests))
