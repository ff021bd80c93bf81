"""What every act on a user task begins with: the task, if the person may see it and it can still be acted on;
and how those who watch hear of what the engine does not tell.
"""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from processes.engine.errors import CommandRejected
from tasklist import selectors
from tasklist.models import Snooze, UserTask, UserTaskState
from tasklist.refusals import AlreadyAssigned, already_closed, suspended
from tasklist.rights import Worker


def task_to_act_on(user: User, user_task_key: int) -> tuple[Worker, UserTask]:
    worker, task = open_task(user, user_task_key)
    if task.is_suspended:
        raise suspended()
    return worker, task


def open_task(user: User, user_task_key: int) -> tuple[Worker, UserTask]:
    worker = Worker.of(user)
    task = selectors.user_task(worker, user_task_key)
    if task.state != UserTaskState.CREATED:
        raise already_closed(task)
    return worker, task


def again(task: UserTask) -> UserTask:
    return UserTask.objects.get(key=task.key)


def welcome(task: UserTask, username: str) -> None:
    """Who gets a task sees it, though they had put it off."""
    Snooze.objects.filter(user_task_key=task.key, username=username, until__gt=timezone.now()).delete()


def overtaken(task: UserTask, worker: Worker) -> CommandRejected | None:
    """Why the engine refused, as people would say it, if somebody else was quicker."""
    task = again(task)
    if task.state != UserTaskState.CREATED:
        return already_closed(task)
    if task.assignee not in (None, worker.username):
        return AlreadyAssigned(task)
    return None


def tell(task: UserTask, by: Worker, *, to: str | None = None) -> None:
    """Those who may see the task, or only `to`, hear of a change that is the inbox's own."""
    announce = import_string(settings.TELL_INBOX_CHANGE)
    transaction.on_commit(lambda: announce(user_task_key=task.key, by=by.username, to=to))
