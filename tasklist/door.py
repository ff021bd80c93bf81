"""What the monitor may ask the inbox (`settings.INBOX`), which knows user tasks but is not known to it.

An *audience* is who may see one user task, as the row tells: it serves to tell a thousand readers about a
change without asking the database a thousand times. It counts in whoever could see the task before somebody
took it, so that it also leaves their lists.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass

from django.contrib.auth.models import User

from tasklist import selectors
from tasklist.models import Candidate, HistoryEntry, UserTask, UserTaskState
from tasklist.models.history import OF_ENGINE
from tasklist.rights import Worker
from tasklist.selectors import visible_to

__all__ = [
    "Audience",
    "audiences",
    "counts",
    "forget",
    "held_by",
    "open_tasks_of_instances",
    "place_of",
    "reader",
    "visible_to",
]

#: nobody works on more tasks than this; of those who have more, the newest count
MOST_HELD = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who may see a user task, or could until now."""

    #: who has it, for whom they have it, and who completed it
    people: frozenset[str]
    candidate_users: frozenset[str]
    candidate_groups: frozenset[str]

    def includes(self, worker: Worker) -> bool:
        if worker.sees_all:
            return True
        return worker.works_on_tasks and (
            worker.username in self.people
            or worker.username in self.candidate_users
            or not self.candidate_groups.isdisjoint(worker.groups)
            or self._is_offered_to_everyone
        )

    @property
    def _is_offered_to_everyone(self) -> bool:
        return not self.candidate_users and not self.candidate_groups


def reader(user: User) -> Worker:
    return Worker.of(user)


def counts(user: User) -> Mapping[str, int]:
    return asdict(selectors.counts(Worker.of(user)))


def held_by(user: User) -> frozenset[int]:
    """Keys of the open tasks that the user has."""
    held = UserTask.objects.filter(assignee=user.get_username(), state=UserTaskState.CREATED)
    return frozenset(held.order_by("-key").values_list("key", flat=True)[:MOST_HELD])


def audiences(user_task_keys: Collection[int]) -> Mapping[int, Audience]:
    columns = ("key", "assignee", "owner", "completed_by", "candidate_users", "candidate_groups")
    return {
        key: Audience(
            people=frozenset(name for name in (assignee, owner, completed_by) if name),
            candidate_users=frozenset(users),
            candidate_groups=frozenset(groups),
        )
        for key, assignee, owner, completed_by, users, groups in UserTask.objects.filter(
            key__in=user_task_keys
        ).values_list(*columns)
    }


def open_tasks_of_instances(process_instance_keys: Collection[int]) -> Iterable[UserTask]:
    return UserTask.objects.filter(
        process_instance_key__in=process_instance_keys, state=UserTaskState.CREATED
    )


def forget(user_task_keys: Collection[int]) -> None:
    """What the engine has told of these tasks, before the engine tells of them anew."""
    Candidate.objects.filter(user_task_key__in=user_task_keys).delete()
    HistoryEntry.objects.filter(user_task_key__in=user_task_keys, happening__in=OF_ENGINE).delete()
    UserTask.objects.filter(key__in=user_task_keys).delete()


def place_of(user_task_key: int) -> tuple[int, int] | None:
    """(process instance key, element instance key) of a task, closed tasks included."""
    columns = ("process_instance_key", "element_instance_key")
    return UserTask.objects.filter(key=user_task_key).values_list(*columns).first()
