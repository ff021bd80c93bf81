"""`manage.py verify [--repair]`: journals, state documents, rows and counters must tell the same."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = (
        "Compares the state of each instance with its journal and its rows, and the counters with a recount. "
        "Exits with 1 if something disagrees and is not repaired. Best while nothing runs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what disagrees, by the journal")

    def handle(self, *, repair: bool, **options: Any) -> None:
        found = 0
        for name in settings.VERIFIERS:
            for disagreement in import_string(name)(repair=repair):
                found += 1
                self.stdout.write(str(disagreement))
        if found and not repair:
            raise CommandError(f"{found} disagreements; --repair mends them by the journal")
        self.stdout.write(f"{found} disagreements, all mended" if found else "everything agrees")
