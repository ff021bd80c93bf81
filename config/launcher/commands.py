"""The commands of the separate processes, in one place: `make run-services`, docker/compose.yaml and the
tests start these.

Each is given without its Python: here that is the interpreter of the launcher, in a container `python`.
"""

from collections.abc import Mapping

MIGRATE = ("manage.py", "migrate", "--noinput")

#: Finds due timers and free jobs by query, and rings for the workers. Any number may run.
TIMERS = ("manage.py", "run_timers")

#: Runs automated steps. Any number may run, on any number of machines.
WORKER = (
    "-m",
    "celery",
    "-A",
    "config",
    "worker",
    "--loglevel",
    "INFO",
    "--without-mingle",
    "--without-gossip",
)

#: Accounts, examples and a simulator to look at; only where `MEANWHILE_DEMO` is on.
DEMO = ("-m", "config.launcher.demo")

#: Connections the web process keeps; its request threads and its live channel share them.
WEB_ENVIRONMENT: Mapping[str, str] = {"MEANWHILE_DATABASE_POOL": "20"}


def web(*, host: str, port: int) -> tuple[str, ...]:
    return (
        "-m", "uvicorn", "config.asgi:application",
        "--host", host, "--port", str(port),
        "--lifespan", "off", "--no-access-log", "--timeout-graceful-shutdown", "3",
    )  # fmt: skip
