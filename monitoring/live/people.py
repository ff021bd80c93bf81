"""The people who watch: for each user one `Person`, shared by all of their browsers.

News about user tasks go only to people who may see the task, or who had it until now. Who that is, is looked
up once for all people, not once for each: a thousand open inboxes cost one query, and counting for those few
whom the news concern.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from django.contrib.auth.models import User

from monitoring import rights
from monitoring.inbox import Audience, inbox
from monitoring.live.news import News
from monitoring.live.reading import Reading
from monitoring.live.remembered import Remembered

log = logging.getLogger(__name__)

#: after so long numbers are counted again, since tasks become due without any news
COUNTS_LAST_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """What one user's inbox holds."""

    counts: Mapping[str, int]
    #: keys of the tasks that they have: if one is taken from them they hear of it, even if they cannot
    #: see it any more
    held: frozenset[int]


class Person:
    """One user: what they may see, and the numbers of their inbox."""

    def __init__(self, user: User) -> None:
        self.username = user.get_username()
        self._user = user
        self.reader = inbox().reader(user)
        self.may_view_instances = rights.may_view_instances(user)
        self.numbers = Remembered(self._ask, lasts=COUNTS_LAST_SECONDS)
        self.held: frozenset[int] = frozenset()

    def counts(self) -> Mapping[str, int]:
        numbers = self.numbers.get()
        self.held = numbers.held
        return numbers.counts

    def _ask(self) -> Numbers:
        return Numbers(inbox().counts(self._user), inbox().held_by(self._user))

    def become(self, newer: "Person") -> None:
        """Takes over rights that may have changed since this user was looked up."""
        self._user, self.reader, self.may_view_instances = newer._user, newer.reader, newer.may_view_instances


class People:
    """Everybody who watches, and what they are told about user tasks."""

    def __init__(self, reading: Reading, tell: Callable[[Person, News], None]) -> None:
        self._reading = reading
        self._tell = tell
        self._persons: dict[str, Person] = {}
        self._news: list[News] = []
        self._rung = asyncio.Event()

    def meet(self, person: Person) -> Person:
        """The one `Person` of this user, with the rights that they have now."""
        known = self._persons.setdefault(person.username, person)
        known.become(person)
        return known

    def forget(self, username: str) -> None:
        self._persons.pop(username, None)

    def ring(self, news: News) -> None:
        if self._persons and news.tasks:
            self._news.append(news)
            self._rung.set()

    async def run(self) -> None:
        while True:
            await self._rung.wait()
            self._rung.clear()
            news, self._news = self._news, []
            keys = {change.user_task_key for one in news for change in one.tasks}
            try:
                audiences = await self._reading.run(partial(inbox().audiences, keys))
            except Exception:
                # Whatever the database says: inboxes are counted again by themselves before long.
                log.exception("Who may see %d changed tasks could not be read", len(keys))
                continue
            for one in news:
                self._hand_out(one, audiences)

    def _hand_out(self, news: News, audiences: Mapping[int, Audience]) -> None:
        for person in list(self._persons.values()):
            concern = tuple(
                change
                for change in news.tasks
                if change.to in (None, person.username)
                and (
                    change.user_task_key in person.held or _includes(audiences, change.user_task_key, person)
                )
            )
            if concern:
                person.numbers.outdate()
                self._tell(person, replace(news, tasks=concern))


def _includes(audiences: Mapping[int, Audience], user_task_key: int, person: Person) -> bool:
    audience = audiences.get(user_task_key)
    return audience is not None and audience.includes(person.reader)
