"""Script tasks in Python within a scenario: their jobs are done at once, since nobody but the script has a
say in what they do. A script that fails would fail again, so it is an incident at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processes.bpmn.scripts import RESULT_VARIABLE, SCRIPT
from processes.engine.commands import Command, CompleteJob, FailJob, ThrowJobError
from processes.scripts import ScriptError, ScriptFailed, run


def done(job_key: int, headers: Mapping[str, str], variables: Mapping[str, Any]) -> Command:
    """What became of the job of a script."""
    try:
        made = run(headers[SCRIPT], variables, result_variable=headers.get(RESULT_VARIABLE))
    except ScriptError as thrown:
        return ThrowJobError(
            job_key=job_key, error_code=thrown.code, error_message=thrown.message, variables={}
        )
    except ScriptFailed as failure:
        return FailJob(job_key=job_key, retries=0, error_message=str(failure), retry_at=None)
    return CompleteJob(job_key=job_key, variables=made)
