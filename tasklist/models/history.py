"""The history of user tasks: who did what with them, beyond what their rows tell.

That a task was created, completed or canceled is told by its row. What the engine tells is projected here;
comments and attachments are written here with their own rows.
"""

from django.db import models


class Happening(models.TextChoices):
    CLAIMED = "claimed"
    RELEASED = "released"
    ASSIGNED = "assigned"
    DELEGATED = "delegated"
    RESOLVED = "resolved"
    PLANNED = "planned"
    COMMENTED = "commented"
    ATTACHED = "attached"
    DETACHED = "detached"


#: told by the engine, so made anew from the journal where it is lost
OF_ENGINE = (
    Happening.CLAIMED,
    Happening.RELEASED,
    Happening.ASSIGNED,
    Happening.DELEGATED,
    Happening.RESOLVED,
    Happening.PLANNED,
)


class HistoryEntry(models.Model):
    """Something that somebody did with a user task."""

    user_task_key = models.BigIntegerField()
    at = models.DateTimeField()
    #: username; None if nobody in particular did it
    actor = models.CharField(max_length=150, null=True)
    happening = models.CharField(max_length=16, choices=Happening)
    #: what the words of `happening` leave open: names and values
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["user_task_key", "-at", "-id"], name="history_of_task")]

    def __str__(self) -> str:
        return f"User task {self.user_task_key} {self.happening} by {self.actor or 'nobody'}"
