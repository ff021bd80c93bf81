"""The BPMN part of the adapter: other people's scenarios on the stage on which ours are played, with the
engine in memory or through the database (`stores`).

What a case replaces by a *handler* (a Java class, a script in another language) becomes a job.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

from lxml import etree

from processes.bpmn.event_definitions import MessageEventDefinition
from processes.bpmn.importing import import_diagram
from processes.bpmn.namespaces import IN_BPMN
from processes.engine import CommandRejected
from processes.scenarios.handled import as_jobs
from processes.scenarios.handlers import read_handler
from processes.scenarios.stage import Ambiguous, NoMatch, Stage
from processes.scenarios.work import Completes, Handler, Outcome, StaysBusy, ThrowsError, WaitingJob
from tests.conformance.imported import what_got_lost
from tests.conformance.packs import load_runner
from tests.conformance.stores import new_engine
from tests.conformance.validity import is_valid


def in_their_words(act: Callable[..., Any]) -> Callable[..., Any]:
    """Our refusals become the runner's exceptions."""

    @wraps(act)
    def acted(*arguments: Any, **named: Any) -> Any:
        runner = load_runner()
        try:
            return act(*arguments, **named)
        except NoMatch as refused:
            raise runner.NoMatch(str(refused)) from refused
        except Ambiguous as refused:
            raise runner.Ambiguous(str(refused)) from refused
        except CommandRejected as refused:
            raise runner.EngineError(str(refused)) from refused

    return acted


class BpmnAdapter:
    def __init__(self, now: datetime, host: Any) -> None:
        self._begins = now
        self.host = host
        #: betsy's tests look for uncaught errors; Operaton's rest on its habits
        self._is_betsy = hasattr(host, "stamps")
        host.clock = lambda: self.stage.engine.now

    @cached_property
    def stage(self) -> Stage:
        engine = new_engine(self._begins, ends_uncaught_errors=not self._is_betsy)
        return Stage(engine, self._handler_of)

    # --- doing ------------------------------------------------------------------------------------

    def deploy(self, files: list[str]) -> None:
        with _rejections(lenient=self._is_betsy or _asks_whether_valid(files)):
            self.stage.deploy(*[as_jobs(Path(name).read_bytes(), self._job_type) for name in files])

    def import_model(self, path: str) -> None:
        """The pack asks only that nothing is raised; a file whose elements got lost must not pass."""
        content = Path(path).read_bytes()
        imported = import_diagram(content, resource=Path(path).name)
        lost = what_got_lost(content, imported)
        if lost:
            raise load_runner().EngineError(f"lost: {lost}")

    @in_their_words
    def start(self, process_id: str, variables: dict[str, Any]) -> int:
        if (message := self._only_message(process_id)) is not None:
            return self.stage.start_by_message(message, variables)
        return self.stage.start(process_id, variables)

    def _only_message(self, process_id: str) -> str | None:
        """Operaton starts a process by its id at its only start event, also if that waits for a message."""
        for model in self.stage.engine.latest_models():
            if model.process_id == process_id and len(model.start_events) == 1 and not self._is_betsy:
                for _, definition in model.starts_by(MessageEventDefinition):
                    return str(definition.name.evaluate({}, now=self.stage.engine.now))
        return None

    @in_their_words
    def start_by_message(self, name: str, variables: dict[str, Any]) -> int:
        return self.stage.start_by_message(name, variables)

    @in_their_words
    def complete(self, task: Any, variables: dict[str, Any]) -> None:
        self.stage.complete(task, variables)

    @in_their_words
    def trigger(self, element: str, index: int = 0) -> None:
        self.stage.trigger(element, index)

    @in_their_words
    def correlate(self, name: str, variables: dict[str, Any]) -> None:
        self.stage.correlate(name, variables)

    @in_their_words
    def deliver(self, name: str, element: str, index: int = 0) -> None:
        self.stage.deliver(name, element, index)

    @in_their_words
    def broadcast(self, name: str, variables: Any = None, instance: int | None = None) -> int:
        return self.stage.broadcast(name, variables, instance)

    @in_their_words
    def fire_timer(self, element: str, index: int = 0) -> None:
        self.stage.fire_timer(element, index)

    @in_their_words
    def advance(self, to: datetime) -> None:
        self.stage.advance(to)

    @in_their_words
    def set_variables(self, instance: int, variables: dict[str, Any]) -> None:
        self.stage.set_variables(instance, variables)

    @in_their_words
    def cancel(self, instance: int) -> None:
        self.stage.cancel(instance)

    @in_their_words
    def evaluate_start_conditions(self, variables: dict[str, Any]) -> int:
        return self.stage.evaluate_start_conditions(variables)

    # --- seeing -----------------------------------------------------------------------------------

    def tasks(self, instance: int | None = None) -> list[tuple[Any, str]]:
        return [(task, task.element_id) for task in self.stage.tasks(instance)]

    def waiting(self, instance: int | None = None) -> list[str]:
        return self.stage.waiting(instance)

    def ended(self, instance: int) -> bool:
        return self.stage.ended(instance)

    def running(self, process_id: str | None = None) -> int:
        return self.stage.running(process_id)

    def variables(self, instance: int) -> dict[str, Any]:
        return dict(self.stage.variables(instance))

    def subscriptions(self, kind: str, name: str | None = None) -> int:
        return self.stage.subscriptions(kind, name)

    def timers(self) -> int:
        return len(self.stage.timers())

    def uncaught_errors(self) -> list[str]:
        incidents = self.stage.incidents()
        return [each.message for each in incidents if each.error_type == "UNHANDLED_BPMN_ERROR"]

    # --- jobs -------------------------------------------------------------------------------------

    def _job_type(self, task: etree._Element) -> str | None:
        if "betsy" in (task.get("scriptFormat"), task.get("scriptLanguage")):
            return f"script:{(task.findtext(f'{IN_BPMN}script') or '').strip()}"
        return "handler" if self.host.handler(task.get("id")) is not None else None

    def _handler_of(self, job: WaitingJob) -> Handler:
        """All jobs are done at once: what the pack has no handler for is of no interest to it."""
        if job.type.startswith("script:"):
            return self._betsys_script
        return read_handler(self.host.handler(job.element_id) or {"behaviour": "noop"})

    def _betsys_script(self, job: WaitingJob, visible: Any, now: datetime) -> Outcome:
        brought: dict[str, Any] = {}
        script = job.type.removeprefix("script:")
        try:
            busy = self.host.script(job.element_id, script, visible.get, brought.__setitem__)
        except load_runner().BpmnError as error:
            return ThrowsError(code=str(getattr(error, "code", None) or error.args[0]))
        if busy is not None:
            return StaysBusy(duration=timedelta(seconds=busy))
        return Completes(variables=brought)


def _asks_whether_valid(files: list[str]) -> bool:
    return any("betsy_constraints" in Path(name).parts for name in files)


@contextmanager
def _rejections(*, lenient: bool) -> Iterator[None]:
    """A refused diagram is the runner's `Rejected`; but not a valid one that only cannot run here, where that
    is not what is asked.
    """
    try:
        yield
    except etree.XMLSyntaxError as rejected:
        raise load_runner().Rejected(str(rejected)) from rejected
    except ValueError as rejected:  # DiagramRejected in memory, DeploymentRejected from the database
        if not hasattr(rejected, "problems"):
            raise
        if not (lenient and is_valid(rejected.problems)):
            raise load_runner().Rejected(str(rejected)) from rejected
