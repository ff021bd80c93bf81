"""Script tasks as jobs: Python in the sandbox, and which other languages there are handlers for."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings

from processes.bpmn import ScriptLanguages
from processes.bpmn.scripts import PYTHON, RESULT_VARIABLE, SCRIPT, job_type_of, python_fault
from processes.runtime.job_queue import ActivatedJob
from processes.scripts import Limits, ScriptError, ScriptFailed, fault_of, run
from processes.workers.handlers import BpmnError, JobFailed, handlers, job_handler


def limits() -> Limits:
    """Those of this installation."""
    return Limits(
        seconds=settings.SCRIPT_SECONDS,
        megabytes=settings.SCRIPT_MEGABYTES,
        processes=settings.SCRIPT_PROCESSES or None,
    )


@job_handler(job_type_of(PYTHON), timeout=timedelta(minutes=10))
def python(job: ActivatedJob) -> dict[str, Any]:
    """Run the script of a script task."""
    try:
        return run(
            job.headers[SCRIPT],
            job.variables,
            result_variable=job.headers.get(RESULT_VARIABLE),
            limits=limits(),
        )
    except ScriptError as thrown:
        raise BpmnError(thrown.code, thrown.message) from thrown
    except ScriptFailed as failure:
        raise JobFailed(str(failure)) from failure


def _are_run(language: str) -> bool:
    if job_type_of(language) not in handlers:
        for module in settings.JOB_HANDLERS:
            import_module(module)
    return job_type_of(language) in handlers


def _fault(language: str, script: str) -> str | None:
    if language != PYTHON:
        return None
    return python_fault(script) or fault_of(script, limits())


#: what this installation runs
LANGUAGES = ScriptLanguages(are_run=_are_run, fault=_fault)
