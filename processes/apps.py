"""The process engine as a Django app."""

from django.apps import AppConfig

from processes.sqlite_moments import adapt_moments


class ProcessesConfig(AppConfig):
    name = "processes"
    verbose_name = "Process engine"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        adapt_moments()
