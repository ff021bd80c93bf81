"""Every write of the inbox.

Each finds the task among those that the person may see, checks that they may do this with it, and then asks
the engine about what is the engine's (docs/decisions/0011-whose-a-fact-of-a-task-is.md), or writes the
inbox's own rows and tells those who watch.
"""

from tasklist.services.attaching import attach, detach
from tasklist.services.conversing import comment, see_mentions
from tasklist.services.delegating import delegate, resolve, take_back
from tasklist.services.planning import plan, snooze, wake
from tasklist.services.working import assign, claim, complete, save_draft, unclaim

__all__ = [
    "assign",
    "attach",
    "claim",
    "comment",
    "complete",
    "delegate",
    "detach",
    "plan",
    "resolve",
    "save_draft",
    "see_mentions",
    "snooze",
    "take_back",
    "unclaim",
    "wake",
]
