"""The Django project around the apps: settings, addresses, and the ways to start everything.

The only package that may import every other one. Importing it also creates the Celery app, so that tasks
find it.
"""

from config.celery import app as celery_app

__all__ = ["celery_app"]
