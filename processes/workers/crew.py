"""The crew: how one process does many jobs at once. *Hands* are threads that run handlers; the *foreman*, a
thread too, takes jobs, hands them out, and tells the engine in batches what became of them.

The foreman looks for jobs when a bell rings, when a hand becomes free, and else every second: a bell that is
lost, or a broker that is down, costs that second.

A handler that takes long keeps one hand busy and holds up nothing else. While there is a free hand, more jobs
are taken; when there is none, jobs that were taken and not begun are given back for others to take.

A handler that takes longer than it may has failed, and its hand is *given up*: a new one takes its place. A
thread cannot be ended from outside, so it may come to its end later; what it has done then still counts.

Each type of job has a *lane*: only so many hands work on it at once. Unless its handler says how many, that
is all but one, so that one type alone never keeps the others waiting.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections

from processes.engine.commands import Command, FailJob
from processes.runtime import job_queue
from processes.runtime.job_queue import ActivatedJob
from processes.workers import apart, identity, work
from processes.workers.handlers import handlers

log = logging.getLogger(__name__)

#: how many jobs are taken at once
BATCH = 50
#: how often the foreman looks for jobs though no bell has rung; in seconds, as are all that follow
POLL = 1.0
#: how long a job that is done waits for others, so that their outcomes make one batch
GATHER = 0.02
#: how long a job may lie taken and not begun
PATIENCE = 1.0
#: how many hands that were given up a process carries along, for each hand that it has; beyond, it works on
#: with fewer
GIVEN_UP = 8


@dataclass(slots=True, eq=False)
class _Task:
    """A job in a hand."""

    job: ActivatedJob
    began_at: float
    given_up: bool = False


class Crew:
    """Foreman and hands of one process."""

    def __init__(
        self, *, hands: int, batch: int = BATCH, do: Callable[[ActivatedJob], Command] | None = None
    ) -> None:
        self._do = do or _do
        self._size = hands
        self._batch = batch
        self._hands = _new_hands(hands)
        self._foreman = threading.Thread(target=self._run, name="foreman", daemon=True)
        self._started = self._stopping = self._reclaimed = False
        #: something has happened that the foreman wants to know
        self._stir = threading.Event()
        self._rung = True
        #: no hand is busy
        self._idle = threading.Event()
        self._idle.set()
        self._lock = threading.Lock()
        self._busy = 0
        self._doing: set[_Task] = set()
        self._given_up = 0
        #: job type → how many hands are at work on it
        self._lanes: Counter[str] = Counter()
        self._waiting: deque[ActivatedJob] = deque()
        self._done: deque[tuple[ActivatedJob, Command]] = deque()
        self._moved_at = time.monotonic()

    # --- what others do with it ---------------------------------------------------------------------

    def start(self) -> None:
        """Begin to look for jobs."""
        with self._lock:
            if self._started:
                return
            self._started = True
        work.load_handlers()
        self._foreman.start()

    def ring(self) -> None:
        """There are jobs."""
        self._rung = True
        self._stir.set()

    def stop(self, patience: float) -> bool:
        """Take no more jobs, finish those that are begun. Whether that was done in time."""
        self._stopping = True
        self._stir.set()
        if self._started:
            self._foreman.join(patience)
        return not self._foreman.is_alive()

    # --- the foreman --------------------------------------------------------------------------------

    def _run(self) -> None:
        while not (self._stopping and self._idle.is_set() and not self._done and not self._waiting):
            try:
                self._round()
            except (DatabaseError, InterfaceError) as failure:
                log.warning("The database did not answer the crew (%s); trying again", failure)
                close_old_connections()
                time.sleep(POLL)
            except Exception:
                log.exception("The foreman of the crew stumbled; going on")
                time.sleep(POLL)

    def _round(self) -> None:
        """Conclude what is done, take what there is to do, and wait until one of both is wanted again."""
        if not self._reclaimed:
            work.reclaim()
            self._reclaimed = True
        self._give_up_overdue()
        self._conclude()
        took = self._take()
        if self._waiting and (self._stopping or self._is_stuck() or not self._moved()):
            self._give_back()
        if self._waiting or not took:
            self._await_a_stir()
        if self._done:
            self._idle.wait(GATHER)

    def _await_a_stir(self) -> None:
        stirred = self._stir.wait(POLL)
        self._stir.clear()
        if not stirred:
            self._rung = True  # nobody rang, or it was not heard
            close_old_connections()

    def _take(self) -> bool:
        """Jobs for the hands that have nothing to do; whether there were any."""
        if self._stopping or self._waiting or self._busy >= self._size or not self._rung:
            return False
        self._rung = False
        jobs = work.take(self._batch, self._room())
        if not jobs:
            return False
        self._rung = True  # there may be more
        self._moved_at = time.monotonic()
        with self._lock:
            self._waiting.extend(jobs)
            begun = min(self._size - self._busy, len(jobs))
            self._busy += begun
            self._idle.clear()
        for _ in range(begun):
            self._hands.submit(self._lend_a_hand)
        return True

    def _width(self, type: str) -> int:
        """How many hands may work on jobs of a type at once."""
        return handlers[type].at_once or max(self._size - 1, 1)

    def _room(self) -> dict[str, int]:
        """For how many more jobs there is room in the lanes that are narrow or full."""
        with self._lock:
            left = {type: self._width(type) - self._lanes[type] for type in handlers}
        return {type: max(n, 0) for type, n in left.items() if n <= 0 or handlers[type].at_once}

    def _is_stuck(self) -> bool:
        """There are free hands, and what waits must wait for others: its lanes are full."""
        with self._lock:
            full = all(self._lanes[job.type] >= self._width(job.type) for job in self._waiting)
            return full and self._busy < self._size

    def _moved(self) -> bool:
        """Whether a job was begun not long ago."""
        return time.monotonic() - self._moved_at < PATIENCE

    def _conclude(self) -> None:
        """Tell the engine. What is done is kept until it has heard; it does not mind to hear twice."""
        done = [self._done[place] for place in range(len(self._done))]  # hands add to it meanwhile
        try:
            work.conclude(done)
        except (DatabaseError, InterfaceError):
            raise
        except Exception:
            log.exception(
                "What became of %d jobs is lost; they are free again after their timeout", len(done)
            )
        for _ in done:
            self._done.popleft()

    def _give_up_overdue(self) -> None:
        """Handlers that take longer than they may: their tries have failed, and others take their places."""
        now = time.monotonic()
        with self._lock:
            overdue = [task for task in self._doing if now - task.began_at > _limit(task.job)]
            overdue = overdue[: max(self._size * GIVEN_UP - self._given_up, 0)]
            for task in overdue:
                task.given_up = True
                self._leave_lane(task)
                self._done.append((task.job, work.overdue(task.job)))
                self._given_up += 1
                self._leave()
        if overdue:
            # Those of the old that are not stuck finish what they have in the hand.
            self._hands.shutdown(wait=False)
            self._hands = _new_hands(self._size)

    def _leave_lane(self, task: _Task) -> None:
        """Nobody is busy with it any more. Under the lock."""
        self._doing.discard(task)
        if self._lanes[task.job.type] >= self._width(task.job.type):
            self._rung = True  # it was full, and jobs may have been left to others for that
        self._lanes[task.job.type] -= 1

    def _leave(self) -> None:
        """One hand less is busy. Under the lock."""
        self._busy -= 1
        if not self._busy:
            self._idle.set()

    def _give_back(self) -> None:
        with self._lock:
            left = [job.key for job in self._waiting]
            self._waiting.clear()
        if left:
            log.info("No hand is free for %d jobs: they are given back", len(left))
            job_queue.release(left, worker=identity.name())

    # --- the hands ----------------------------------------------------------------------------------

    def _lend_a_hand(self) -> None:
        """One hand: does jobs as long as some wait."""
        close_old_connections()
        task = None
        try:
            while (task is None or not task.given_up) and (job := self._next()) is not None:
                task = self._begin(job)
                self._end(task, self._do(job))
        except BaseException:
            log.exception("A hand of the crew failed; its job is free again after its timeout")
        finally:
            with self._lock:
                if task is not None and task.given_up:
                    self._given_up -= 1
                else:
                    if task in self._doing:
                        self._leave_lane(task)
                    self._leave()
            self._stir.set()

    def _begin(self, job: ActivatedJob) -> _Task:
        task = _Task(job, time.monotonic())
        self._moved_at = task.began_at
        with self._lock:
            self._doing.add(task)
        return task

    def _end(self, task: _Task, outcome: Command) -> None:
        with self._lock:
            if not task.given_up:
                self._leave_lane(task)
            # That it failed has been told already.
            if not (task.given_up and isinstance(outcome, FailJob)):
                self._done.append((task.job, outcome))
        self._stir.set()

    def _next(self) -> ActivatedJob | None:
        """The first of those that wait, and whose lane is not full."""
        with self._lock:
            for place, job in enumerate(self._waiting):
                if self._lanes[job.type] < self._width(job.type):
                    del self._waiting[place]
                    self._lanes[job.type] += 1
                    return job
        return None


def _do(job: ActivatedJob) -> Command:
    return apart.do(job) if job.lost >= work.APART else work.do(job)


def _new_hands(number: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(number, thread_name_prefix="hand")


def _limit(job: ActivatedJob) -> float:
    """How long its handler may be busy with it, in seconds."""
    return handlers[job.type].timeout.total_seconds()


_crews: dict[int, Crew] = {}
_lock = threading.Lock()


def crew() -> Crew:
    """The crew of this process. Threads do not come along when a process is forked: the fork has its own."""
    with _lock:
        if os.getpid() not in _crews:
            _crews[os.getpid()] = Crew(hands=settings.JOB_THREADS)
        return _crews[os.getpid()]
