"""Every read of the inbox."""

from tasklist.selectors.counting import Counts, counts
from tasklist.selectors.forms import UserTaskForm, draft_of, form_for
from tasklist.selectors.histories import Entry, history
from tasklist.selectors.inbox import ORDERINGS, Filter, Ordering, View, ordering_of, view
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
    "counts",
    "draft_of",
    "form_for",
    "history",
    "ordering_of",
    "snoozed_until",
    "user_task",
    "view",
    "visible_to",
]
