"""Every read of the inbox."""

from tasklist.selectors.attachments import attachment, attachment_counts, attachments
from tasklist.selectors.conversation import comment_counts, comments, mentioned_in, with_unseen_mentions
from tasklist.selectors.counting import Counts, counts
from tasklist.selectors.forms import UserTaskForm, draft_of, form_for
from tasklist.selectors.histories import Entry, history
from tasklist.selectors.inbox import ORDERINGS, Filter, Ordering, View, ordering_of, view
from tasklist.selectors.people import who_may_see
from tasklist.selectors.snoozing import Sleep, snoozed_until
from tasklist.selectors.visibility import user_task, visible_to

__all__ = [
    "ORDERINGS",
    "Counts",
    "Entry",
    "Filter",
    "Ordering",
    "Sleep",
    "UserTaskForm",
    "View",
    "attachment",
    "attachment_counts",
    "attachments",
    "comment_counts",
    "comments",
    "counts",
    "draft_of",
    "form_for",
    "history",
    "mentioned_in",
    "ordering_of",
    "snoozed_until",
    "user_task",
    "view",
    "visible_to",
    "who_may_see",
    "with_unseen_mentions",
]
