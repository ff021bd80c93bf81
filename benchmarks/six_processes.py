"""The six processes that are measured, and how many commands an instance of each takes when every service
task is a job.
"""

from pathlib import Path
from typing import Any

DIAGRAMS = Path(__file__).parent / "diagrams"

#: process id → commands per instance: the start, and one for each wait
COMMANDS = {
    "P1": 1,  # start → end
    "P2": 2,  # one service task
    "P3": 11,  # ten service tasks in sequence
    "P4": 4,  # three service tasks side by side, and a join
    "P5": 1,  # five exclusive decisions and a script task, no waiting
    "P6": 4,  # user task with a timer boundary event → message catch event → service task
}
#: commands in one transaction
BATCH = 50
#: the batches whose statements are counted
SIZES = (1, 10, BATCH)
#: the type of all their jobs
JOB_TYPE = "benchmark"
#: the message that P6 waits for; its correlation key is the variable `order`
MESSAGE = "payment"


def diagram(name: str) -> bytes:
    return (DIAGRAMS / f"{name}.bpmn").read_bytes()


def variables(process_id: str, number: int) -> dict[str, Any]:
    """What the instance with this number is started with."""
    match process_id:
        case "P5":
            return {f"v{place}": (number * 37 + place * 23) % 100 for place in range(1, 6)}
        case "P6":
            return {"order": f"order-{number}"}
        case _:
            return {}
