"""The door to the inbox, which the monitor asks and never imports: the module that `settings.INBOX` names."""

from collections.abc import Collection, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet


class Reader(Protocol):
    """A user with what decides which tasks they see, looked up once."""


class Audience(Protocol):
    """Who may see one user task."""

    def includes(self, reader: Any) -> bool: ...


class Inbox(Protocol):
    def reader(self, user: User) -> Reader: ...

    def counts(self, user: User) -> Mapping[str, int]:
        """How many tasks each of the user's views holds, as in `/api/user-tasks/counts/`."""

    def held_by(self, user: User) -> frozenset[int]:
        """Keys of the open tasks that the user has, or of so many of them as anybody could work on."""

    def audiences(self, user_task_keys: Collection[int]) -> Mapping[int, Audience]:
        """Who may see these tasks, whatever their state."""

    def visible_to(self, user: User) -> QuerySet[Any]:
        """The user tasks that the user may see."""


@cache
def inbox() -> Inbox:
    return cast(Inbox, import_module(settings.INBOX))
