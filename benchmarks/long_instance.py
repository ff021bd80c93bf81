"""A long instance must not get slower with age.

One instance of LOOP has gone round many times already; another begins. From then on they take turns, so that
a noisy moment hits both: the last steps of a long life beside the first of a young one.
"""

import time
from statistics import median

import benchmarks.django_process  # noqa: F401  models are imported below
from benchmarks.broke import BenchmarkBroke
from benchmarks.six_processes import diagram
from processes import services
from processes.engine import events as e
from processes.engine.commands import CompleteJob
from processes.models import InstanceState, Job, ProcessInstance
from processes.runtime.dispatch import Request, carry_out

#: turns that are compared
COMPARED = 40
#: element instances of one round: a gateway, the service task, a gateway
ELEMENTS_PER_ROUND = 3


def measure(elements: int) -> dict[str, float]:
    """Milliseconds of a step at the beginning, and after so many elements."""
    services.deploy(resources={"LOOP.bpmn": diagram("LOOP")})
    rounds = max(elements // ELEMENTS_PER_ROUND, COMPARED + 1)
    old = _Looping(rounds)
    for _ in range(rounds - COMPARED):
        old.step()
    young = _Looping(rounds)
    first: list[float] = []
    last: list[float] = []
    for _ in range(COMPARED):
        first.append(young.step())
        last.append(old.step())
    if ProcessInstance.objects.get(key=old.key).state != InstanceState.COMPLETED:
        raise BenchmarkBroke(f"The long instance did not end after {rounds} rounds")
    services.cancel_instance(process_instance_key=young.key)
    return {
        "elements": rounds * ELEMENTS_PER_ROUND,
        "first": median(first) * 1000,
        "last": median(last) * 1000,
        "ratio": median(b / a for a, b in zip(first, last, strict=True)),
    }


class _Looping:
    """An instance that goes round so often."""

    def __init__(self, rounds: int) -> None:
        instance = services.start_instance(process_id="LOOP", variables={"rounds": rounds, "round": 0})
        self.key = instance.key
        self._round = 0
        self._job_key = Job.objects.values_list("key", flat=True).get(process_instance_key=self.key)

    def step(self) -> float:
        """Go round once; the seconds it took."""
        self._round += 1
        command = CompleteJob(job_key=self._job_key, variables={"round": self._round})
        began = time.perf_counter()
        record = carry_out(Request(process_instance_key=self.key, command=command))
        took = time.perf_counter() - began
        for event in record.events:
            if isinstance(event, e.JobCreated):
                self._job_key = event.key
        return took
