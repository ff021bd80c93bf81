"""What is stored of work for people: user tasks, to whom they are offered, who has put them off, and drafts
of their forms.
"""

from tasklist.models.drafts import Draft
from tasklist.models.snoozes import Snooze
from tasklist.models.user_tasks import Candidate, CandidateKind, UserTask, UserTaskState

__all__ = ["Candidate", "CandidateKind", "Draft", "Snooze", "UserTask", "UserTaskState"]
