"""Questions: what pages ask, through the very views and feeds that answer them, and how long the database
takes over it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import benchmarks.django_process  # noqa: F401  models are imported below

# isort: split
from django.contrib.auth.models import Group, User
from django.db import connection
from rest_framework.test import APIClient

from benchmarks.broke import BenchmarkBroke
from benchmarks.figures import percentiles
from benchmarks.scale import orders
from monitoring.live.definition_subject import DefinitionSubject
from processes.api.paging import write_cursor
from processes.models import InstanceState, ProcessDefinition, ProcessInstance
from processes.roles import Role, give_role

WARM_UP = 3
#: a question is asked so often, or for so many seconds
TIMES = 40
SECONDS = 3.0
#: by whom
OPERATOR, WORKER = "olga", orders.person(7)


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    ask: Callable[[], Any]
    #: in `docs/performance.md`
    goal: str = ""


@dataclass(slots=True)
class Statement:
    sql: str
    parameters: Any
    seconds: float


class Questions:
    def prepare(self) -> None:
        """An operator who sees everything, and a person who is in all teams."""
        for name, role in ((OPERATOR, Role.OPERATOR), (WORKER, Role.BUSINESS_USER)):
            user, _ = User.objects.get_or_create(username=name)
            give_role(user, role)
        worker = User.objects.get(username=WORKER)
        worker.groups.add(
            *(Group.objects.get_or_create(name=orders.team(number))[0] for number in range(orders.TEAMS))
        )

    def measure(self, times: int = TIMES) -> dict[str, dict[str, Any]]:
        return {question.name: _measured(question, times) for question in questions()}


def questions() -> Iterator[Question]:
    definition = ProcessDefinition.objects.get(process_id=orders.PROCESS_ID, is_latest=True).key
    subject = DefinitionSubject(definition)
    operator, worker = _Reader(OPERATOR), _Reader(WORKER)
    instances = ProcessInstance.objects.filter(process_definition_key=definition)
    half_a_year_ago = datetime.now(UTC) - timedelta(days=182)
    old = instances.filter(started_at__lt=half_a_year_ago).order_by("-started_at", "-key")[0]
    completed = instances.filter(state=InstanceState.COMPLETED, started_at__lt=half_a_year_ago)[0]
    deep = write_cursor([old.started_at, old.key])
    in_inbox = "/user-tasks/?view=all&limit=50"

    yield Question("overlay: snapshot of the live channel", subject.read, "G8")
    yield Question(
        "heatmap: statistics of all versions",
        operator.asks(f"/process-definitions/{definition}/statistics/?all_versions=true"),
        "G8",
    )
    yield Question("counters: summary of every page", operator.asks("/summary/"), "G8")
    yield Question("processes", operator.asks("/process-definitions/?latest=true&limit=200"), "G8")
    yield Question("incidents", operator.asks("/incidents/?state=OPEN&limit=200"))
    yield Question("incidents, resolved ones too", operator.asks("/incidents/?limit=50"))
    listed = "/process-instances/?limit=50"
    yield Question("instances: first page", operator.asks(listed))
    yield Question("instances: page half a year ago", operator.asks(f"{listed}&cursor={deep}"))
    of_process = f"{listed}&process_definition_key={definition}"
    yield Question("instances: active ones of a version", operator.asks(f"{of_process}&state=ACTIVE"))
    yield Question(
        "instances: the same, half a year ago",
        operator.asks(f"{of_process}&state=COMPLETED&cursor={deep}"),
    )
    yield Question("instances: of a process", operator.asks(f"{listed}&process_id={orders.PROCESS_ID}"))
    yield Question("instances: terminated ones", operator.asks(f"{listed}&state=TERMINATED"))
    yield Question("instances: with incidents", operator.asks(f"{of_process}&has_incidents=true"))
    yield Question("instances: at an element", operator.asks(f"{of_process}&element_id=pack"))
    yield Question("instances: part of a business key", operator.asks(f"{listed}&search={old.business_key}"))
    yield Question("instances: their own of a person", worker.asks(listed))
    yield Question("search: a business key", operator.asks(f"/search/?q={old.business_key}"))
    here = f"/process-instances/{completed.key}/"
    yield Question("instance: itself", operator.asks(here))
    yield Question("instance: numbers on its diagram", operator.asks(f"{here}statistics/"))
    yield Question("inbox: first page", worker.asks(in_inbox), "G9")
    following = worker.asks(in_inbox)()["next"]
    if following:
        yield Question("inbox: next page", worker.asks(f"{in_inbox}&cursor={following}"), "G9")
    yield Question("inbox: first due first", worker.asks(f"{in_inbox}&ordering=due_at"), "G9")
    yield Question("inbox: counter", worker.asks("/user-tasks/counts/"), "G9")
    yield Question("inbox: completed by me", worker.asks("/user-tasks/?view=completed&limit=50"), "G9")
    yield Question("inbox: part of a name", worker.asks(f"{in_inbox}&search={old.business_key}"))


class _Reader:
    """Asks the API as a person who is logged in."""

    def __init__(self, username: str) -> None:
        self._client = APIClient(SERVER_NAME="localhost")
        self._client.force_authenticate(User.objects.get(username=username))

    def asks(self, path: str) -> Callable[[], Any]:
        def ask() -> Any:
            answer = self._client.get(f"/api{path}")
            if answer.status_code != 200:
                raise BenchmarkBroke(f"GET {path}: {answer.status_code} {answer.content[:500]!r}")
            return answer.json()

        return ask


def _measured(question: Question, times: int) -> dict[str, Any]:
    """Milliseconds: `whole` as the caller waits, `database` of its statements together."""
    for _ in range(WARM_UP):
        question.ask()
    whole: list[float] = []
    database: list[float] = []
    slowest = Statement("", None, 0)
    statements = 0
    until = time.monotonic() + SECONDS
    while len(whole) < times and (len(whole) < WARM_UP or time.monotonic() < until):
        with _heard() as heard:
            began = time.perf_counter()
            question.ask()
            whole.append(time.perf_counter() - began)
        database.append(sum(statement.seconds for statement in heard))
        slowest = max(slowest, *heard, key=lambda statement: statement.seconds)
        statements = len(heard)
    return {
        "whole": percentiles(whole),
        "database": percentiles(database),
        "statements": statements,
        "goal": question.goal,
        "slowest": {
            "ms": slowest.seconds * 1000,
            "sql": slowest.sql,
            "plan": _plan(slowest),
        },
    }


@contextmanager
def _heard() -> Iterator[list[Statement]]:
    heard: list[Statement] = []

    def listen(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            heard.append(Statement(sql, parameters, time.perf_counter() - began))

    with connection.execute_wrapper(listen):
        yield heard


def _plan(statement: Statement) -> list[str]:
    """As carried out once more."""
    if not statement.sql.lstrip().upper().startswith(("SELECT", "WITH", "(")):
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement.sql}", statement.parameters)
        return [line for (line,) in cursor.fetchall()]
