"""A job in the hand, without a process around it."""

from datetime import UTC, datetime
from typing import Any

from processes.engine.commands import Command
from processes.workers import ActivatedJob, work


def job_of(job_type: str, **variables: Any) -> ActivatedJob:
    return ActivatedJob(
        key=4711,
        type=job_type,
        process_instance_key=1,
        process_definition_key=2,
        process_id="p",
        business_key=None,
        element_id="step",
        element_instance_key=3,
        retries=3,
        deadline=datetime(2100, 1, 1, tzinfo=UTC),
        idempotency_key="job-4711",
        headers={},
        variables=variables,
    )


def done(job_type: str, **variables: Any) -> Command:
    """What a worker tells the engine when it has done such a job."""
    work.load_handlers()
    return work.do(job_of(job_type, **variables))
