"""What is stored of work for people: user tasks, to whom they are offered, who has put them off, what
happened to them and was said about them, and drafts of their forms.
"""

from tasklist.models.attachments import Attachment
from tasklist.models.comments import Comment, Mention
from tasklist.models.drafts import Draft
from tasklist.models.history import Happening, HistoryEntry
from tasklist.models.snoozes import Snooze
from tasklist.models.user_tasks import Candidate, CandidateKind, Delegation, UserTask, UserTaskState

__all__ = [
    "Attachment",
    "Candidate",
    "CandidateKind",
    "Comment",
    "Delegation",
    "Draft",
    "Happening",
    "HistoryEntry",
    "Mention",
    "Snooze",
    "UserTask",
    "UserTaskState",
]
