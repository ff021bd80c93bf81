"""How Celery talks to its broker, by the kind of its address."""

from typing import Any

#: A broker that hangs must not hold up those who only ring: work is found by polling, too.
HANGS_AFTER_SECONDS = 5


def broker_options(url: str) -> dict[str, Any]:
    match url.partition(":")[0]:
        case "memory":
            return {"polling_interval": 0.02}  # unless told, kombu looks into its queues once a second
        case "redis" | "rediss":
            return {
                "socket_timeout": HANGS_AFTER_SECONDS,
                "socket_connect_timeout": HANGS_AFTER_SECONDS,
                "socket_keepalive": True,
            }
        case _:
            return {}
