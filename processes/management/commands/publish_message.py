"""`manage.py publish_message PaymentReceived --correlation-key A-17`: a message for whoever waits for it,
now or soon.
"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from processes import services
from processes.engine.errors import CommandRejected
from processes.management import arguments


class Command(BaseCommand):
    help = "Publishes a message; it is kept for its time to live if nobody waits for it yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--correlation-key", default="", metavar="KEY")
        parser.add_argument("--variables", type=arguments.variables, default={}, metavar="JSON")
        parser.add_argument(
            "--time-to-live", type=arguments.duration, default=timedelta(hours=1), metavar="DURATION"
        )
        parser.add_argument("--message-id", metavar="ID")

    def handle(
        self,
        *,
        name: str,
        correlation_key: str,
        variables: dict[str, Any],
        time_to_live: timedelta,
        message_id: str | None,
        **options: Any,
    ) -> None:
        try:
            published = services.publish_message(
                name=name,
                correlation_key=correlation_key,
                variables=variables,
                time_to_live=time_to_live,
                message_id=message_id,
            )
        except CommandRejected as rejection:
            raise CommandError(str(rejection)) from rejection
        if published.correlated:
            self.stdout.write(f"received by {', '.join(map(str, published.correlated))}")
        else:
            self.stdout.write(f"nobody waits for it; kept until {published.expires_at:%F %T} UTC")
