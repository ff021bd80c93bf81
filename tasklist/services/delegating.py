"""Delegation, as in Camunda 7: whoever has a task asks somebody else to do it, and stays its owner.

While the delegation is *pending* the other one fills in the form, but does not complete the task: they
*resolve* it, and it is back with its owner, who finds what was filled in as their own draft.
"""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from processes import services as processes
from processes.engine.errors import CommandRejected
from processes.forms import FieldError, FormInvalid
from tasklist.models import Delegation, Draft, UserTask
from tasklist.refusals import not_delegated
from tasklist.rights import Abilities, Worker
from tasklist.services.acting import again, overtaken, task_to_act_on, welcome


def delegate(*, user: User, user_task_key: int, assignee: str) -> UserTask:
    worker, task = task_to_act_on(user, user_task_key)
    if task.assignee is None:
        raise CommandRejected(f"Expected to delegate {task.name!r}, but nobody has it: claim it first.")
    if not Abilities.of(worker, task).delegate:
        raise PermissionDenied("Only the person who has a task, or an operator, may delegate it.")
    refuse_who_cannot_work(assignee)
    if assignee == task.assignee:
        raise FormInvalid([FieldError(field="assignee", message=f"{assignee!r} has this task already.")])
    if task.delegation == Delegation.PENDING and assignee == task.owner:
        message = f"This task is {assignee!r}'s own: resolve it, and they have it again."
        raise FormInvalid([FieldError(field="assignee", message=message)])
    try:
        processes.delegate_user_task(user_task_key=task.key, assignee=assignee, delegated_by=worker.username)
    except CommandRejected as rejection:
        raise overtaken(task, worker) or rejection from rejection
    welcome(task, assignee)
    return again(task)


def resolve(*, user: User, user_task_key: int) -> UserTask:
    worker, task = task_to_act_on(user, user_task_key)
    if task.delegation != Delegation.PENDING:
        raise not_delegated(task)
    if not Abilities.of(worker, task).resolve:
        raise PermissionDenied("Only the person to whom a task is delegated, or an operator, may resolve it.")
    try:
        processes.resolve_user_task(user_task_key=task.key, resolved_by=worker.username)
    except CommandRejected as rejection:
        raise overtaken(task, worker) or rejection from rejection
    resolved = again(task)
    if task.assignee and task.owner:
        _hand_over_draft(task.key, task.assignee, task.owner)
        welcome(task, task.owner)
    return resolved


def take_back(*, user: User, user_task_key: int) -> UserTask:
    """The owner does not wait any longer: the delegation is over."""
    worker, task = task_to_act_on(user, user_task_key)
    if task.delegation != Delegation.PENDING:
        raise not_delegated(task)
    if not Abilities.of(worker, task).take_back:
        raise PermissionDenied("Only the owner of a delegated task may take it back.")
    processes.assign_user_task(user_task_key=task.key, assignee=worker.username, assigned_by=worker.username)
    welcome(task, worker.username)
    return again(task)


def refuse_who_cannot_work(username: str) -> None:
    """A task must not get to somebody who could do nothing with it."""
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        message = f"There is no user {username!r}."
    elif not Worker.of(person).works_on_tasks:
        message = f"The account of {username!r} lacks the right to work on tasks."
    else:
        return
    raise FormInvalid([FieldError(field="assignee", message=message)])


def _hand_over_draft(user_task_key: int, giver: str, taker: str) -> None:
    draft = Draft.objects.filter(user_task_key=user_task_key, username=giver).first()
    if draft is None:
        return
    Draft.objects.bulk_create(
        [Draft(user_task_key=user_task_key, username=taker, data=draft.data, saved_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["user_task_key", "username"],
        update_fields=["data", "saved_at"],
    )
    draft.delete()
