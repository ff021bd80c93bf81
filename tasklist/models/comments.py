"""Comments on user tasks, and the people who are mentioned in them."""

from django.db import models


class Comment(models.Model):
    """What somebody has said about a user task. Nobody changes it afterwards."""

    user_task_key = models.BigIntegerField()
    author = models.CharField(max_length=150)
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["user_task_key", "-at", "-id"], name="comments_of_task")]

    def __str__(self) -> str:
        return f"{self.author} on user task {self.user_task_key}: {self.text[:40]}"


class Mention(models.Model):
    """Somebody is named in a comment, and is to see it."""

    pk = models.CompositePrimaryKey("username", "comment_id")
    username = models.CharField(max_length=150)
    comment_id = models.BigIntegerField()
    user_task_key = models.BigIntegerField()
    is_seen = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["username", "user_task_key"], name="mentions_of_person"),
            models.Index(
                fields=["username", "user_task_key"],
                name="unseen_mentions",
                condition=models.Q(is_seen=False),
            ),
            models.Index(fields=["comment_id"], name="mentions_of_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.username} in comment {self.comment_id}"
