"""The process engine as a Django app."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "processes"
    verbose_name = "Process engine"
    default_auto_field = "django.db.models.BigAutoField"
