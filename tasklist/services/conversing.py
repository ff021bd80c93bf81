"""What people say about a task. Whoever may see it may say something, also when it is closed.

Only those who may see the task can be mentioned: whoever else would find nothing. The mentioned have a
counter of what they have not seen yet.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from processes.forms import FieldError, FormInvalid
from tasklist import selectors
from tasklist.mentions import mentioned_names, possible_names
from tasklist.models import Comment, Happening, HistoryEntry, Mention, UserTask
from tasklist.rights import Worker
from tasklist.services.acting import tell


@transaction.atomic
def comment(*, user: User, user_task_key: int, text: str) -> Comment:
    worker = Worker.of(user)
    task = selectors.user_task(worker, user_task_key)
    mentioned = _mentioned(task, text, worker)
    now = timezone.now()
    said = Comment.objects.create(user_task_key=task.key, author=worker.username, at=now, text=text)
    Mention.objects.bulk_create(
        Mention(username=name, comment_id=said.pk, user_task_key=task.key) for name in mentioned
    )
    HistoryEntry.objects.create(
        user_task_key=task.key, at=now, actor=worker.username, happening=Happening.COMMENTED
    )
    tell(task, worker)
    return said


def see_mentions(*, user: User, user_task_key: int) -> None:
    """The person has seen where they are mentioned in what was said about a task."""
    worker = Worker.of(user)
    task = selectors.user_task(worker, user_task_key)
    unseen = Mention.objects.filter(username=worker.username, user_task_key=task.key, is_seen=False)
    if unseen.update(is_seen=True):
        tell(task, worker, to=worker.username)


def _mentioned(task: UserTask, text: str, author: Worker) -> list[str]:
    possible = {name for names in possible_names(text) for name in names}
    known = set(User.objects.filter(username__in=possible).values_list("username", flat=True))
    names = [name for name in mentioned_names(text, known) if name != author.username]
    may_see = set(selectors.who_may_see(task).filter(username__in=names).values_list("username", flat=True))
    blind = [name for name in names if name not in may_see]
    if blind:
        message = (
            f"{', '.join(blind)} cannot see this task and would not find what you say. Leave out the @, or "
            "ask an operator to give them the task."
        )
        raise FormInvalid([FieldError(field="text", message=message)])
    return names
