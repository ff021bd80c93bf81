"""Problems: whatever goes wrong with a request, told as RFC 9457 problem details.

`detail` says what was expected and what was found, `errors` which parts of the request are to blame. An
exception may carry further members of its problem, such as who has the task, as `members`.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import page_not_found, server_error
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from processes.engine.errors import CommandRejected, PlanProblem, PlanRejected
from processes.forms import FormInvalid
from processes.runtime import full_disk
from processes.services import DeploymentRejected, NotFound

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"

#: the last word of `type`, and the title
_KINDS: dict[int, tuple[str, str]] = {
    400: ("malformed", "The request could not be read"),
    401: ("not-logged-in", "You are not logged in"),
    403: ("not-allowed", "You may not do this"),
    404: ("not-found", "This does not exist"),
    405: ("method-not-allowed", "This cannot be asked for like that"),
    406: ("not-acceptable", "There is no answer of the wanted kind"),
    409: ("wrong-state", "This is no longer possible"),
    413: ("too-big", "This is too big"),
    415: ("unsupported-media-type", "The request is of an unknown kind"),
    422: ("not-acceptable-as-it-is", "This is not acceptable as it is"),
    429: ("too-many-attempts", "Too many attempts"),
    500: ("server-failed", "The server failed"),
    503: ("unavailable", "The server cannot answer right now"),
    507: ("disk-full", "There is no space left"),
}


#: when to come again while the database is away, in seconds
COME_AGAIN = 2
#: and while its disk is full
MAKE_SPACE = 60


class TooBig(exceptions.APIException):
    """More was sent than is accepted."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_big"


def problem(status: int, detail: str, **members: Any) -> dict[str, Any]:
    word, title = _KINDS.get(status, ("unexpected", HTTPStatus(status).phrase))
    return {
        "type": f"urn:meanwhile:problem:{word}",
        "title": title,
        "status": int(status),
        "detail": detail,
        **members,
    }


def exception_handler(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to what a view raised; None for what is our own fault, which Django reports
    (`server_failed`).
    """
    answer = _problem_of(exc)
    if answer is None:
        return None
    set_rollback()
    return Response(
        answer, status=answer["status"], headers=dict(_headers(exc, answer)), content_type=CONTENT_TYPE
    )


def _problem_of(exc: Exception) -> dict[str, Any] | None:
    members = getattr(exc, "members", {})
    match exc:
        case PlanRejected():
            return problem(409, str(exc), problems=[_plan_problem(each) for each in exc.problems])
        case CommandRejected():
            return problem(409, str(exc), **members)
        case NotFound() | Http404():
            return problem(404, str(exc) or "There is nothing at this address.")
        case DeploymentRejected():
            return problem(422, _count(exc.problems), problems=[asdict(each) for each in exc.problems])
        case FormInvalid():
            return problem(422, _form_detail(exc), errors=[asdict(error) for error in exc.errors])
        case PermissionDenied():
            return problem(403, str(exc) or "Your account lacks the right to do this.")
        case RequestDataTooBig():
            return problem(413, "The request is larger than this server accepts.")
        case OperationalError() if full_disk.is_why(exc):
            log.error("The disk of the database is full: %s", exc)
            return problem(
                507,
                "The disk of the database is full, so nothing of this request was stored. Once whoever runs "
                "the server has made space there, ask again; what waits goes on by itself.",
            )
        case OperationalError() | InterfaceError():
            log.warning("The database did not answer a request: %s", exc)
            return problem(503, "The database does not answer right now; try again in a moment.")
        case RecursionError():
            return problem(400, "The request is nested too deeply.")
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return problem(401, str(exc.detail))
        case exceptions.ValidationError():
            errors = list(_field_errors(exc.detail))
            return problem(400, _validation_detail(errors), errors=errors)
        case exceptions.APIException():
            return problem(exc.status_code, str(exc.detail), **members)
    return None


def _plan_problem(found: PlanProblem) -> dict[str, Any]:
    key = found.element_instance_key
    return {**asdict(found), "element_instance_key": None if key is None else str(key)}


def _headers(exc: Exception, answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if answer["status"] == HTTPStatus.UNAUTHORIZED:
        yield "WWW-Authenticate", "Token"
    if answer["status"] == HTTPStatus.INSUFFICIENT_STORAGE:
        yield "Retry-After", str(MAKE_SPACE)
    if answer["status"] == HTTPStatus.SERVICE_UNAVAILABLE:
        yield "Retry-After", str(COME_AGAIN)
    if wait := getattr(exc, "wait", None):  # of a request that was throttled
        yield "Retry-After", str(int(wait) + 1)


def _count(problems: Any) -> str:
    count = sum(each.severity == "error" for each in problems)
    return f"Nothing was deployed: {count} problem{'' if count == 1 else 's'} must be mended first."


def _form_detail(exc: FormInvalid) -> str:
    return "; ".join(f"{error.field}: {error.message}" for error in exc.errors[:3])


def _field_errors(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            if name == "non_field_errors":
                yield from _field_errors(inner, path)
            else:
                step = f"[{name}]" if isinstance(name, int) else f".{name}" if path else str(name)
                yield from _field_errors(inner, path + step)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            plain = isinstance(inner, str)
            yield from _field_errors(inner, path if plain else f"{path}[{number}]")
    else:
        yield {"field": path, "message": str(detail)} if path else {"message": str(detail)}


def _validation_detail(errors: list[dict[str, str]]) -> str:
    return "; ".join(
        f"{error['field']}: {error['message']}" if "field" in error else error["message"]
        for error in errors[:3]
    )


# -- for what no view answers (`handler404`, `handler500`) ---------------------------------------------------


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not request.path.startswith("/api/"):
        return page_not_found(request, exception)
    return _plain(problem(404, f"There is nothing at {request.path}."))


def server_failed(request: HttpRequest) -> HttpResponse:
    if not request.path.startswith("/api/"):
        return server_error(request)
    return _plain(problem(500, "Something went wrong on our side; it has been logged."))


def _plain(answer: dict[str, Any]) -> JsonResponse:
    return JsonResponse(answer, status=answer["status"], content_type=CONTENT_TYPE)
