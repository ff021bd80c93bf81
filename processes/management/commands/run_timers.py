"""`manage.py run_timers`: a process that triggers due timers and looks for work that nobody was woken for."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from processes.runtime import heartbeat


class Command(BaseCommand):
    help = "Trigger due timers and find work that waits. Any number of these may run."

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        self.stdout.write("Timers are running.")
        heartbeat.run_forever(stopping)
