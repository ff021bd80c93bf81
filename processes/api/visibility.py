"""Which process instances a user may look at: all, or those they started and those they have work in."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import OuterRef, Q, QuerySet, Subquery

from processes.models import ProcessInstance
from processes.roles import VIEW_INSTANCES
from processes.services import NotFound


def visible_instances(user: User) -> QuerySet[ProcessInstance]:
    instances = ProcessInstance.objects.all()
    if user.has_perm(VIEW_INSTANCES):
        return instances
    # The inbox is not known here, only asked: it is named in the settings.
    inbox: Any = import_module(settings.INBOX)
    # Looked up for each instance in turn. EXISTS says the same, and lets PostgreSQL put all together that
    # somebody ever had work in, before it finds the first instance.
    work = inbox.visible_to(user).filter(process_instance_key=OuterRef("key"))
    return instances.alias(work=Subquery(work.values("key")[:1])).filter(
        Q(started_by=user.get_username()) | Q(work__isnull=False)
    )


def visible_instance(user: User, key: int) -> ProcessInstance:
    instance = visible_instances(user).filter(key=key).defer("document").first()
    if instance is None:
        raise NotFound(f"There is no process instance {key} that you can see.")
    return instance
