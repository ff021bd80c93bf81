"""Script task: evaluates a FEEL script and keeps its value (BPMN 10.3.3). Scripts in other languages are
jobs.
"""

from __future__ import annotations

from processes.bpmn.model import Element
from processes.engine.behaviors.behavior import Behavior
from processes.engine.behaviors.job_worker_task import create_job
from processes.engine.errors import ErrorType
from processes.engine.state import ElementInstance
from processes.engine.step import Step


class ScriptTask(Behavior):
    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        script = element.script
        if script is None:
            create_job(step, element, instance)
            return
        read = step.reader(element, instance.key, ErrorType.EXPRESSION)
        value = read.json_or_none(script.expression, "script")
        if script.result_variable:
            step.receive(instance, {script.result_variable: value})
        step.complete_later(instance)
