"""Who may see which user task: it was offered to them, they have it, they have
delegated it, or they have done it.

A task that the diagram offers to nobody in particular is everyone's as long as nobody has it. Whoever sees
all tasks sees all tasks.
"""

from django.contrib.auth.models import User
from django.db.models import OuterRef, Q, QuerySet, Subquery

from processes.services import NotFound
from tasklist.models import Candidate, CandidateKind, UserTask
from tasklist.rights import Worker


def visible_to(user: User) -> QuerySet[UserTask]:
    return visible_to_worker(Worker.of(user))


def visible_to_worker(worker: Worker) -> QuerySet[UserTask]:
    tasks = UserTask.objects.all()
    if worker.sees_all:
        return tasks
    if not worker.works_on_tasks:
        return tasks.none()
    offered = Candidate.objects.filter(
        Q(kind=CandidateKind.USER, name=worker.username)
        | Q(kind=CandidateKind.GROUP, name__in=worker.groups)
        | Q(kind=CandidateKind.EVERYONE, is_unassigned=True),
        user_task_key=OuterRef("key"),
    )
    is_theirs = Q(assignee=worker.username) | Q(owner=worker.username) | Q(completed_by=worker.username)
    # Looked up for each task in turn: see `processes.api.visibility`.
    return tasks.alias(offer=Subquery(offered.values("name")[:1])).filter(is_theirs | Q(offer__isnull=False))


def user_task(worker: Worker, key: int) -> UserTask:
    """The task, if the worker may see it."""
    task = visible_to_worker(worker).filter(key=key).first()
    if task is None:
        raise NotFound(f"There is no user task {key} that you can see.")
    return task
