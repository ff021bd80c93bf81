"""What was said about user tasks, and who has yet to see that they were mentioned."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count, QuerySet

from tasklist.models import Comment, Mention, UserTask
from tasklist.rights import Worker


def comments(task: UserTask) -> QuerySet[Comment]:
    return Comment.objects.filter(user_task_key=task.key)


def mentioned_in(comments: Iterable[Comment]) -> Mapping[int, list[str]]:
    """Id of a comment → the usernames that are mentioned in it."""
    found = defaultdict(list)
    mentions = Mention.objects.filter(comment_id__in=[comment.pk for comment in comments])
    for comment_id, username in mentions.order_by("username").values_list("comment_id", "username"):
        found[comment_id].append(username)
    return found


def comment_counts(tasks: Collection[UserTask]) -> Mapping[int, int]:
    """Key of a task → how many comments it has, if any."""
    comments = Comment.objects.filter(user_task_key__in=[task.key for task in tasks])
    return dict(comments.values_list("user_task_key").annotate(Count("id")))


def with_unseen_mentions(worker: Worker, tasks: Collection[UserTask]) -> frozenset[int]:
    """Keys of those tasks in whose comments the worker is mentioned and has not seen it yet."""
    unseen = Mention.objects.filter(
        username=worker.username, is_seen=False, user_task_key__in=[task.key for task in tasks]
    )
    return frozenset(unseen.values_list("user_task_key", flat=True))
