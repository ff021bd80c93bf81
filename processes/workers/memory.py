"""How much memory a worker process may have (`MEANWHILE_WORKER_MEGABYTES`). A handler that asks for more gets
a `MemoryError`, which is a failed try as any other, and the rest of the process goes on. Code outside of
Python may end the process instead: its jobs are then taken by others.
"""

from __future__ import annotations

from django.conf import settings

try:
    import resource
except ImportError:  # Windows: no limit can be set there
    resource = None  # type: ignore[assignment]


def limit() -> None:
    """Hold this process to it."""
    if not settings.WORKER_MEGABYTES or resource is None:
        return
    wanted = settings.WORKER_MEGABYTES << 20
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    if most == resource.RLIM_INFINITY or wanted <= most:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


def told() -> str:
    """The limit, to end a sentence with."""
    if not settings.WORKER_MEGABYTES:
        return "."
    return f"; a worker process may have {settings.WORKER_MEGABYTES} MB (MEANWHILE_WORKER_MEGABYTES)."
