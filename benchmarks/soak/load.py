"""The load: callers that start instances and send messages, a person who does what is in the inbox, and an
operator who tries again what is stuck; all of them through the REST API.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx

#: of twenty instances in turn, so many of each process
MIX = {"soak-work": 8, "soak-timer": 4, "soak-message": 4, "soak-person": 3, "soak-trouble": 1}
_TURNS = [process_id for process_id, times in MIX.items() for _ in range(times)]
#: threads that start instances
CALLERS = 4
#: while as much is started as can be done, not more than so many instances are active
MOST_ACTIVE = 150
#: how often inbox, incidents and summary are looked at, in seconds
LOOK = 0.5
ANSWER_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Started:
    key: str
    process_id: str
    at: float


class Load:
    """Runs from `begin` until `stop_starting`, and people go on until `end`."""

    def __init__(self, address: str, *, operator_token: str, worker_token: str) -> None:
        self._operator = _client(address, operator_token)
        self._worker = _client(address, worker_token)
        self._threads: list[threading.Thread] = []
        self._starting = threading.Event()
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._numbers = count()
        #: instances a second; None for as many as can be done
        self._rate: float | None = None
        self._next_at = time.monotonic()
        self.active = 0
        self.started: deque[Started] = deque()
        self.number_started = 0
        #: seconds of each request since they were last taken
        self.waited: list[float] = []
        #: requests that were not answered as they should be
        self.failures: list[str] = []

    def begin(self) -> None:
        self._starting.set()
        routines: list[Callable[[], None]] = [self._look, self._work_on_tasks, self._repair]
        for routine in [*routines, *[self._call] * CALLERS]:
            thread = threading.Thread(target=self._run, args=(routine,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def set_rate(self, per_second: float | None) -> None:
        with self._lock:
            self._rate = per_second
            self._next_at = time.monotonic()

    def stop_starting(self) -> None:
        self._starting.clear()

    def end(self) -> None:
        self._starting.clear()
        self._ending.set()
        for thread in self._threads:
            thread.join(ANSWER_SECONDS + 5)
        self._operator.close()
        self._worker.close()

    def take_waited(self) -> list[float]:
        with self._lock:
            taken, self.waited = self.waited, []
        return taken

    def take_started(self, before: float) -> list[Started]:
        """Those that were started before this moment of the monotonic clock, and not taken yet."""
        taken = []
        with self._lock:
            while self.started and self.started[0].at < before:
                taken.append(self.started.popleft())
        return taken

    # --- who does it --------------------------------------------------------------------------------

    def _call(self) -> None:
        """Starts instances, at the wanted rate or as long as not too many are active."""
        while self._starting.is_set():
            if not self._may_start():
                time.sleep(0.005)
                continue
            number = next(self._numbers)
            process_id = _TURNS[number % len(_TURNS)]
            order = f"order-{number}"
            body = {"process_id": process_id, "business_key": order, "variables": {"order": order}}
            made = self._ask(self._operator, "POST", "/process-instances/", body)
            if made is None:
                continue
            with self._lock:
                self.number_started += 1
                self.started.append(Started(made["key"], process_id, time.monotonic()))
            if process_id == "soak-message":
                message = {"name": "soak.answer", "correlation_key": order}
                self._ask(self._operator, "POST", "/messages/publication/", message)

    def _may_start(self) -> bool:
        with self._lock:
            if self._rate is None:
                return self.active < MOST_ACTIVE
            if time.monotonic() < self._next_at:
                return False
            self._next_at += 1 / self._rate
            return True

    def _look(self) -> None:
        """What everybody's page shows; it also tells the callers how much is active."""
        summary = self._ask(self._operator, "GET", "/summary/")
        if summary is not None:
            self.active = summary["running"]
        self._ending.wait(LOOK)

    def _work_on_tasks(self) -> None:
        page = self._ask(self._worker, "GET", "/user-tasks/?view=my-teams&limit=100")
        for task in page["items"] if page else ():
            for act in ("claim", "completion"):
                self._ask(self._worker, "POST", f"/user-tasks/{task['key']}/{act}/", {})
        self._ending.wait(LOOK)

    def _repair(self) -> None:
        page = self._ask(self._operator, "GET", "/incidents/?state=OPEN&limit=200")
        for incident in page["items"] if page else ():
            self._ask(self._operator, "POST", f"/incidents/{incident['key']}/resolution/", {})
        self._ending.wait(LOOK)

    def _run(self, routine: Callable[[], None]) -> None:
        while not self._ending.is_set():
            try:
                routine()
            except Exception as failure:  # the load goes on, and tells
                self._fail(f"{routine.__name__}: {failure!r}")
                time.sleep(LOOK)
            if routine == self._call and not self._starting.is_set():
                return

    # --- asking -------------------------------------------------------------------------------------

    def _ask(
        self, client: httpx.Client, method: str, path: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """The answer; None, and a failure is told, if it is not a good one."""
        began = time.perf_counter()
        try:
            answer = client.request(method, path, json=body)
        except httpx.HTTPError as failure:
            self._fail(f"{method} {path}: {failure!r}")
            return None
        with self._lock:
            self.waited.append(time.perf_counter() - began)
        if not answer.is_success:
            self._fail(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
            return None
        found: dict[str, Any] = answer.json() if answer.content else {}
        return found

    def _fail(self, what: str) -> None:
        with self._lock:
            self.failures.append(what)


def _client(address: str, token: str) -> httpx.Client:
    return httpx.Client(
        base_url=f"{address}/api",
        headers={"Authorization": f"Token {token}"},
        timeout=ANSWER_SECONDS,
        limits=httpx.Limits(max_connections=16, max_keepalive_connections=16),
    )
