"""Files that people have attached to user tasks; they themselves are in a folder (`attachments.storage`)."""

from django.db import models


class Attachment(models.Model):
    user_task_key = models.BigIntegerField()
    #: cleaned
    name = models.CharField(max_length=150)
    #: by its content
    content_type = models.CharField(max_length=100)
    #: bytes
    size = models.BigIntegerField()
    #: name of the file in its folder
    stored_as = models.CharField(max_length=32, unique=True)
    added_by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user_task_key", "-at", "-id"], name="attachments_of_task")]

    def __str__(self) -> str:
        return f"{self.name} of user task {self.user_task_key}"
