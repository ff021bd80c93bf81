"""Due timers: found by query, triggered in batches. Several processes may look at once: a timer that another
one has triggered is refused by its instance.

A timer that cannot be triggered, since its instance is broken, is an incident and put off: it is tried again
later, and does not stand in the way of others that are due. Those of a suspended instance stay due until it
is resumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from processes.engine.commands import StartInstance, TriggerTimer
from processes.engine.triggers.timer import parse_cycle
from processes.models import StartTimer, Timer
from processes.runtime import arrivals, broken
from processes.runtime.arrivals import Brought
from processes.runtime.dispatch import Outcome, Request, dispatch
from processes.runtime.keys import keys

BATCH = 100
ACTOR = "timer"
#: when a timer is tried again that could not be triggered
PUT_OFF = timedelta(minutes=1)


def trigger_due(now: datetime | None = None, *, limit: int = BATCH) -> int:
    """Trigger timers that are due, the longest due first. The number found."""
    now = now or timezone.now()
    waiting = Timer.objects.filter(due_at__lte=now, is_suspended=False)
    due = list(waiting.order_by("due_at", "key")[:limit])
    outcomes = dispatch(
        [
            Request(
                process_instance_key=timer.process_instance_key,
                command=TriggerTimer(timer_key=timer.key),
                actor=ACTOR,
                element_instance_key=timer.element_instance_key,
            )
            for timer in due
        ],
        now=now,
    )
    _put_off([timer for timer, outcome in zip(due, outcomes, strict=True) if outcome.error], now)
    failed = [
        (timer, outcome.error)
        for timer, outcome in zip(due, outcomes, strict=True)
        if outcome.failed and outcome.error is not None
    ]
    broken.tell(failed, actor=ACTOR, now=now)
    return len(due) + _start_due(now, limit)


def _put_off(timers: Sequence[Timer], now: datetime) -> None:
    """Those of them that are still there: a timer that someone else has triggered is gone."""
    if timers:
        Timer.objects.filter(key__in=[timer.key for timer in timers], due_at__lte=now).update(
            due_at=now + PUT_OFF
        )


def _start_due(now: datetime, limit: int) -> int:
    keys.reserve()
    with transaction.atomic():
        waiting = (
            StartTimer.objects.filter(due_at__lte=now, process_definition__is_suspended=False)
            .select_related("process_definition")
            .order_by("due_at", "key")
        )
        alone = waiting.filter(trigger=None).select_for_update(skip_locked=True, of=("self",))
        # A deployment holds its process while it takes away the timers. What waits for other triggers needs
        # the process too, so it is taken together with the timer, or neither.
        among_others = waiting.exclude(trigger=None).select_for_update(
            skip_locked=True, of=("self", "process_definition"), no_key=True
        )
        due = [*alone[:limit], *among_others[:limit]]
        start_by(due, now)
    return len(due)


def start_by(due: Sequence[StartTimer], now: datetime) -> None:
    """Start an instance for each of these timers, or bring it to what waits for more than it, and arm again
    those that repeat.
    """
    keys.reserve()
    alone = [timer for timer in due if timer.trigger is None]
    requests = []
    for timer in alone:
        key = next(keys)
        command = StartInstance(
            process_instance_key=key,
            process_definition_key=timer.process_definition_id,
            version=timer.process_definition.version,
            started_by=None,
            variables={},
            start_element_id=timer.element_id,
        )
        requests.append(Request(process_instance_key=key, command=command, actor=ACTOR))
    for timer, outcome in zip(alone, dispatch(requests, now=now), strict=True):
        _rearm(timer, outcome, now)
    for timer in due:
        if timer.trigger is not None:
            arrived = arrivals.arrive(timer, Brought(), ACTOR, now)
            _rearm(timer, arrived.outcome if arrived is not None else None, now)


def _rearm(timer: StartTimer, outcome: Outcome | None, now: datetime) -> None:
    """A cycle is due again one interval after it was due, so it never drifts; the last repetition is gone."""
    if outcome is not None and outcome.failed:
        timer.due_at = now + PUT_OFF
        timer.save(update_fields=["due_at"])
        return
    if timer.cycle is None or timer.repetitions == 1:
        timer.delete()
        return
    try:
        timer.due_at = parse_cycle(timer.cycle).next_due(timer.due_at)
    except ValueError:  # it has come to its end
        timer.delete()
        return
    timer.repetitions = None if timer.repetitions is None else timer.repetitions - 1
    timer.save(update_fields=["due_at", "repetitions"])
