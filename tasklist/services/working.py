"""Claim, unclaim, assign, complete, and drafts.

The engine's word on the state of a task is final: of two who claim at once, it lets one through.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from processes import services as processes
from processes.engine.errors import CommandRejected
from processes.forms import FieldError, FormInvalid, check_answers
from tasklist import selectors
from tasklist.models import Draft, UserTask, UserTaskState
from tasklist.refusals import AlreadyAssigned, why_not_completed, why_not_given_back
from tasklist.rights import Abilities, Worker
from tasklist.selectors import UserTaskForm
from tasklist.services.acting import again, open_task, overtaken, task_to_act_on, welcome
from tasklist.services.delegating import refuse_who_cannot_work


def claim(*, user: User, user_task_key: int) -> UserTask:
    worker, task = task_to_act_on(user, user_task_key)
    if not worker.works_on_tasks:
        raise PermissionDenied("Your account lacks the right to work on tasks.")
    if task.assignee not in (None, worker.username):
        raise AlreadyAssigned(task)
    if task.assignee == worker.username:
        return task
    try:
        processes.claim_user_task(user_task_key=task.key, user=worker.username)
    except CommandRejected as rejection:
        raise overtaken(task, worker) or rejection from rejection
    welcome(task, worker.username)
    return again(task)


def unclaim(*, user: User, user_task_key: int) -> UserTask:
    """Gives a task back to its candidates."""
    worker, task = task_to_act_on(user, user_task_key)
    if task.assignee is None:
        raise CommandRejected(f"Expected to give back {task.name!r}, but nobody has it.")
    if not Abilities.of(worker, task).unclaim:
        raise PermissionDenied(why_not_given_back(task, worker))
    processes.unclaim_user_task(user_task_key=task.key, user=worker.username)
    return again(task)


def assign(*, user: User, user_task_key: int, assignee: str | None) -> UserTask:
    """Gives a task to someone, whoever has it now; to nobody gives it back to its candidates."""
    worker, task = task_to_act_on(user, user_task_key)
    if not worker.assigns:
        raise PermissionDenied("Your account lacks the right to assign tasks.")
    if assignee is not None:
        refuse_who_cannot_work(assignee)
    processes.assign_user_task(user_task_key=task.key, assignee=assignee, assigned_by=worker.username)
    if assignee is not None:
        welcome(task, assignee)
    return again(task)


def complete(
    *, user: User, user_task_key: int, variables: Mapping[str, Any], outcome: str | None = None
) -> int | None:
    """Completes a task, with one of its outcomes if it has some, and tells which to do next: of the same
    instance if there is one of mine, else my next.
    """
    worker, task = task_to_act_on(user, user_task_key)
    if not Abilities.of(worker, task).complete:
        raise PermissionDenied(why_not_completed(task))
    form = selectors.form_for(task)
    answers = {**_accepted(task, form, variables), **_said_by_outcome(form, outcome)}
    try:
        processes.complete_user_task(
            user_task_key=task.key, variables=answers, outcome=outcome, completed_by=worker.username
        )
    except CommandRejected as rejection:
        raise overtaken(task, worker) or rejection from rejection
    return _next_task(worker, task)


def save_draft(*, user: User, user_task_key: int, data: Mapping[str, Any]) -> None:
    """Keeps unfinished answers, unchecked, until the task is completed."""
    worker, task = open_task(user, user_task_key)
    Draft.objects.bulk_create(
        [Draft(user_task_key=task.key, username=worker.username, data=data, saved_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["user_task_key", "username"],
        update_fields=["data", "saved_at"],
    )


def _said_by_outcome(form: UserTaskForm, outcome: str | None) -> Mapping[str, Any]:
    """The variable that tells how the task ended."""
    if form.outcomes is None:
        if outcome is None:
            return {}
        message = "This task is completed in one way only; leave the outcome out."
    elif outcome in [choice.value for choice in form.outcomes.choices]:
        return {form.outcomes.variable: outcome}
    else:
        values = ", ".join(choice.value for choice in form.outcomes.choices)
        found = "none was chosen" if outcome is None else f"it was {outcome!r}"
        message = f"Expected one of the outcomes {values}, but {found}."
    raise FormInvalid([FieldError(field="outcome", message=message)])


def _accepted(task: UserTask, form: UserTaskForm, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What of the answers becomes variables."""
    if task.external_form:
        return answers
    if form.generated:
        # It shows whatever there is. What nobody touched is not written again, perhaps over a newer value.
        untouched = form.variables
        return {n: value for n, value in answers.items() if n not in untouched or untouched[n] != value}
    checked = check_answers(form.schema, answers, variables=form.variables, now=timezone.now())
    if checked.errors:
        raise FormInvalid(checked.errors)
    return checked.variables


def _next_task(worker: Worker, completed: UserTask) -> int | None:
    awake = selectors.Sleep.of(worker, timezone.now()).awake("key")
    mine = UserTask.objects.filter(awake, state=UserTaskState.CREATED, assignee=worker.username)
    of_instance = mine.filter(process_instance_key=completed.process_instance_key)
    follower = of_instance.order_by("-created_at", "-key").first()
    if follower is not None:
        return follower.key
    following = selectors.view(worker, selectors.View.MINE, limit=1)
    return following[0].key if following else None
