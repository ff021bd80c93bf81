"""Who may see one user task: the other side of `visibility`, which says what one person may see."""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from tasklist.models import Candidate, CandidateKind, UserTask
from tasklist.rights import SEE_ALL_TASKS, WORK_ON_TASKS

BACKEND = "django.contrib.auth.backends.ModelBackend"


def who_may_see(task: UserTask) -> QuerySet[User]:
    """Users who can log in, and who find this task among those that they may see."""
    see_all, work = (
        Q(pk__in=User.objects.with_perm(right, backend=BACKEND).values("pk"))
        for right in (SEE_ALL_TASKS, WORK_ON_TASKS)
    )
    return User.objects.filter(see_all | (work & _concerned(task)), is_active=True)


def _concerned(task: UserTask) -> Q:
    named = {name for name in (task.assignee, task.owner, task.completed_by) if name}
    groups: set[str] = set()
    for kind, name, is_unassigned in Candidate.objects.filter(user_task_key=task.key).values_list(
        "kind", "name", "is_unassigned"
    ):
        if kind == CandidateKind.EVERYONE and is_unassigned:
            return Q()
        if kind == CandidateKind.USER:
            named.add(name)
        elif kind == CandidateKind.GROUP:
            groups.add(name)
    concerned = Q(username__in=named)
    if groups:
        members = User.groups.through.objects.filter(group__name__in=groups)
        concerned |= Q(pk__in=members.values("user_id"))
    return concerned
