"""What is different for everybody: one's inbox, and the summary in the shell of every page."""

from dataclasses import asdict
from typing import Any

from monitoring.live.differences import changed_values
from monitoring.live.messages import Data
from monitoring.live.news import ANYTHING, News, TaskChange, latest_changes
from monitoring.live.people import COUNTS_LAST_SECONDS, Person
from monitoring.live.remembered import Remembered
from monitoring.selectors.summary import Totals, summed_up

INBOX_INTERVAL = 0.2
#: everybody watches it, and nobody reads numbers quicker
SUMMARY_INTERVAL = 1.0


class InboxSubject:
    name = "inbox"
    #: news about user tasks come by the person
    topics: frozenset[str] = frozenset()
    interval = INBOX_INTERVAL
    look_again = COUNTS_LAST_SECONDS

    def __init__(self, person: Person) -> None:
        self._person = person

    def read(self) -> Data:
        return {"counts": self._person.counts()}

    def difference(self, before: Data, after: Data, news: list[News]) -> Data | None:
        tasks = [_told(change) for change in latest_changes(news)]
        return {**after, "tasks": tasks} if tasks or before != after else None


class SummarySubject:
    name = "summary"
    interval = SUMMARY_INTERVAL
    look_again = COUNTS_LAST_SECONDS

    def __init__(self, person: Person, shared: Remembered[Totals]) -> None:
        self._person = person
        self._totals = shared

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({ANYTHING}) if self._person.may_view_instances else frozenset()

    def read(self) -> Data:
        seen = self._totals.get() if self._person.may_view_instances else Totals()
        return asdict(summed_up(seen, self._person.counts()))

    def difference(self, before: Data, after: Data, news: list[News]) -> Data | None:
        return changed_values(before, after, after.keys()) or None


def _told(change: TaskChange) -> dict[str, Any]:
    return {
        "key": str(change.user_task_key),
        "change": change.change,
        "assignee": change.assignee,
        "by": change.by,
    }
