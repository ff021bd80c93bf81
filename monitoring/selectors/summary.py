"""A few numbers over everything: what the shell of every page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.contrib.auth.models import User

from monitoring import rights
from monitoring.inbox import inbox
from monitoring.models import PROCESS, DailyCounter, ElementCounter, ElementDelta
from processes.models import Incident, IncidentState


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Of all instances; all zero for those who may not view them."""

    #: active instances
    running: int = 0
    #: open ones
    incidents: int = 0
    #: instances completed since midnight, UTC
    done_today: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    running: int
    incidents: int
    done_today: int
    #: open user tasks that are mine; the inbox stops counting at 1,000
    user_tasks_mine: int
    #: open user tasks that I may see
    user_tasks_all: int
    #: user tasks in whose comments I am mentioned and have not seen it yet
    mentions: int


def totals() -> Totals:
    today = datetime.now(UTC).date()
    return Totals(
        running=_running(),
        incidents=Incident.objects.filter(state=IncidentState.OPEN).count(),
        done_today=_completed_on(today),
    )


def summary(user: User) -> Summary:
    return summed_up(totals() if rights.may_view_instances(user) else Totals(), inbox().counts(user))


def summed_up(totals: Totals, counts: Mapping[str, int]) -> Summary:
    return Summary(
        running=totals.running,
        incidents=totals.incidents,
        done_today=totals.done_today,
        user_tasks_mine=counts["mine"],
        user_tasks_all=counts["all"],
        mentions=counts["mentioned"],
    )


def _running() -> int:
    counters, deltas = (
        table.objects.filter(element_type=PROCESS).values_list("activated", "completed", "terminated")
        for table in (ElementCounter, ElementDelta)
    )
    rows = counters.union(deltas, all=True)
    return sum(activated - completed - terminated for activated, completed, terminated in rows)


def _completed_on(day: date) -> int:
    counters = DailyCounter.objects.filter(element_type=PROCESS, day=day).values_list("completed")
    deltas = ElementDelta.objects.filter(element_type=PROCESS, day=day).values_list("completed")
    return sum(completed for (completed,) in counters.union(deltas, all=True))
