"""What is measured once on each store, beside the rounds."""

import time
from statistics import median
from typing import Any

from benchmarks import latency, long_instance, many_timers, statements, wide_instance
from benchmarks.six_processes import diagram
from benchmarks.stored import Stored
from processes import services
from processes.models import ProcessDefinition
from processes.runtime.process_models import load_model

LOOKS = 1_000


class Probes(Stored):
    def latency(self, commands: int) -> dict[str, dict[str, float]]:
        return latency.measure(commands)

    def statements(self) -> dict[str, dict[str, dict[str, int]]]:
        return statements.measure(self)

    def long_instance(self, elements: int) -> dict[str, float]:
        return long_instance.measure(elements)

    def wide_instance(self, width: int) -> dict[str, float]:
        return wide_instance.measure(width)

    def many_timers(self, timers: int) -> dict[str, float]:
        return many_timers.measure(timers)

    def cached_model(self, name: str) -> float:
        """Milliseconds to find the executable model of a diagram that this process has read."""
        services.deploy(resources={f"{name}.bpmn": diagram(name)})
        key = ProcessDefinition.objects.get(process_id=name).key
        load_model(key)
        took: list[Any] = []
        for _ in range(LOOKS):
            began = time.perf_counter()
            load_model(key)
            took.append(time.perf_counter() - began)
        return median(took) * 1000
