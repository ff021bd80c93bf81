"""Orders: the process of which a database is filled, and where its instances stand.

One order of each *kind* is carried through the engine, by the commands that people and workers would send;
`benchmarks.scale.copying` multiplies its rows. What must differ from copy to copy is a *mark* in it: a value
that occurs nowhere else, and is replaced wherever it is found.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Model

import benchmarks.django_process  # noqa: F401  models are imported below
from processes import services
from processes.models import Incident, Job
from processes.runtime.keys import keys
from tasklist.models import UserTask

PROCESS_ID = "order"
TEAMS = 50
PEOPLE = 500
AMOUNT = 250

# Marks, beside the name of the order
TEAM, PERSON = "TEAM-MARK", "PERSON-MARK"
DUE = datetime(2931, 7, 8, 9, 10, 11, tzinfo=UTC)
REMIND = datetime(2931, 8, 9, 10, 11, 12, tzinfo=UTC)


def team(number: int) -> str:
    return f"team-{number % TEAMS:02d}"


def person(number: int) -> str:
    return f"person-{number % PEOPLE:03d}"


#: does something to the order with this key and this name
Act = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    #: of a thousand orders
    share: int
    #: what happens to it after it has started
    acts: tuple[Act, ...]
    #: orders began within so many days until now; hardly anything stays open for a year
    days: int = 365


@dataclass(frozen=True, slots=True)
class Order:
    """One order that has been carried through, to be multiplied."""

    kind: Kind
    #: its name; the mark in it
    name: str
    key: int
    #: the keys of everything in it are between these two
    first_key: int
    last_key: int


def carried_through() -> Iterable[Order]:
    """One order of each kind, where it should stand."""
    for place, kind in enumerate(KINDS):
        name = f"ORDER-MARK-{place:02d}"
        keys.reserve()
        first = next(keys)
        key = _started(name)
        for act in kind.acts:
            act(key, name)
        yield Order(kind, name, key, first, next(keys))


def _started(name: str) -> int:
    return services.start_instance(
        process_id=PROCESS_ID,
        business_key=name,
        variables={
            "order": name,
            "team": TEAM,
            "amount": AMOUNT,
            "due": DUE.isoformat(),
            "remind": REMIND.isoformat(),
        },
        started_by=PERSON,
    ).key


# --- what happens to an order ---------------------------------------------------------------------------


def _job(key: int, name: str) -> None:
    services.complete_job(job_key=_its(Job, key))


def _claimed(key: int, name: str) -> None:
    services.assign_user_task(user_task_key=_its(UserTask, key), assignee=PERSON, assigned_by=PERSON)


def _approved(key: int, name: str) -> None:
    _claimed(key, name)
    services.complete_user_task(
        user_task_key=_its(UserTask, key), variables={"approved": True}, completed_by=PERSON
    )


def _paid(key: int, name: str) -> None:
    services.correlate_message(name="order.paid", correlation_key=name, published_by="bank")


def _failed(key: int, name: str) -> None:
    services.fail_job(job_key=_its(Job, key), retries=0, error_message="The carrier does not answer")


def _repaired(key: int, name: str) -> None:
    services.resolve_incident(incident_key=_its(Incident, key), resolved_by=PERSON)


def _canceled(key: int, name: str) -> None:
    services.cancel_instance(process_instance_key=key, canceled_by=PERSON)


def _its(rows: type[Model], instance_key: int) -> int:
    """The key of the only row that it has there."""
    found: int = rows._default_manager.values_list("key", flat=True).get(process_instance_key=instance_key)
    return found


# --- where orders stand ---------------------------------------------------------------------------------

_CHECKED = (_job, _job)
_TO_PACK = (*_CHECKED, _approved, _paid)
_OPEN_DAYS = 60

KINDS = (
    Kind("completed", 820, (*_TO_PACK, _job, _job, _job)),
    Kind("completed after an incident", 30, (*_TO_PACK, _job, _failed, _repaired, _job, _job)),
    Kind("canceled", 20, (*_CHECKED, _canceled)),
    Kind("offered to a team", 70, _CHECKED, _OPEN_DAYS),
    Kind("claimed by a person", 20, (*_CHECKED, _claimed), _OPEN_DAYS),
    Kind("waiting for a message", 20, (*_CHECKED, _approved), _OPEN_DAYS),
    Kind("waiting for a worker", 10, _TO_PACK, _OPEN_DAYS),
    Kind("stuck in an incident", 10, (*_TO_PACK, _job, _failed), _OPEN_DAYS),
)
THOUSAND = sum(kind.share for kind in KINDS)
