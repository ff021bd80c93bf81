"""Jobs: work that a job worker does for a service task (Camunda 8, *Job workers*)."""

from datetime import timedelta

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.state import Job
from tests.support.diagrams import process


def of_kind(engine, kind):
    return [event for event in engine.events if isinstance(event, kind)]


def test_a_service_task_waits_for_its_job(engine):
    engine.deploy(
        process("p").service_task("charge", "charge-card", retries="5", headers={"currency": "EUR"}).end()
    )
    engine.start()
    (job,) = of_kind(engine, e.JobCreated)
    assert (job.type, job.retries, job.headers) == ("charge-card", 5, {"currency": "EUR"})
    engine.complete_job("charge", {"receipt": 1})
    assert engine.path == ["start", "charge", "end"]
    assert engine.variables == {"receipt": 1}


def test_type_and_retries_can_be_expressions(engine):
    engine.deploy(process("p").service_task("charge", '="charge-" + method', retries="=tries"))
    engine.start(variables={"method": "card", "tries": "2"})
    (job,) = of_kind(engine, e.JobCreated)
    assert (job.type, job.retries) == ("charge-card", 2)


@pytest.mark.parametrize(
    ("job_type", "retries", "told"),
    [
        ("=method", "3", "the job type of 'charge', but `=method` is null"),
        ("=5", "3", "the job type of 'charge' to be a text, but it is 5"),
        ('=string join(for i in 1..100 return "abc")', "3", "at most 255 printable characters"),
        ("abc" * 100, "3", "at most 255 printable characters"),
        ("charge", "=0", "the retries of 'charge' to be a whole number from 1 to"),
        ("charge", "=1.5", "but it is 1.5"),
        ("charge", "=true", "but it is true"),
        ("charge", '="²"', 'but it is "²"'),
        ("charge", "=10 ** 12", "but it is 1000000000000"),
    ],
)
def test_a_job_that_cannot_be_made_is_an_incident(engine, job_type, retries, told):
    engine.deploy(process("p").service_task("charge", job_type, retries=retries))
    engine.start()
    (incident,) = engine.open_incidents()
    assert incident.error_type == "EXPRESSION_ERROR"
    assert told in incident.message
    assert engine.jobs == []


def test_a_failed_try_costs_a_retry_and_says_when_the_job_is_free_again(engine):
    engine.deploy(process("p").service_task("charge").end())
    engine.start()
    engine.fail_job("charge", retries=2, error_message="timeout", retry_in=timedelta(minutes=5))
    engine.fail_job("charge", retries=1, error_message="timeout", retry_in=timedelta(minutes=10))
    failures = of_kind(engine, e.JobFailed)
    assert [event.retries for event in failures] == [2, 1]
    assert [event.retry_at - engine.now for event in failures] == [
        timedelta(minutes=5),
        timedelta(minutes=10),
    ]
    assert engine.incidents == {}
    ((_, _, job),) = engine.waits(Job)
    assert job.retries == 1
    engine.complete_job("charge")
    assert engine.state == "COMPLETED"


def test_a_job_without_retries_is_an_incident_until_someone_tries_again(engine):
    engine.deploy(process("p").service_task("charge").end())
    engine.start()
    engine.fail_job("charge", retries=0, error_message="card declined")
    (incident,) = engine.open_incidents()
    assert (incident.error_type, incident.message) == ("JOB_NO_RETRIES", "card declined")
    with pytest.raises(CommandRejected, match="no retries left"):
        engine.fail_job("charge", retries=2)
    engine.resolve_incident("charge")
    assert of_kind(engine, e.JobRetriesUpdated)[-1].retries == 1
    engine.complete_job("charge")
    assert engine.state == "COMPLETED"


def test_retries_below_zero_are_none(engine):
    engine.deploy(process("p").service_task("charge"))
    engine.start()
    engine.fail_job("charge", retries=-3)
    assert of_kind(engine, e.JobFailed)[-1].retries == 0
    assert engine.incidents == {"charge": "JOB_NO_RETRIES"}


def test_a_slow_worker_may_still_complete_a_job_that_was_given_up(engine):
    engine.deploy(process("p").service_task("charge").end())
    engine.start()
    engine.fail_job("charge")
    engine.complete_job("charge")
    assert engine.incidents == {}
    assert engine.state == "COMPLETED"


def test_a_job_is_completed_only_once(engine):
    engine.deploy(process("p").service_task("charge").service_task("ship").end())
    engine.start()
    charge = engine.key_of(Job)
    engine.complete_job("charge", {"receipt": 1})
    with pytest.raises(CommandRejected, match="complete job"):
        engine.do(c.CompleteJob(job_key=charge, variables={"receipt": 2}))
    assert engine.variables == {"receipt": 1}
    assert engine.jobs == ["ship"]


def test_names_that_are_too_long_to_store_are_refused(engine):
    engine.deploy(process("p").service_task("charge").end())
    engine.start()
    with pytest.raises(CommandRejected, match="at most 255"):
        engine.complete_job("charge", {"x" * 256: 1})
    assert engine.jobs == ["charge"]


def test_a_service_task_with_an_expression_needs_no_worker(engine):
    camunda = "http://camunda.org/schema/1.0/bpmn"
    diagram = process("p").task("add").end()
    task = diagram.element("add")
    task.tag = task.tag.replace("task", "serviceTask")
    task.set(f"{{{camunda}}}expression", "${a + b}")
    task.set(f"{{{camunda}}}resultVariable", "sum")
    engine.deploy(diagram)
    engine.start(variables={"a": 1, "b": 2})
    assert engine.variables["sum"] == 3
    assert engine.state == "COMPLETED"


def test_a_job_that_was_given_up_and_then_done_is_stuck_for_a_new_reason_only(engine):
    engine.deploy(process("p").service_task("charge").when("paid").task("next"))
    engine.start()
    engine.fail_job("charge")
    engine.complete_job("charge")
    assert [incident.error_type for incident in engine.open_incidents()] == ["CONDITION_ERROR"]
