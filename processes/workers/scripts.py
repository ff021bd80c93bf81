"""Script tasks as jobs: Python in the sandbox, and which other languages there are handlers for."""

from __future__ import annotations

import logging
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings

from processes.bpmn import ScriptLanguages
from processes.bpmn.scripts import PYTHON, RESULT_VARIABLE, SCRIPT, job_type_of, python_fault
from processes.runtime.job_queue import ActivatedJob
from processes.scripts import Limits, NoSandbox, ScriptError, ScriptFailed, fault_of, run
from processes.workers.handlers import BpmnError, JobFailed, handlers, job_handler

log = logging.getLogger(__name__)


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
    fault = python_fault(script)
    if fault is not None:
        return fault
    try:
        return fault_of(script, limits())
    except NoSandbox as away:  # no reason to turn a diagram away: its jobs will tell
        log.warning("A script was not looked at by the sandbox: %s", away)
        return None


#: what this installation runs
LANGUAGES = ScriptLanguages(are_run=_are_run, fault=_fault)
