"""Broken instances among good ones: they hold up nobody, they are seen, and they go on once repaired."""

from datetime import timedelta

import pytest
from django.utils import timezone

from processes import services
from processes.models import Incident, IncidentState, InstanceState, Job, ProcessInstance
from processes.runtime import heartbeat
from processes.workers import ActivatedJob, job_handler, work
from tests.support.deploying import deploy
from tests.support.diagrams import process

pytestmark = pytest.mark.django_db


@job_handler("broken.step")
def step(job: ActivatedJob) -> None:
    """Done before anybody can tell that its instance is broken, if it breaks by then."""
    if job.business_key == "breaks":
        spoil(job.process_instance_key)


def spoil(key: int) -> str:
    """Make its document unreadable. What it was."""
    instance = ProcessInstance.objects.filter(key=key)
    document = instance.get().document
    instance.update(document="{")
    return document


@pytest.fixture
def instances() -> list[int]:
    deploy(process("p").start().service_task("step", "broken.step").end())
    return list(services.start_instances(process_id="p", batch=[{}] * 5))


def states(keys: list[int]) -> list[str]:
    found = dict(ProcessInstance.objects.values_list("key", "state"))
    return [found[key] for key in keys]


def let_leases_pass() -> None:
    Job.objects.update(locked_until=timezone.now() - timedelta(seconds=1))


def test_the_job_of_a_broken_instance_is_an_incident_and_the_others_of_its_batch_are_done(instances):
    broken, *good = instances
    spoil(broken)
    work.until_nothing_is_free()
    assert states(good) == [InstanceState.COMPLETED] * 4
    incident = Incident.objects.get()
    assert (incident.process_instance_key, incident.element_id) == (broken, "step")
    assert incident.message.startswith("Expected the job of 'step' to be done, but the instance is broken")


def test_it_is_told_once_however_often_it_is_tried(instances):
    spoil(instances[0])
    for _ in range(3):
        work.until_nothing_is_free()
        let_leases_pass()
    assert Incident.objects.count() == 1


def test_once_repaired_and_resolved_it_goes_on_at_once(instances):
    broken = instances[0]
    document = spoil(broken)
    work.until_nothing_is_free()
    ProcessInstance.objects.filter(key=broken).update(document=document)
    services.resolve_incident(incident_key=Incident.objects.get().key)
    work.until_nothing_is_free()
    assert states(instances) == [InstanceState.COMPLETED] * 5
    assert Incident.objects.get().state == IncidentState.RESOLVED


def test_an_incident_of_what_has_been_done_since_resolves_itself(instances):
    broken = instances[0]
    document = spoil(broken)
    work.until_nothing_is_free()
    ProcessInstance.objects.filter(key=broken).update(document=document)
    heartbeat.keep_house()
    assert Incident.objects.get().state == IncidentState.OPEN, "its job still waits"
    let_leases_pass()
    work.until_nothing_is_free()
    heartbeat.keep_house()
    assert Incident.objects.get().state == IncidentState.RESOLVED


def test_an_instance_that_breaks_while_its_job_is_done_is_an_incident_too(instances):
    doomed = services.start_instance(process_id="p", business_key="breaks")
    work.until_nothing_is_free()
    assert states(instances) == [InstanceState.COMPLETED] * 5
    assert Incident.objects.get().process_instance_key == doomed.key
