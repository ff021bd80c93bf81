"""Retries as Camunda 7 has them: `R5/PT10M`, five tries ten minutes apart, or the pauses one by one,
`PT1M,PT5M,PT1H`: one try more than there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from processes import feel
from processes.bpmn.timer_texts import Cycle, parse_cycle

#: header of a job: how long its failed tries pause, for all of them or one by one
RETRY_PAUSE = "retryPause"


def read_retries(text: str) -> tuple[int, str]:
    """(how many tries, the header). Raises `ValueError` with what is wrong."""
    if text.strip().startswith("R"):
        cycle = parse_cycle(text)
        if not isinstance(cycle, Cycle) or cycle.times is None:
            raise ValueError(f"{text!r} does not say how often; write it like R5/PT10M")
        return cycle.times, text.strip().rpartition("/")[2].strip()
    pauses = [part.strip() for part in text.split(",")]
    for pause in pauses:
        feel.parse_iso_duration(pause)
    return len(pauses) + 1, ",".join(pauses)


def pause_after(tries: int, headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long a job pauses after so many failed tries; None if its diagram does not say."""
    pauses = headers.get(RETRY_PAUSE, "").split(",")
    try:
        return feel.parse_iso_duration(pauses[min(tries, len(pauses)) - 1]).add_to(now) - now
    except (ValueError, OverflowError):
        return None
