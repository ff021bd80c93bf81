"""What tests of the monitor stand on: people, a deployed process, and instances to which things happen."""

import itertools

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from monitoring import projector
from processes.engine import events as e
from processes.engine.projecting import Record
from processes.models import Deployment, ElementInstance, ProcessDefinition, ProcessInstance, Resource
from processes.roles import Role, give_role
from tasklist import projector as tasklist_projector
from tests.monitoring.records import DEFINITION, PROCESS_ID, record

_keys = itertools.count(1_000)


def person(username: str, role: Role, *, groups: tuple[str, ...] = ()) -> User:
    user = User.objects.create_user(username)
    give_role(user, role)
    for name in groups:
        user.groups.add(user.groups.model.objects.get_or_create(name=name)[0])
    return user


def deployed(key: int = DEFINITION, process_id: str = PROCESS_ID, version: int = 1) -> ProcessDefinition:
    deployment = Deployment.objects.create(key=next(_keys))
    resource = Resource.objects.create(
        key=next(_keys), deployment=deployment, name="review.bpmn", checksum="", content=b""
    )
    return ProcessDefinition.objects.create(
        key=key,
        resource=resource,
        process_id=process_id,
        name="Review",
        version=version,
        is_latest=version == 1,
    )


def instance(
    key: int = 100, *, started_by: str | None = None, business_key: str | None = None
) -> ProcessInstance:
    return ProcessInstance.objects.create(
        key=key,
        process_definition_key=DEFINITION,
        process_id=PROCESS_ID,
        version=1,
        started_at=timezone.now(),
        started_by=started_by,
        business_key=business_key,
    )


def visit(element_id: str, *, of: int = 100, element_type: str = "userTask") -> ElementInstance:
    return ElementInstance.objects.create(
        key=next(_keys),
        process_instance_key=of,
        process_definition_key=DEFINITION,
        element_id=element_id,
        element_type=element_type,
        scope_key=of,
        started_at=timezone.now(),
    )


def commit(*records: Record) -> None:
    """What the engine does with the records of a batch."""
    with transaction.atomic():
        tasklist_projector.project(records)
        projector.project(records)
    projector.announce(records)


def happen(*events: e.Event, instance: int = 100, actor: str | None = None) -> None:
    """One command with these events, committed now."""
    commit(record(*events, instance=instance, at=timezone.now(), actor=actor))
