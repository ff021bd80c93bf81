"""Playing a case: its steps, one after the other, on an engine."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from processes.engine.errors import CommandRejected
from processes.resources.problems import Problem, ResourceRejected
from processes.scenarios.case import Case, Step
from processes.scenarios.engine import Engine, kind_of
from processes.scenarios.handled import as_jobs
from processes.scenarios.play import Play, Unexpected, told
from processes.scenarios.stage import Stage
from processes.scenarios.work import Handler, WaitingJob


class CaseFailed(AssertionError):
    """A step did not go as it is written."""

    def __init__(self, message: str, *, step_number: int | None = None, step: str | None = None) -> None:
        self.message = message
        #: counted from 1; None if the diagrams could not be deployed
        self.step_number = step_number
        self.step = step
        super().__init__(message)


def play(case: Case, engine: Engine) -> None:
    """Play a case from its beginning on a fresh engine. Raises `CaseFailed` at the first step that goes
    otherwise.
    """
    engine.now = case.begins
    stage = _CaseStage(engine, case)
    if case.resources:
        try:
            stage.deploy(*[resource.content for resource in case.resources])
        except ResourceRejected as rejected:
            raise CaseFailed(f"deploy: {_problems_told(rejected)}") from rejected
    played = Play(stage)
    for number, step in enumerate(case.steps, 1):
        try:
            _play(step, played)
        except (Unexpected, CommandRejected, ResourceRejected) as wrong:
            message = _problems_told(wrong) if isinstance(wrong, ResourceRejected) else str(wrong)
            raise CaseFailed(
                _report(number, step, message, played), step_number=number, step=step.text
            ) from wrong


class _CaseStage(Stage):
    """A stage on which the tasks that have a handler are jobs."""

    def __init__(self, engine: Engine, case: Case) -> None:
        super().__init__(engine, self._handler_for)
        self._handlers = case.handlers

    def deploy(self, *resources: bytes) -> None:
        if self._handlers:
            resources = tuple(
                as_jobs(each, self._job_type) if kind_of(each) == "bpmn" else each for each in resources
            )
        super().deploy(*resources)

    def _job_type(self, task: etree._Element) -> str | None:
        element_id = task.get("id")
        return f"handler:{element_id}" if element_id in self._handlers else None

    def _handler_for(self, job: WaitingJob) -> Handler | None:
        return self._handlers.get(job.element_id)


def _play(step: Step, played: Play) -> None:
    try:
        step.kind.play(played, **step.arguments)
    except CommandRejected as rejection:
        if step.rejected is None or step.rejected not in str(rejection):
            raise
    else:
        if step.rejected is not None:
            raise Unexpected(f"expected to be rejected ({step.rejected}), but it was not")


def _report(number: int, step: Step, wrong: str, played: Play) -> str:
    indented = "\n".join(f"  {line}" for line in [*wrong.splitlines(), *_situation(played)])
    return f"step {number} ({step.text}), {told(played.now)}:\n{indented}"


def _situation(played: Play) -> list[str]:
    """What waits now, for whoever wonders."""
    stage = played.stage
    waits = {
        "user tasks": Counter(each.element_id for each in stage.tasks()),
        "jobs": Counter(each.element_id for each in stage.jobs()),
        "timers": Counter(element_id for element_id, _ in stage.timers()),
        "messages": Counter(stage.subscribed("message")),
    }
    open_ = [f"{what} {told(dict(found))}" for what, found in waits.items() if found]
    stuck = [
        f"incident at {each.element_id}: {each.error_type}, {each.message}" for each in stage.incidents()
    ]
    return [f"open: {', '.join(open_)}" if open_ else "nothing is open", *stuck]


def _problems_told(rejected: ResourceRejected) -> str:
    return "; ".join(map(_problem_told, rejected.problems))


def _problem_told(problem: Problem) -> str:
    return f"{problem.element_id}: {problem.message}" if problem.element_id else problem.message
