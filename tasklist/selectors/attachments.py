"""Files that are attached to tasks."""

from collections.abc import Collection, Mapping

from django.db.models import Count, QuerySet

from processes.services import NotFound
from tasklist.models import Attachment, UserTask


def attachments(task: UserTask) -> QuerySet[Attachment]:
    return Attachment.objects.filter(user_task_key=task.key)


def attachment(task: UserTask, key: int) -> Attachment:
    found = attachments(task).filter(pk=key).first()
    if found is None:
        raise NotFound(f"There is no file {key} at this task; it may have been removed.")
    return found


def attachment_counts(tasks: Collection[UserTask]) -> Mapping[int, int]:
    """Key of a task → how many files it has, if any."""
    files = Attachment.objects.filter(user_task_key__in=[task.key for task in tasks])
    return dict(files.values_list("user_task_key").annotate(Count("id")))
