"""What a person may do in the inbox, and with one user task."""

from dataclasses import dataclass
from typing import Self

from django.contrib.auth.models import User

from tasklist.models import Delegation, UserTask, UserTaskState

WORK_ON_TASKS = "tasklist.work_on_tasks"
SEE_ALL_TASKS = "tasklist.see_all_tasks"
ASSIGN_TASKS = "tasklist.assign_tasks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A person as the inbox knows them."""

    username: str
    groups: tuple[str, ...]
    works_on_tasks: bool
    sees_all: bool
    assigns: bool

    @classmethod
    def of(cls, user: User) -> Self:
        return cls(
            username=user.get_username(),
            groups=tuple(user.groups.values_list("name", flat=True)),
            works_on_tasks=user.has_perm(WORK_ON_TASKS),
            sees_all=user.has_perm(SEE_ALL_TASKS),
            assigns=user.has_perm(ASSIGN_TASKS),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a person who can see a user task may do with it now."""

    claim: bool
    unclaim: bool
    assign: bool
    #: ask somebody else to do it, and get it back
    delegate: bool
    #: say that what was delegated is done
    resolve: bool
    #: end the delegation of what is theirs
    take_back: bool
    #: say anew by when it is to be done and how much it matters
    plan: bool
    #: put it off in their own lists
    snooze: bool
    #: add files
    attach: bool
    complete: bool

    @classmethod
    def of(cls, worker: Worker, task: UserTask) -> Self:
        is_open = task.state == UserTaskState.CREATED and not task.is_suspended
        is_mine = is_open and worker.works_on_tasks and task.assignee == worker.username
        assigns = is_open and worker.assigns
        is_taken = task.assignee is not None
        is_delegated = task.delegation == Delegation.PENDING
        is_owner = is_open and worker.works_on_tasks and task.owner == worker.username
        return cls(
            claim=is_open and worker.works_on_tasks and not is_taken,
            # What is delegated to somebody is not theirs to give back to everybody.
            unclaim=(is_mine and not is_delegated) or (assigns and is_taken),
            assign=assigns,
            delegate=is_mine or (assigns and is_taken),
            resolve=is_delegated and (is_mine or assigns),
            take_back=is_delegated and is_owner,
            plan=is_mine or assigns,
            snooze=task.state == UserTaskState.CREATED,
            attach=task.state == UserTaskState.CREATED and (worker.works_on_tasks or worker.assigns),
            complete=is_mine and not is_delegated,
        )
