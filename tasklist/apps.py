"""The inbox as a Django app."""

from django.apps import AppConfig


class TasklistConfig(AppConfig):
    name = "tasklist"
    verbose_name = "Inbox"
    default_auto_field = "django.db.models.BigAutoField"
