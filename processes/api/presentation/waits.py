"""Jobs, timers, subscriptions and incidents, with the process they belong to."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from processes.api.presentation.elements import ElementNames
from processes.models import Incident, Job, MessageSubscription, ProcessDefinition, ProcessInstance, Timer
from processes.services import ActivatedJob


def shown_jobs(jobs: Iterable[Job]) -> Iterator[dict[str, Any]]:
    jobs = list(jobs)
    definitions = ProcessDefinition.objects.in_bulk({job.process_definition_key for job in jobs})
    now = timezone.now()
    for job in jobs:
        is_held = job.locked_until is not None and job.locked_until > now
        if is_held:
            state = "ACTIVATED"
        elif job.retries <= 0:
            state = "FAILED"
        else:
            state = "BACKING_OFF" if job.available_at > now else "CREATED"
        yield {
            "key": job.key,
            "type": job.type,
            "process_instance_key": job.process_instance_key,
            "process_definition_key": job.process_definition_key,
            "process_id": definitions[job.process_definition_key].process_id,
            "element_id": job.element_id,
            "element_instance_key": job.element_instance_key,
            "state": state,
            "retries": job.retries,
            "priority": job.priority,
            "worker": job.locked_by if is_held else None,
            "error_message": job.error_message,
            "created_at": job.created_at,
            "available_at": job.available_at,
        }


def activated(job: ActivatedJob, fetch_variables: Collection[str] | None) -> dict[str, Any]:
    """For its worker, with the wanted variables, or all that it can see."""
    variables = job.variables
    if fetch_variables is not None:
        variables = {name: value for name, value in variables.items() if name in fetch_variables}
    return {**asdict(job), "variables": variables}


def shown_timers(timers: Iterable[Timer]) -> Iterator[dict[str, Any]]:
    names = ElementNames()
    for timer in timers:
        yield {
            "key": timer.key,
            "element_id": timer.element_id,
            "element_name": names.name(timer.process_definition_key, timer.element_id),
            "element_instance_key": timer.element_instance_key,
            "due_at": timer.due_at,
        }


def shown_subscriptions(subscriptions: Iterable[MessageSubscription]) -> Iterator[dict[str, Any]]:
    names = ElementNames()
    for subscription in subscriptions:
        yield {
            "key": subscription.key,
            "message_name": subscription.message_name,
            "correlation_key": subscription.correlation_key,
            "element_id": subscription.element_id,
            "element_name": names.name(subscription.process_definition_key, subscription.element_id),
            "element_instance_key": subscription.element_instance_key,
        }


def shown_incidents(incidents: Iterable[Incident]) -> Iterator[dict[str, Any]]:
    incidents = list(incidents)
    names = ElementNames()
    definitions = ProcessDefinition.objects.in_bulk({each.process_definition_key for each in incidents})
    business_keys = dict(
        ProcessInstance.objects.filter(key__in={each.process_instance_key for each in incidents}).values_list(
            "key", "business_key"
        )
    )
    for incident in incidents:
        definition = definitions[incident.process_definition_key]
        yield {
            "key": incident.key,
            "process_instance_key": incident.process_instance_key,
            "process_definition_key": incident.process_definition_key,
            "process_id": definition.process_id,
            "process_name": definition.name or definition.process_id,
            "business_key": business_keys.get(incident.process_instance_key),
            "element_id": incident.element_id,
            "element_name": names.name(incident.process_definition_key, incident.element_id),
            "element_instance_key": incident.element_instance_key,
            "error_type": incident.error_type,
            "message": incident.message,
            "job_key": incident.job_key,
            "raised_at": incident.raised_at,
            "resolved_at": incident.resolved_at,
            "state": incident.state,
        }
