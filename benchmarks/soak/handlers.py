"""What the worker does in a soak: nothing, and now and then something that fails the first time."""

from processes.workers import ActivatedJob, JobFailed, job_handler


@job_handler("soak.work")
def work(job: ActivatedJob) -> None:
    """What is looked at is the product, not the work."""


@job_handler("soak.trouble")
def fail_at_first(job: ActivatedJob) -> dict[str, int]:
    """Fails until somebody has resolved the incident."""
    if job.tries == 1:
        raise JobFailed("It does so the first time", retry=False)
    return {"tries": job.tries}
