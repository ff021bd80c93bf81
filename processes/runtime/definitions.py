"""Definitions: deploying resources, and the executable models of what is deployed.

A deployment is all or nothing: every problem of every resource is found first. A resource that is the same
as the latest version makes no new one. The latest version of a process waits for its start messages and
start timers; older versions do not any more, but their instances run on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from processes import feel
from processes.bpmn import DiagramRejected, check_diagram, read_diagram
from processes.bpmn.event_definitions import MessageEventDefinition, TimerEventDefinition
from processes.bpmn.model import ProcessModel
from processes.bpmn.problems import Problem, Severity
from processes.engine.triggers.timer import when
from processes.models import Deployment, Form, ProcessDefinition, Resource, StartSubscription, StartTimer
from processes.runtime.keys import keys


class DeploymentRejected(ValueError):
    """A resource cannot be deployed, so none was. `problems` has all errors and warnings."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


@lru_cache(maxsize=512)
def load_model(process_definition_key: int) -> ProcessModel:
    """The executable model of a deployed version. Raises `ProcessDefinition.DoesNotExist`."""
    definition = ProcessDefinition.objects.select_related("resource").get(key=process_definition_key)
    diagram = read_diagram(bytes(definition.resource.content), resource=definition.resource.name)
    return next(model for model in diagram.processes if model.process_id == definition.process_id)


def check(resources: Mapping[str, bytes]) -> list[Problem]:
    """All errors and warnings of these resources, as if they were deployed together."""
    problems: list[Problem] = []
    schemas = {
        name: _form_or_problem(name, content, problems)
        for name, content in resources.items()
        if _is_form(name)
    }
    known = {schema["id"] for schema in schemas.values() if schema} | set(
        Form.objects.values_list("form_id", flat=True)
    )
    process_ids: dict[str, str] = {}
    for name, content in resources.items():
        if _is_form(name):
            continue
        found = check_diagram(content, resource=name, forms=known)
        problems += found
        if not any(problem.severity is Severity.ERROR for problem in found):
            for model in read_diagram(content, resource=name, forms=known).processes:
                if (other := process_ids.setdefault(model.process_id, name)) != name:
                    problems.append(
                        Problem(
                            code="duplicate-process",
                            message=f"Process {model.process_id!r} is also in {other}; deploy one of them.",
                            resource=name,
                            process_id=model.process_id,
                        )
                    )
    if not resources:
        problems.append(
            Problem(
                code="nothing-to-deploy", message="There is no file to deploy; add a .bpmn or .form file."
            )
        )
    return problems


def deploy(
    resources: Mapping[str, bytes], *, deployed_by: str | None, now: datetime | None = None
) -> Deployment:
    """Deploy these resources. Raises `DeploymentRejected`."""
    problems = check(resources)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise DeploymentRejected(problems)
    keys.reserve()
    now = now or timezone.now()
    with transaction.atomic():
        deployment = Deployment.objects.create(key=next(keys), deployed_at=now, deployed_by=deployed_by)
        for name, content in resources.items():
            _deploy_resource(deployment, name, content)
    return deployment


def _deploy_resource(deployment: Deployment, name: str, content: bytes) -> None:
    checksum = sha256(content).hexdigest()
    resource = Resource(key=next(keys), deployment=deployment, name=name, checksum=checksum, content=content)
    if _is_form(name):
        _deploy_form(resource, json.loads(content))
        return
    try:
        models = read_diagram(content, resource=name).processes
    except DiagramRejected as rejected:
        raise DeploymentRejected(rejected.problems) from rejected
    latest = {
        definition.process_id: definition
        for definition in ProcessDefinition.objects.select_for_update()
        .filter(process_id__in=[model.process_id for model in models], is_latest=True)
        .select_related("resource")
    }
    if all(
        model.process_id in latest and latest[model.process_id].resource.checksum == checksum
        for model in models
    ):
        return
    resource.save(force_insert=True)
    for model in models:
        _deploy_process(resource, model, latest.get(model.process_id))


def _deploy_process(resource: Resource, model: ProcessModel, previous: ProcessDefinition | None) -> None:
    deployment = resource.deployment
    if previous is not None:
        ProcessDefinition.objects.filter(key=previous.key).update(is_latest=False)
        StartTimer.objects.filter(process_definition=previous).delete()
        StartSubscription.objects.filter(process_definition=previous).delete()
    definition = ProcessDefinition.objects.create(
        key=next(keys),
        resource=resource,
        process_id=model.process_id,
        version=previous.version + 1 if previous else 1,
        version_tag=model.version_tag,
        name=model.name,
        deployed_at=deployment.deployed_at,
        deployed_by=deployment.deployed_by,
    )
    now = deployment.deployed_at
    for start, timer in model.starts_by(TimerEventDefinition):
        value = _constant(timer.expression, now, resource, model, start.id)
        due_at, cycle, repetitions = when(timer.kind, value, now)
        StartTimer.objects.create(
            key=next(keys),
            process_definition=definition,
            element_id=start.id,
            due_at=due_at,
            cycle=cycle,
            repetitions=repetitions,
        )
    for start, message in model.starts_by(MessageEventDefinition):
        name = _constant(message.name, now, resource, model, start.id)
        StartSubscription.objects.create(
            key=next(keys), process_definition=definition, element_id=start.id, message_name=str(name)
        )


def _constant(
    expression: feel.Expression, now: datetime, resource: Resource, model: ProcessModel, element_id: str
) -> Any:
    """What a start event waits for, before there is any variable."""
    value = expression.evaluate({}, now=now)
    if value is None:
        raise DeploymentRejected(
            [
                Problem(
                    code="start-event-without-value",
                    message=(
                        f"`{expression.text}` is null: a start event can "
                        "only use what is known before an instance exists."
                    ),
                    resource=resource.name,
                    process_id=model.process_id,
                    element_id=element_id,
                )
            ]
        )
    return value


# --- forms ----------------------------------------------------------------------------------------


def _is_form(name: str) -> bool:
    return name.lower().endswith((".form", ".json"))


def _form_or_problem(name: str, content: bytes, problems: list[Problem]) -> dict[str, Any] | None:
    try:
        schema = json.loads(content)
    except (ValueError, UnicodeDecodeError) as wrong:
        problems.append(
            Problem(code="form-not-json", message=f"The form is not JSON: {wrong}.", resource=name)
        )
        return None
    if (
        not isinstance(schema, dict)
        or not isinstance(schema.get("id"), str)
        or not isinstance(schema.get("components"), list)
    ):
        problems.append(
            Problem(
                code="not-a-form",
                message="This is no form-js schema: it needs a text `id` and a list of `components`.",
                resource=name,
            )
        )
        return None
    return schema


def _deploy_form(resource: Resource, schema: dict[str, Any]) -> None:
    latest = Form.objects.filter(form_id=schema["id"]).select_related("resource").order_by("-version").first()
    if latest is not None and latest.resource.checksum == resource.checksum:
        return
    resource.save(force_insert=True)
    highest = Form.objects.filter(form_id=schema["id"]).aggregate(highest=Max("version"))["highest"] or 0
    Form.objects.create(
        key=next(keys), resource=resource, form_id=schema["id"], version=highest + 1, schema=schema
    )
