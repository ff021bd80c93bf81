"""Drafts: unfinished answers, kept so that nobody loses what they have written."""

from django.db import models


class Draft(models.Model):
    """What one person has written into the form of one user task, unchecked."""

    pk = models.CompositePrimaryKey("user_task_key", "username")
    user_task_key = models.BigIntegerField()
    username = models.CharField(max_length=150)
    data = models.JSONField()
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Draft of {self.username} for user task {self.user_task_key}"
