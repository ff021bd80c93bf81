"""The engine alone: `execute` in memory, nothing stored. Every wait is answered at once by the command that
ends it, but for the timer.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

from benchmarks.broke import BenchmarkBroke
from benchmarks.six_processes import COMMANDS, diagram, variables
from processes.bpmn import read_diagram
from processes.engine import InstanceState, execute
from processes.engine import commands as c
from processes.engine import events as e

NOW = datetime(2024, 1, 1, tzinfo=UTC)

#: the event that something waits → the command that ends the wait
ANSWERS: dict[type[e.Event], Callable[[Any], c.Command]] = {
    e.JobCreated: lambda event: c.CompleteJob(event.key, {}),
    e.UserTaskCreated: lambda event: c.CompleteUserTask(event.key, {}),
    e.MessageSubscriptionOpened: lambda event: c.CorrelateMessage(event.key, {}),
}


class EngineAlone:
    def prepare(self) -> None:
        self._models = {name: read_diagram(diagram(name)).processes[0] for name in COMMANDS}
        self._keys = count(1)

    def run(self, process_id: str, numbers: list[int]) -> None:
        model, keys = self._models[process_id], self._keys
        for number in range(*numbers):
            key = next(keys)
            state = InstanceState(key=key, process_definition_key=1)
            waiting: list[c.Command] = [
                c.StartInstance(
                    process_instance_key=key,
                    process_definition_key=1,
                    version=1,
                    variables=variables(process_id, number),
                )
            ]
            commands = 0
            while waiting:
                events = execute(model, state, waiting.pop(), NOW, keys)
                commands += 1
                waiting += [ANSWERS[type(event)](event) for event in events if type(event) in ANSWERS]
            if state.is_active or commands != COMMANDS[process_id]:
                raise BenchmarkBroke(f"{process_id} {number} did not complete: {commands} commands, {state}")

    def check(self) -> None:
        """Each instance has been checked when it ended."""
