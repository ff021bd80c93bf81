"""Search over everything that a person may see: by key, beginning of the business key, or part of a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from django.contrib.auth.models import User
from django.db.models import Q

from monitoring import rights
from monitoring.inbox import inbox
from processes.api.visibility import visible_instances
from processes.models import ProcessDefinition

#: of each kind; who needs more goes to the list itself
MOST = 8
LARGEST_KEY = 2**63 - 1


class HitKind(StrEnum):
    PROCESS_INSTANCE = "process_instance"
    PROCESS_DEFINITION = "process_definition"
    USER_TASK = "user_task"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    kind: HitKind
    key: int
    title: str
    subtitle: str
    #: of its page in the single-page app
    url: str


def search(text: str, *, user: User) -> list[Hit]:
    wanted = text.strip()
    if not wanted:
        return []
    return [*_user_tasks(wanted, user), *_instances(wanted, user), *_definitions(wanted, user)]


def _instances(wanted: str, user: User) -> Iterator[Hit]:
    # Two questions, since one with OR could use neither index; the names of processes are few.
    names = dict(ProcessDefinition.objects.filter(is_latest=True).values_list("process_id", "name"))
    instances = visible_instances(user).defer("document")
    found = {
        instance.key: instance
        for matches in (_key_is(wanted), _business_key_begins(wanted))
        if matches is not None
        for instance in instances.filter(matches).order_by("-key")[:MOST]
    }
    for instance in list(found.values())[:MOST]:
        yield Hit(
            kind=HitKind.PROCESS_INSTANCE,
            key=instance.key,
            title=instance.business_key or str(instance.key),
            subtitle=f"{names.get(instance.process_id) or instance.process_id} v{instance.version} · "
            f"{instance.state.lower()}",
            url=f"/instances/{instance.key}",
        )


def _definitions(wanted: str, user: User) -> Iterator[Hit]:
    if not rights.may_view_instances(user):
        return
    matches = Q(is_latest=True) & (Q(name__icontains=wanted) | Q(process_id__icontains=wanted))
    if key := _key_is(wanted):
        matches |= key
    for definition in ProcessDefinition.objects.filter(matches).order_by("name", "process_id")[:MOST]:
        yield Hit(
            kind=HitKind.PROCESS_DEFINITION,
            key=definition.key,
            title=definition.name or definition.process_id,
            subtitle=f"{definition.process_id} v{definition.version}",
            url=f"/processes/{quote(definition.process_id)}"
            + ("" if definition.is_latest else f"?version={definition.version}"),
        )


def _user_tasks(wanted: str, user: User) -> Iterator[Hit]:
    matches = Q(name__icontains=wanted) | Q(business_key__istartswith=wanted)
    if key := _key_is(wanted):
        matches |= key
    open_tasks = inbox().visible_to(user).filter(state="CREATED")
    for task in open_tasks.filter(matches).order_by("-created_at", "-key")[:MOST]:
        yield Hit(
            kind=HitKind.USER_TASK,
            key=task.key,
            title=task.name,
            subtitle=f"{task.business_key or task.process_instance_key} · {task.assignee or 'unassigned'}",
            url=f"/tasks/{task.key}",
        )


def _key_is(wanted: str) -> Q | None:
    is_key = wanted.isascii() and wanted.isdigit() and int(wanted) <= LARGEST_KEY
    return Q(key=int(wanted)) if is_key else None


def _business_key_begins(wanted: str) -> Q:
    return Q(business_key__startswith=wanted)
