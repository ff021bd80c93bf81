"""A user task as the API shows it: with the process it belongs to, who started that, and what the reader
may do with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from processes.models import ProcessDefinition, ProcessInstance
from tasklist import selectors
from tasklist.models import Comment, UserTask
from tasklist.rights import Abilities, Worker


@dataclass(frozen=True, slots=True)
class ShownTask:
    task: UserTask
    definition: ProcessDefinition
    #: who started the process instance
    requester: str | None
    #: until when it is hidden from the reader's lists
    snoozed_until: datetime | None
    #: how many
    comments: int
    attachments: int
    #: the reader is mentioned in one of them and has not seen it yet
    mentioned: bool
    can: Abilities


@dataclass(frozen=True, slots=True)
class ShownComment:
    comment: Comment
    mentions: list[str]


def shown_comments(comments: Iterable[Comment]) -> Iterator[ShownComment]:
    comments = list(comments)
    mentioned = selectors.mentioned_in(comments)
    for comment in comments:
        yield ShownComment(comment, mentioned.get(comment.pk, []))


def shown(tasks: Iterable[UserTask], worker: Worker) -> Iterator[ShownTask]:
    """A few statements for a whole page."""
    tasks = list(tasks)
    definitions = ProcessDefinition.objects.in_bulk({task.process_definition_key for task in tasks})
    requesters = dict(
        ProcessInstance.objects.filter(key__in={task.process_instance_key for task in tasks}).values_list(
            "key", "started_by"
        )
    )
    snoozed = selectors.snoozed_until(worker, tasks, timezone.now())
    comments = selectors.comment_counts(tasks)
    attachments = selectors.attachment_counts(tasks)
    mentioned = selectors.with_unseen_mentions(worker, tasks)
    for task in tasks:
        yield ShownTask(
            task=task,
            definition=definitions[task.process_definition_key],
            requester=requesters.get(task.process_instance_key),
            snoozed_until=snoozed.get(task.key),
            comments=comments.get(task.key, 0),
            attachments=attachments.get(task.key, 0),
            mentioned=task.key in mentioned,
            can=Abilities.of(worker, task),
        )
