"""The bells of a product that runs, rung from outside of it, and taken away."""

from celery import Celery
from redis import Redis

from tests.support.live import LiveServices


def ring(services: LiveServices, bell: str, *, times: int) -> None:
    with Celery("outside", broker=services.environment["REDIS_URL"], set_as_current=False) as app:
        for _ in range(times):
            app.send_task(bell, ignore_result=True)


def empty_redis(services: LiveServices) -> None:
    """All that it holds is gone: bells, and where they are to ring."""
    with Redis.from_url(services.environment["REDIS_URL"]) as client:
        client.flushall()
