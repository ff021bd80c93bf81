"""What the inbox changes by itself, without the engine: told to those who watch like any other news
(`settings.TELL_INBOX_CHANGE`).
"""

from datetime import UTC, datetime

from monitoring.live.announcing import announce_news
from monitoring.live.news import News, TaskChange


def tell_inbox_change(*, user_task_key: int, by: str, to: str | None = None) -> None:
    """Something about a user task that is the inbox's own has changed; `to` is the only person whom it
    concerns. Call it after the commit.
    """
    change = TaskChange(user_task_key=user_task_key, change="changed", assignee=None, by=by, to=to)
    announce_news(News(at=datetime.now(UTC), tasks=(change,)))
