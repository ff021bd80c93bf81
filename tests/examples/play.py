"""Plays one instance of an example on the pure engine, with its own job handlers.

Jobs are done as soon as there are any. People answer, messages come and time passes when the test says so.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from examples.catalog import EXAMPLES
from processes.bpmn import read_diagram
from processes.dmn import read_decisions
from processes.engine import InstanceState, execute
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.decisions import FoundDecision
from processes.engine.state import Job, MessageSubscription, Timer, UserTask
from processes.engine.variables import visible_variables
from tests.examples.handling import outcome

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Play:
    def __init__(self, name: str, *, start_event: str | None = None, **variables: Any) -> None:
        example = next(each for each in EXAMPLES if each.name == name)
        self.model = read_diagram(example.diagram.read_bytes()).processes[0]
        self._decisions = [read_decisions(file.read_bytes()) for file in example.decisions]
        self.now = NOON
        self.events: list[e.Event] = []
        self._keys: Iterator[int] = count(2)
        self._jobs: dict[int, e.JobCreated] = {}
        self._state = InstanceState(key=1, process_definition_key=1)
        self._run(
            c.StartInstance(
                process_instance_key=1,
                process_definition_key=1,
                version=1,
                variables=variables,
                start_element_id=start_event,
            )
        )

    # -- doing -----------------------------------------------------------------------------------------------

    def complete(self, element_id: str, **answers: Any) -> None:
        """Somebody completes the user task of this element."""
        (key,) = (key for key, at, wait in self._waits() if isinstance(wait, UserTask) and at == element_id)
        self._run(c.CompleteUserTask(user_task_key=key, variables=answers))

    def message(self, name: str, **variables: Any) -> None:
        """A message comes for the subscription of this name."""
        (key,) = (
            key
            for key, _, wait in self._waits()
            if isinstance(wait, MessageSubscription) and wait.message_name == name
        )
        self._run(c.CorrelateMessage(subscription_key=key, variables=variables))

    def wait(self, **duration: float) -> None:
        """Time passes; what becomes due triggers in its order."""
        until = self.now + timedelta(**duration)
        while due := min(
            ((wait.due_at, key) for key, _, wait in self._waits() if isinstance(wait, Timer)),
            default=None,
        ):
            if due[0] > until:
                break
            self.now = due[0]
            self._run(c.TriggerTimer(timer_key=due[1]))
        self.now = until

    def correct(self, **variables: Any) -> None:
        """Somebody corrects variables and retries what was stuck."""
        self._run(c.SetVariables(variables=variables))
        for incident in self._open_incidents():
            self._run(c.ResolveIncident(incident_key=incident.key))

    # -- seeing ----------------------------------------------------------------------------------------------

    @property
    def has_ended(self) -> bool:
        return not self._state.is_active

    @property
    def completed(self) -> list[str]:
        """Elements in the order in which they were completed."""
        return [event.element_id for event in self.events if isinstance(event, e.ElementCompleted)]

    @property
    def waiting(self) -> set[str]:
        """Elements that wait for a person, a message or a repair; timers do not count."""
        return {at for _, at, wait in self._waits() if not isinstance(wait, Timer | Job)}

    @property
    def incidents(self) -> list[str]:
        return [incident.message for incident in self._open_incidents()]

    @property
    def variables(self) -> dict[str, Any]:
        """The last value of each variable of the instance itself, even if it has ended."""
        set_here = (v for v in self.events if isinstance(v, e.VariableSet) and v.scope_key == self._state.key)
        return {event.name: event.value for event in set_here}

    def _waits(self) -> list[tuple[int, str, Any]]:
        """Key, element and kind of all that is waited for; the element is that of the event, if it is one."""
        return [
            (key, getattr(wait, "element_id", None) or instance.element_id, wait)
            for instance in self._state.element_instances.values()
            for key, wait in (instance.waits or {}).items()
        ]

    def _open_incidents(self) -> list[e.IncidentRaised]:
        resolved = {event.key for event in self.events if isinstance(event, e.IncidentResolved)}
        raised = (event for event in self.events if isinstance(event, e.IncidentRaised))
        return [event for event in raised if event.key not in resolved]

    # -- running ---------------------------------------------------------------------------------------------

    def _run(self, command: c.Command) -> None:
        new = execute(self.model, self._state, command, self.now, self._keys, self._find_decision)
        self.events += new
        self._jobs |= {event.key: event for event in new if isinstance(event, e.JobCreated)}
        free = [key for key, _, wait in self._waits() if isinstance(wait, Job) and wait.retries > 0]
        if free:
            self._work_on(self._jobs[free[0]])

    def _find_decision(self, decision_id: str, *_: object) -> FoundDecision | None:
        for model in self._decisions:
            if decision_id in model.decisions:
                return FoundDecision(key=None, decision_id=decision_id, model=model)
        return None

    def _work_on(self, job: e.JobCreated) -> None:
        """One job; completing it works on the next."""
        variables = dict(visible_variables(self._state, job.element_instance_key))
        self._run(outcome(job, variables))
