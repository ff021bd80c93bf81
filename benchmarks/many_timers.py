"""Very many timers that are due at once, as after a night without a timer process: one triggers them all."""

import time

from django.utils import timezone

import benchmarks.django_process  # noqa: F401  models are imported below
from benchmarks.broke import BenchmarkBroke
from benchmarks.six_processes import diagram
from processes import services
from processes.models import InstanceState, ProcessInstance, Timer
from processes.runtime import due_timers

STARTED_AT_ONCE = 500


def measure(timers: int) -> dict[str, float]:
    """Seconds until the last one has been triggered, each with all that follows from it."""
    services.deploy(resources={"TIMER.bpmn": diagram("TIMER")})
    for first in range(0, timers, STARTED_AT_ONCE):
        services.start_instances(process_id="TIMER", batch=[{}] * min(STARTED_AT_ONCE, timers - first))
    Timer.objects.update(due_at=timezone.now())
    began = time.perf_counter()
    while due_timers.trigger_due():
        pass
    seconds = time.perf_counter() - began
    left = ProcessInstance.objects.filter(process_id="TIMER", state=InstanceState.ACTIVE).count()
    if left:
        raise BenchmarkBroke(f"All timers were triggered, but {left} instances still wait")
    return {"timers": timers, "seconds": seconds, "per_second": timers / seconds}
