"""`manage.py start_instance order --variables '{"amount": 1000}'`: starts an instance, and may wait for its
end.
"""

import json
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from processes import selectors, services
from processes.engine.errors import CommandRejected
from processes.management import arguments
from processes.models import InstanceState


class Command(BaseCommand):
    help = "Starts an instance of the latest version of a process, or of the version that is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("process_id", metavar="PROCESS_ID")
        parser.add_argument("--process-version", type=int, metavar="N")
        parser.add_argument("--variables", type=arguments.variables, default={}, metavar="JSON")
        parser.add_argument("--business-key", metavar="KEY")
        parser.add_argument(
            "--wait", type=arguments.duration, metavar="DURATION", help="for the end, at most so long: PT5S"
        )

    def handle(
        self,
        *,
        process_id: str,
        process_version: int | None,
        variables: dict[str, Any],
        business_key: str | None,
        wait: timedelta | None,
        **options: Any,
    ) -> None:
        try:
            instance = services.start_instance(
                process_id=process_id,
                version=process_version,
                variables=variables,
                business_key=business_key,
            )
        except (services.NotFound, CommandRejected) as problem:
            raise CommandError(str(problem)) from problem
        if wait is not None:
            instance = services.await_outcome(process_instance_key=instance.key, timeout=wait)
        self.stdout.write(f"{instance.key} {instance.state}")
        if wait is not None and instance.state != InstanceState.ACTIVE:
            self.stdout.write(json.dumps(selectors.visible_variables(instance.key, instance.key), indent=2))
