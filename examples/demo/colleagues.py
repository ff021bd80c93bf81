"""What colleagues do in the inbox: claim the oldest task of their teams, complete it a while later.

They leave the newest tasks of each team to people who try the demo, and never touch what those have claimed.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.contrib.auth.models import User
from django.utils import timezone

from examples.demo.accounts import COLLEAGUES
from examples.demo.answers import ANSWERS
from tasklist import selectors, services
from tasklist.models import UserTask, UserTaskState
from tasklist.rights import Worker

#: unclaimed tasks that stay in the inbox of each team
LEFT_FOR_PEOPLE = 4
#: nobody completes a task the moment it is claimed
TAKES_AT_LEAST = timedelta(seconds=6)


def work_a_little(dice: Random, *, takes_at_least: timedelta = TAKES_AT_LEAST) -> None:
    """One colleague, chosen at random, completes something that they have, else claims something."""
    colleague = User.objects.get(username=dice.choice(COLLEAGUES).username)
    mine = selectors.view(Worker.of(colleague), selectors.View.MINE, limit=3, ordering="created_at")
    done = [task for task in mine if (task.claimed_at or task.created_at) + takes_at_least < timezone.now()]
    if done:
        _complete(done[0], colleague, dice)
    elif not mine:
        _claim_the_oldest(colleague)


def _complete(task: UserTask, colleague: User, dice: Random) -> None:
    answer = ANSWERS.get(task.form_id or "")
    if answer is None:
        return  # a task of a diagram that somebody deployed, whose form no colleague knows
    answers = answer(dice, selectors.form_for(task).variables)
    services.complete(user=colleague, user_task_key=task.key, variables=answers)


def _claim_the_oldest(colleague: User) -> None:
    offered = selectors.visible_to(colleague).filter(
        state=UserTaskState.CREATED, assignee=None, form_id__in=ANSWERS
    )
    open_tasks = list(offered.order_by("created_at", "key")[: LEFT_FOR_PEOPLE + 1])
    if len(open_tasks) > LEFT_FOR_PEOPLE:
        services.claim(user=colleague, user_task_key=open_tasks[0].key)
