"""Importing this makes the process one of the product, as `manage.py` would; the environment says on which
stores. Modules of ours that need models import it before them.
"""

import os

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()


def migrate() -> None:
    call_command("migrate", verbosity=0)
