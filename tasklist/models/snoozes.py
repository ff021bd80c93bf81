"""Snoozes: a person has put a user task off, and sees it in their lists again at a time of their choice.

It is their own affair: nobody else's lists change. A snooze that is over still counts where the diagram has
put the task off for everybody: this person has woken it.
"""

from django.db import models


class Snooze(models.Model):
    pk = models.CompositePrimaryKey("username", "user_task_key")
    username = models.CharField(max_length=150)
    user_task_key = models.BigIntegerField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"User task {self.user_task_key} put off by {self.username} until {self.until:%Y-%m-%d %H:%M}"
