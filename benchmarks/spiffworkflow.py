"""SpiffWorkflow: nothing stored, or its state saved after each wait.

It is driven as its documentation says: a parsed specification is shared by all instances, `do_engine_steps`
runs on until all tasks wait, and a task that waits is completed by `run`. A service task waits (it is parsed
as a manual task) as ours waits for its job. A message is caught by the instance itself.

What is saved is the state that its own serializer writes, without the specification, which is the same for
all instances; one row for each instance, one COMMIT for each save. It is never read back: the objects stay
in memory.
"""

import os
import sqlite3
from typing import Any

import psycopg
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter, WorkflowConverter
from SpiffWorkflow.bpmn.specs.defaults import ManualTask
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from benchmarks.broke import BenchmarkBroke
from benchmarks.six_processes import COMMANDS, DIAGRAMS, MESSAGE, variables
from benchmarks.sqlite_options import open_sqlite


class Parser(BpmnParser):
    OVERRIDE_PARSER_CLASSES = {full_tag("serviceTask"): (TaskParser, ManualTask)}


class StateConverter(BpmnWorkflowConverter):
    """What BpmnWorkflowConverter writes, without the specifications."""

    def to_dict(self, workflow: BpmnWorkflow) -> dict[str, Any]:
        return {
            **WorkflowConverter.to_dict(self, workflow),
            "subprocesses": self.mapping_to_dict(workflow.subprocesses),
            "bpmn_events": self.registry.convert(workflow.bpmn_events),
        }


class InMemory:
    """Keeps nothing."""

    def prepare(self) -> None:
        # Timers are Python expressions here: the duration is a name that means itself.
        self._scripts = PythonScriptEngine(environment=TaskDataEnvironment({"PT1H": "PT1H"}))
        self._specifications = {name: _parsed(name) for name in COMMANDS}

    def run(self, process_id: str, numbers: list[int]) -> None:
        specification = self._specifications[process_id]
        for number in range(*numbers):
            workflow = BpmnWorkflow(specification, script_engine=self._scripts)
            workflow.task_tree.data.update(variables(process_id, number))
            workflow.do_engine_steps()
            self.save(number, workflow)
            commands = 1
            while not workflow.is_completed():
                _end_a_wait(workflow)
                workflow.do_engine_steps()
                self.save(number, workflow)
                commands += 1
            if commands != COMMANDS[process_id]:
                raise BenchmarkBroke(f"SpiffWorkflow took {commands} steps for {process_id}")
            self.finished(number)

    def save(self, number: int, workflow: BpmnWorkflow) -> None:
        pass

    def finished(self, number: int) -> None:
        pass

    def check(self) -> None:
        """Each instance has been checked when it ended."""


class Saved(InMemory):
    """Saves each instance after each wait."""

    #: how the database marks a parameter
    place = "?"

    def prepare(self) -> None:
        super().prepare()
        self._serializer = BpmnWorkflowSerializer(
            BpmnWorkflowSerializer.configure({**DEFAULT_CONFIG, BpmnWorkflow: StateConverter})
        )
        self._connection = self.connect()
        self._member = os.getpid()
        self._completed = 0
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS spiffworkflow (member BIGINT, number BIGINT, completed BOOLEAN, "
            "state TEXT, PRIMARY KEY (member, number))"
        )
        self._save = (
            "INSERT INTO spiffworkflow (member, number, completed, state) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (member, number) "
            "DO UPDATE SET completed = excluded.completed, state = excluded.state"
        ).replace("?", self.place)

    def connect(self) -> Any:
        raise NotImplementedError

    def save(self, number: int, workflow: BpmnWorkflow) -> None:
        state = self._serializer.serialize_json(workflow)
        self._connection.execute(self._save, (self._member, number, workflow.is_completed(), state))

    def finished(self, number: int) -> None:
        self._completed += 1

    def check(self) -> None:
        """Raises unless all that ran is stored as completed; then makes room."""
        sql = "SELECT count(*) FROM spiffworkflow WHERE completed AND member = ?".replace("?", self.place)
        (stored,) = self._connection.execute(sql, (self._member,)).fetchone()
        if stored != self._completed:
            raise BenchmarkBroke(f"{self._completed} instances completed, {stored} are stored")
        sql = "DELETE FROM spiffworkflow WHERE member = ?".replace("?", self.place)
        self._connection.execute(sql, (self._member,))
        self._completed = 0


class SavedInSQLite(Saved):
    def connect(self) -> sqlite3.Connection:
        return open_sqlite(os.environ["BENCHMARK_SQLITE"])


class SavedInPostgreSQL(Saved):
    place = "%s"

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def _parsed(process_id: str) -> Any:
    parser = Parser()
    parser.add_bpmn_file(str(DIAGRAMS / f"{process_id}.bpmn"))
    return parser.get_spec(process_id)


def _end_a_wait(workflow: BpmnWorkflow) -> None:
    task = next(iter(workflow.get_tasks(state=TaskState.READY, manual=True)), None)
    if task is not None:
        task.run()
    else:
        workflow.send_event(BpmnEvent(MessageEventDefinition(MESSAGE), {}, {}))
