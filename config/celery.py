"""The Celery app. It only rings the bell: what waits is a row, so a lost message costs a moment, never work.

`celery -A config worker` runs it in a process of its own; `config.launcher.embedded` runs it on threads
of the web process.
"""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("meanwhile")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Pool threads see the *default* app as the current one; without this, they would publish to amqp://localhost.
app.set_default()


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Celery sets up logging of its own unless someone answers this signal; ours is in the settings."""
