"""What is stored of work for people: user tasks, to whom they are offered, and drafts of their forms."""

from tasklist.models.drafts import Draft
from tasklist.models.user_tasks import Candidate, CandidateKind, UserTask, UserTaskState

__all__ = ["Candidate", "CandidateKind", "Draft", "UserTask", "UserTaskState"]
