"""Meanwhile in one process: web, a Celery worker and the timers on threads, SQLite in the data folder.
Nothing to install.

The order matters. What can be refused (folder, port) is asked first; the page is served once the database
is ready; and at the end the web stops before those who do the work, so that nothing new comes in.
"""

import contextlib
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from config.launcher import demo as the_demo
from config.launcher import ports, welcome
from config.launcher.data_folder import DataFolder

log = logging.getLogger(__name__)

#: How long each thread may take to end what it does. What it cannot end in time is found again at the next
#: start.
PATIENCE_SECONDS = 4.0
#: Celery's only hear the bells; the steps themselves are done by the crew's.
WORKER_THREADS = 2


def run(*, host: str, port: int, data: Path, demo: bool) -> None:
    folder = DataFolder(data)
    folder.acquire(owner=f"Meanwhile at {welcome.address(host, port)}")
    listener = ports.reserve(host, port)
    _set_up(folder.path, demo=demo)
    _migrate()
    if demo:
        the_demo.install()
    background = Background(demo=demo)
    background.start()
    try:
        _serve(listener, ready=lambda: welcome.print_welcome(host=host, port=port, demo=demo))
    finally:
        background.stop()
        folder.release()
    welcome.print_farewell()


def _set_up(data: Path, *, demo: bool) -> None:
    os.environ["MEANWHILE_DATA"] = str(data)
    os.environ["MEANWHILE_DEMO"] = "1" if demo else "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL"):
        if os.environ.pop(name, None):
            print(
                f"{name} is set, but one process needs no server: not used. `make run-services` uses it.",
                flush=True,
            )
    import django

    django.setup()


def _migrate() -> None:
    """Brings the database up to date; when it is, as at most starts, this costs one query."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


class Background:
    """Everything that runs beside the web, each on a thread of its own."""

    def __init__(self, *, demo: bool) -> None:
        self._stopping = threading.Event()
        self._threads = [
            _thread("celery-worker", self._run_worker),
            _thread("timers", self._run_timers),
            *([_thread("demo", self._run_demo)] if demo else []),
        ]

    def start(self) -> None:
        from processes.workers.crew import crew

        crew().start()
        gc.freeze()  # as in every worker process, see processes.tasks
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        from celery.worker import state

        from processes.workers.crew import crew

        self._stopping.set()
        if not crew().stop(PATIENCE_SECONDS):
            log.warning("Some automated steps are still busy; they will be done again once their time is up")
        state.should_stop = os.EX_OK
        for thread in self._threads:
            thread.join(PATIENCE_SECONDS)
            if thread.is_alive():
                log.warning(
                    "%s is still busy; what it does now will be done again at the next start", thread.name
                )

    def _run_worker(self) -> None:
        from config.celery import app

        app.WorkController(
            pool="threads",
            concurrency=WORKER_THREADS,
            without_mingle=True,
            without_gossip=True,
            without_heartbeat=True,
        ).start()

    def _run_timers(self) -> None:
        from processes.runtime import heartbeat

        heartbeat.run_forever(self._stopping)

    def _run_demo(self) -> None:
        the_demo.simulate(self._stopping)


def _thread(name: str, work: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        except BaseException:
            # Half a Meanwhile would look alive while nothing moves: better none, and the reason in the log.
            log.exception("%s failed; Meanwhile stops", name)
            signal.raise_signal(signal.SIGTERM)

    return threading.Thread(name=name, target=run, daemon=True)


def _serve(listener: socket.socket, *, ready: Callable[[], None]) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    # uvicorn sends itself the signal again once it has stopped; by then it has been obeyed.
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    server = Server(
        uvicorn.Config(
            "config.asgi:application",
            lifespan="off",
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=2,
        )
    )
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def leave() -> None:
    """Ends the process at once. A request that waits for an outcome would hold it up to a minute longer."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(os.EX_OK)
