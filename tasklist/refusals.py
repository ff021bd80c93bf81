"""Refusals: why a user task is not to be had, said so that the reader knows who was quicker, and when."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from processes.engine.errors import CommandRejected
from tasklist.models import Delegation, UserTask, UserTaskState
from tasklist.rights import Worker


class AlreadyAssigned(CommandRejected):
    """Somebody else has the task."""

    def __init__(self, task: UserTask) -> None:
        since = task.claimed_at or task.created_at
        #: members of the problem, beyond those of RFC 9457
        self.members: dict[str, Any] = {"assignee": task.assignee, "claimed_at": since}
        super().__init__(f"{_name(task.assignee)} claimed this task {_ago(since)}.")


def already_closed(task: UserTask) -> CommandRejected:
    when = _ago(task.closed_at or task.created_at)
    if task.state == UserTaskState.CANCELED:
        return CommandRejected(f"This task was canceled {when}: the process went another way.")
    return CommandRejected(f"{_name(task.completed_by)} completed this task {when}.")


def suspended() -> CommandRejected:
    return CommandRejected(
        "This process instance is suspended: nothing can be done about its tasks until it is resumed."
    )


def why_not_completed(task: UserTask) -> str:
    if task.assignee is None:
        return "Claim this task first: it can only be completed by the person who has it."
    if task.delegation == Delegation.PENDING:
        return f"{_name(task.assignee)} does this task for {_name(task.owner)}, who completes it afterwards."
    return f"{_name(task.assignee)} has this task; only they can complete it."


def why_not_given_back(task: UserTask, worker: Worker) -> str:
    if task.assignee == worker.username and task.delegation == Delegation.PENDING:
        return f"This task is {_name(task.owner)}'s: resolve it, and they have it again."
    return "Only the person who has a task, or an operator, may give it back."


def not_delegated(task: UserTask) -> CommandRejected:
    return CommandRejected(f"Expected a delegated task, but {task.name!r} is not delegated to anybody.")


def _name(username: str | None) -> str:
    if username is None:
        return "Somebody"
    user = User.objects.filter(username=username).first()
    return (user.get_full_name() if user else "") or username


def _ago(moment: datetime) -> str:
    passed = max(timezone.now() - moment, timedelta(0))
    seconds = int(passed.total_seconds())
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds // length} {unit} ago"
    return f"{seconds} s ago"
