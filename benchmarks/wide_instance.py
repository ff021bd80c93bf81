"""A wide instance: many user tasks of one multi-instance activity, open at once. Completing one of them must
not get slower with their number.

One instance of WIDE has very many tasks; others have ten each. They take turns, so that a noisy moment hits
both.
"""

import time
from statistics import median

import benchmarks.django_process  # noqa: F401  models are imported below
from benchmarks.six_processes import diagram
from processes import services
from tasklist.models import UserTask, UserTaskState

#: turns that are compared
COMPARED = 40
NARROW = 10


def measure(width: int) -> dict[str, float]:
    """Milliseconds of a completion in an instance that is ten wide, and in one that is so wide."""
    services.deploy(resources={"WIDE.bpmn": diagram("WIDE")})
    narrow = [_start(NARROW) for _ in range(-(-COMPARED // (NARROW - 2)))]
    wide = _start(width)
    in_narrow = [task for key in narrow for task in _tasks(key)[1 : NARROW - 1]]  # the last would end it
    in_wide = _tasks(wide)
    few: list[float] = []
    many: list[float] = []
    for one, other in zip(in_narrow[:COMPARED], in_wide[:COMPARED], strict=True):
        few.append(_complete(one))
        many.append(_complete(other))
    for key in (*narrow, wide):
        services.cancel_instance(process_instance_key=key)
    return {
        "width": width,
        "narrow": median(few) * 1000,
        "wide": median(many) * 1000,
        "ratio": median(b / a for a, b in zip(few, many, strict=True)),
    }


def _start(width: int) -> int:
    people = list(range(width))
    return services.start_instance(process_id="WIDE", variables={"people": people}).key


def _tasks(instance_key: int) -> list[int]:
    tasks = UserTask.objects.filter(process_instance_key=instance_key, state=UserTaskState.CREATED)
    return list(tasks.order_by("key").values_list("key", flat=True))


def _complete(user_task_key: int) -> float:
    """The seconds it took."""
    began = time.perf_counter()
    services.complete_user_task(user_task_key=user_task_key, completed_by="benchmark")
    return time.perf_counter() - began
