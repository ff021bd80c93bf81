"""What becomes of a job when its handler has done it: the command that tells the engine."""

from datetime import UTC, datetime
from typing import Any

import examples.handlers  # noqa: F401  registers them
from processes.engine import commands as c
from processes.engine import events as e
from processes.workers import ActivatedJob, BpmnError, handler_for


def outcome(job: e.JobCreated, variables: dict[str, Any]) -> c.Command:
    """A failure takes the last retry at once, so that it is an incident."""
    activated = ActivatedJob(
        key=job.key,
        type=job.type,
        process_instance_key=1,
        process_definition_key=1,
        process_id="example",
        business_key=None,
        element_id=job.element_id,
        element_instance_key=job.element_instance_key,
        retries=1,
        deadline=datetime(2100, 1, 1, tzinfo=UTC),
        idempotency_key=f"job-{job.key}",
        headers=job.headers,
        variables=variables,
    )
    try:
        result = handler_for(job.type).function(activated)
    except BpmnError as thrown:
        return c.ThrowJobError(
            job_key=job.key, error_code=thrown.code, error_message=thrown.message, variables=thrown.variables
        )
    except Exception as failure:
        return c.FailJob(job_key=job.key, retries=0, error_message=str(failure))
    return c.CompleteJob(job_key=job.key, variables=result or {})
