"""By when a task is to be done and how much it matters, said by hand; and snoozes.

Due date and priority are the task's: the engine keeps them in its journal, and everybody sees them. A snooze
is a person's own, so it is a row of the inbox.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from processes import services as processes
from processes.forms import FieldError, FormInvalid
from tasklist.models import Snooze, UserTask, UserTaskState
from tasklist.models.user_tasks import NEVER_DUE
from tasklist.rights import Abilities
from tasklist.services.acting import again, open_task, task_to_act_on, tell


def plan(*, user: User, user_task_key: int, changes: Mapping[str, Any]) -> UserTask:
    """`changes` has a new `due_at` (None: none), a new `priority`, or both."""
    worker, task = task_to_act_on(user, user_task_key)
    if not Abilities.of(worker, task).plan:
        raise PermissionDenied(
            "Only the person who has a task, or an operator, may change its due date and priority."
        )
    new = {name: value for name, value in changes.items() if getattr(task, name) != value}
    if not new:
        return task
    if new.get("due_at") is not None:
        _refuse_beyond_calendar(new["due_at"], "due_at")
    processes.update_user_task(
        user_task_key=task.key,
        changed=list(new),
        due_at=new.get("due_at"),
        priority=new.get("priority"),
        updated_by=worker.username,
    )
    return again(task)


def snooze(*, user: User, user_task_key: int, until: datetime) -> UserTask:
    """Hides an open task from the person's lists until then."""
    worker, task = open_task(user, user_task_key)
    if until <= timezone.now():
        message = "This time is over; choose a later one."
        raise FormInvalid([FieldError(field="until", message=message)])
    _refuse_beyond_calendar(until, "until")
    _tidy(worker.username)
    _say(task, worker.username, until)
    tell(task, worker, to=worker.username)
    return task


def wake(*, user: User, user_task_key: int) -> UserTask:
    """Shows a task in the person's lists again, though they or the diagram have put it off."""
    worker, task = open_task(user, user_task_key)
    now = timezone.now()
    if task.follow_up_at is not None and task.follow_up_at > now:
        _say(task, worker.username, now)
    else:
        Snooze.objects.filter(username=worker.username, user_task_key=task.key).delete()
    tell(task, worker, to=worker.username)
    return task


def _say(task: UserTask, username: str, until: datetime) -> None:
    Snooze.objects.bulk_create(
        [Snooze(username=username, user_task_key=task.key, until=until)],
        update_conflicts=True,
        unique_fields=["username", "user_task_key"],
        update_fields=["until"],
    )


def _tidy(username: str) -> None:
    """Snoozes that are over say nothing any more, unless they wake what the diagram has put off."""
    now = timezone.now()
    woken = UserTask.objects.filter(state=UserTaskState.CREATED, follow_up_at__gt=now)
    over = Snooze.objects.filter(username=username, until__lte=now)
    over.exclude(user_task_key__in=woken.values("key")).delete()


def _refuse_beyond_calendar(moment: datetime, field: str) -> None:
    if moment >= NEVER_DUE:
        raise FormInvalid([FieldError(field=field, message="Expected a date before the year 9999.")])
