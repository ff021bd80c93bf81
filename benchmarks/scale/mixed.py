"""Mixed: P2, P3 and P6 together, an instance of each in turn, as real work in a database full of others."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from benchmarks import latency
from benchmarks.broke import BenchmarkBroke
from benchmarks.scale.mix import PROCESSES
from benchmarks.six_processes import BATCH, variables
from benchmarks.stored import PATIENCE_SECONDS, Stored, complete_user_tasks, publish_messages
from processes import services
from processes.models import InstanceState, ProcessInstance
from processes.workers import work


class Mixed(Stored):
    def run_mix(self, numbers: list[int]) -> None:
        """An instance of each for each number, to their ends."""
        begin, end = numbers
        for first in range(begin, end, BATCH):
            batch = range(first, min(first + BATCH, end))
            for process_id in PROCESSES:
                started = services.start_instances(
                    process_id=process_id, batch=[variables(process_id, number) for number in batch]
                )
                self.started += started
            complete_user_tasks(started)  # of P6, the last
            publish_messages([variables("P6", number)["order"] for number in batch])
            work.do_batch(BATCH)
        self._finish([self.definitions[process_id] for process_id in PROCESSES])

    def _finish(self, definition_keys: Sequence[int]) -> None:
        """Until no instance waits any more, whichever process started it."""
        active = ProcessInstance.objects.filter(
            process_definition_key__in=definition_keys, state=InstanceState.ACTIVE
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while work.do_batch(BATCH) or active.exists():
            if time.monotonic() > deadline:
                raise BenchmarkBroke(f"{active.count()} instances still wait, and no job is free")

    def check(self) -> None:
        """Raises unless all that were started here have completed."""
        completed = ProcessInstance.objects.filter(key__in=self.started, state=InstanceState.COMPLETED)
        if (number := completed.count()) != len(self.started):
            raise BenchmarkBroke(f"{len(self.started)} instances started, {number} completed")
        self.started.clear()

    def latency(self, commands: int) -> dict[str, dict[str, Any]]:
        """Milliseconds of one command alone, and of a bare COMMIT of its rows."""
        return latency.measure(commands)
