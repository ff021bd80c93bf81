"""What the automated steps of employee leave do.

*Personnel* knows how many days somebody has left and who decides; the *calendar* takes leaves that end
after they begin.
"""

from __future__ import annotations

from datetime import date, timedelta
from zlib import crc32

from examples.refused import Refused
from processes.workers import ActivatedJob, job_handler

DAYS_PER_YEAR = 30
MANAGERS = ("ada", "ben")


@job_handler("leave.look-up-entitlement")
def look_up_entitlement(job: ActivatedJob) -> dict[str, object]:
    """Nobody is their own manager."""
    employee = str(job.variables["employee"])
    number = crc32(employee.encode())
    managers = [manager for manager in MANAGERS if manager != employee]
    return {"daysLeft": DAYS_PER_YEAR - number % 22, "manager": managers[number % len(managers)]}


@job_handler("leave.enter-in-calendar", backoff=timedelta(seconds=5))
def enter_in_calendar(job: ActivatedJob) -> dict[str, object]:
    leave = job.variables
    first, last = (date.fromisoformat(str(leave[name])) for name in ("firstDay", "lastDay"))
    if last < first:
        raise Refused(
            "Calendar", f"a leave cannot end on {last} before it begins on {first}", correct="lastDay"
        )
    return {"calendarEntry": f"CAL-{job.key}"}


@job_handler("leave.tell-refusal")
def tell_refusal(job: ActivatedJob) -> dict[str, object]:
    letter = "Dear {employee}, your leave from {firstDay} is refused. {refusalReason}"
    return {"letter": letter.format_map(job.variables)}
