"""A backlog: instances that wait for the worker, more than it can do in the time that is measured."""

from __future__ import annotations

import time

import benchmarks.django_process  # noqa: F401  models are imported below
from benchmarks.six_processes import BATCH
from processes import services
from processes.models import InstanceState, ProcessDefinition, ProcessInstance

#: instances that always wait
MOST = 400


class Backlog:
    """A contestant of a crew."""

    def keep_up(self, process_id: str, seconds: float) -> dict[str, float]:
        """Start instances for so long that the worker never runs out of them. How many it completed."""
        key = ProcessDefinition.objects.get(process_id=process_id, is_latest=True).key
        self._fill(process_id, key)
        began, before = time.monotonic(), self._number(key, InstanceState.COMPLETED)
        while time.monotonic() - began < seconds:
            self._fill(process_id, key)
            time.sleep(0.05)
        completed = self._number(key, InstanceState.COMPLETED) - before
        return {"completed": completed, "seconds": time.monotonic() - began}

    def await_end(self, process_id: str, seconds: float) -> int:
        """How many instances are left when all others have completed, or the time is up."""
        key = ProcessDefinition.objects.get(process_id=process_id, is_latest=True).key
        deadline = time.monotonic() + seconds
        while (left := self._number(key, InstanceState.ACTIVE)) and time.monotonic() < deadline:
            time.sleep(0.2)
        return left

    def _fill(self, process_id: str, key: int) -> None:
        while self._number(key, InstanceState.ACTIVE) < MOST:
            services.start_instances(process_id=process_id, batch=[{}] * BATCH)

    def _number(self, key: int, state: InstanceState) -> int:
        return ProcessInstance.objects.filter(process_definition_key=key, state=state).count()
