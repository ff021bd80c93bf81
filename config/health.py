"""Is this installation well? For load balancers, container health checks and the curious.

Each check does the thing itself: a query, a connection to the broker. 200 when all is well, else 503.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.celery import app

log = logging.getLogger(__name__)

BROKER_PATIENCE_SECONDS = 2.0


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    checks = {name: _succeeds(name, check) for name, check in CHECKS.items()}
    well = all(checks.values())
    body = {
        "status": "ok" if well else "failing",
        "version": settings.VERSION,
        "checks": {name: "ok" if fine else "failing" for name, fine in checks.items()},
    }
    return JsonResponse(body, status=200 if well else 503)


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    with app.connection_for_write(connect_timeout=BROKER_PATIENCE_SECONDS) as broker:
        broker.ensure_connection(max_retries=1, timeout=BROKER_PATIENCE_SECONDS)


CHECKS: dict[str, Callable[[], None]] = {"database": _database, "broker": _broker}


def _succeeds(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:  # whatever it is, it is the answer; the reason is for our log, not for the public
        log.exception("Health check of the %s failed", name)
        return False
    return True
