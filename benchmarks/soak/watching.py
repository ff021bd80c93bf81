"""Watching: a sample of everything every few seconds."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg
import redis

from benchmarks.figures import percentiles
from benchmarks.soak.load import Load
from benchmarks.soak.product import Product

#: seconds between two samples
EVERY = 10.0
#: an instance is looked at so long after its start: by then its first step is done
SETTLED = 5.0
#: of so many instances for each sample
LOOKED_AT = 60

_STEPS = """
SELECT element_type, ended_at - started_at FROM processes_elementinstance
WHERE process_instance_key = ANY(%s) AND element_type = 'serviceTask'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Milliseconds, megabytes, and numbers since the sample before."""

    #: seconds since the beginning
    at: float
    completed: int
    active: int
    #: free or held
    jobs: int
    #: deltas that are not folded yet
    deltas: int
    #: bells that nobody has heard yet
    bells: int
    #: from the creation of a job to its completion
    step: dict[str, float] | None
    rest: dict[str, float] | None
    database: float
    #: by program
    memory: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Watch:
    def __init__(self, product: Product, load: Load) -> None:
        self._product = product
        self._load = load
        self._database = psycopg.connect(product.environment["DATABASE_URL"], autocommit=True)
        self._broker = redis.Redis.from_url(product.environment["REDIS_URL"])
        self._began = time.monotonic()
        self._completed = self.number_of("COMPLETED")
        self.samples: list[Sample] = []

    def for_seconds(self, seconds: float) -> list[Sample]:
        """So many seconds of samples."""
        first = len(self.samples)
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0.5:
            time.sleep(min(EVERY, left))
            self._product.require_all_running()
            self.samples.append(self._sample())
        return self.samples[first:]

    def await_the_end(self, patience: float) -> int:
        """Until no instance is active any more, or it takes too long. How many are left."""
        until = time.monotonic() + patience
        while (left := self.number_of("ACTIVE")) and time.monotonic() < until:
            time.sleep(0.5)
        return left

    def number_of(self, state: str) -> int:
        return self._number("SELECT count(*) FROM processes_processinstance WHERE state = %s", state)

    def last_errors(self) -> list[str]:
        return self._product.new_errors()

    def close(self) -> None:
        self._database.close()
        self._broker.close()

    def _sample(self) -> Sample:
        completed = self.number_of("COMPLETED")
        done, self._completed = completed - self._completed, completed
        waited = self._load.take_waited()
        failures, self._load.failures = self._load.failures, []
        return Sample(
            at=time.monotonic() - self._began,
            completed=done,
            active=self._load.active,
            jobs=self._number("SELECT count(*) FROM processes_job"),
            deltas=self._number("SELECT count(*) FROM monitoring_elementdelta"),
            bells=int(self._broker.llen("celery")),
            step=_percentiles(self._steps()),
            rest=_percentiles(waited),
            database=self._number("SELECT pg_database_size(current_database())") / 1e6,
            memory=self._product.memory(),
            errors=[*self._product.new_errors(), *failures],
        )

    def _steps(self) -> list[float]:
        """Seconds from the creation of a job to its completion, of instances that began a while ago. One that
        is not done yet has taken at least until now.
        """
        settled = self._load.take_started(time.monotonic() - SETTLED)
        keys = [int(each.key) for each in settled if each.process_id == "soak-work"][-LOOKED_AT:]
        rows = self._database.execute(_STEPS, [keys]).fetchall()
        return [(SETTLED if took is None else took.total_seconds()) for _, took in rows]

    def _number(self, sql: str, *values: Any) -> int:
        row = self._database.execute(sql, values).fetchone()
        assert row is not None
        return int(row[0])


def _percentiles(seconds: Sequence[float]) -> dict[str, float] | None:
    return percentiles(seconds) if seconds else None
