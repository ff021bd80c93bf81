"""What is put off for one reader: by themselves, or by the diagram for everybody (`follow_up_at`).

The reader's own word counts more: they may wake at once what the diagram has put off.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from tasklist.models import Snooze, UserTask
from tasklist.rights import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Sleep:
    username: str
    now: datetime
    #: most readers have put off nothing: theirs are not looked up for each task
    has_snoozes: bool

    @classmethod
    def of(cls, worker: Worker, now: datetime) -> Self:
        return cls(
            username=worker.username,
            now=now,
            has_snoozes=Snooze.objects.filter(username=worker.username).exists(),
        )

    def awake(self, key: str) -> Q:
        """Of rows with `follow_up_at`: those that are not put off. `key` is their field with the key of the
        task.
        """
        awake = Q(follow_up_at__isnull=True) | Q(follow_up_at__lte=self.now)
        if not self.has_snoozes:
            return awake
        mine = self._snoozes().filter(user_task_key=OuterRef(key))
        return (awake | Q(Exists(mine))) & ~Q(Exists(mine.filter(until__gt=self.now)))

    def put_off_by_diagram(self, key: str) -> Q:
        """Those that the diagram has put off, and of which the reader has said nothing."""
        put_off = Q(follow_up_at__gt=self.now)
        if not self.has_snoozes:
            return put_off
        return put_off & ~Q(Exists(self._snoozes().filter(user_task_key=OuterRef(key))))

    def put_off_by_reader(self) -> Q:
        """User tasks that the reader has put off."""
        return Q(key__in=self._snoozes().filter(until__gt=self.now).values("user_task_key"))

    def _snoozes(self) -> QuerySet[Snooze]:
        return Snooze.objects.filter(username=self.username)


def snoozed_until(worker: Worker, tasks: Collection[UserTask], now: datetime) -> Mapping[int, datetime]:
    """Key of each of these tasks that is put off → until when, for this reader."""
    own = dict(
        Snooze.objects.filter(
            username=worker.username, user_task_key__in=[task.key for task in tasks]
        ).values_list("user_task_key", "until")
    )
    until = {task.key: own.get(task.key, task.follow_up_at) for task in tasks}
    return {key: moment for key, moment in until.items() if moment is not None and moment > now}
