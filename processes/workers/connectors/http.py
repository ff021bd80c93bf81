"""The HTTP connector: sends a request, with the job's idempotency key, and brings back the answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from ssl import SSLContext
from typing import Any

import httpx
from django.conf import settings
from django.utils import timezone

from processes.runtime.job_queue import ActivatedJob
from processes.workers.connectors import addresses, inputs
from processes.workers.connectors.inputs import WrongInput
from processes.workers.handlers import LONGEST_PAUSE, JobFailed, job_handler

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
LARGEST_ANSWER = 1024 * 1024
#: in seconds
TIMEOUT, LONGEST_TIMEOUT = 20.0, 240.0
#: answers after which the same request may succeed: too early, too many, or the server's own trouble
MAY_SUCCEED_LATER = frozenset({408, 425, 429})


@job_handler("http", timeout=timedelta(minutes=5))
def http(job: ActivatedJob) -> dict[str, Any]:
    """An answer of 400 or above is a failed try, and the last one if it says that the request is wrong."""
    given = job.variables
    method = inputs.text(given, "method", "GET").upper()
    if method not in METHODS:
        raise WrongInput(f"Expected one of {', '.join(sorted(METHODS))} in `method`, but it is {method!r}")
    url = _url(given)
    body = given.get("body")
    try:
        request = httpx.Request(
            method,
            url,
            params=url.params.merge(inputs.texts(given, "query")),
            headers={"Idempotency-Key": job.idempotency_key, **inputs.texts(given, "headers")},
            json=body if body is not None and method not in ("GET", "HEAD") else None,
        )
    except (ValueError, TypeError, UnicodeError) as wrong:
        raise WrongInput(f"The request cannot be written: {wrong}") from wrong
    timeout = inputs.seconds(given, "timeout", default=TIMEOUT, longest=LONGEST_TIMEOUT)
    try:
        answer = _sent(request, timeout)
    except httpx.InvalidURL as wrong:
        raise WrongInput(f"Expected an address in `url`, but it is {str(url)!r}: {wrong}") from wrong
    except httpx.HTTPError as failure:
        reason = str(failure) or type(failure).__name__
        raise JobFailed(f"{method} {_told(url)} did not work: {reason}") from failure
    if answer.is_error:
        raise JobFailed(
            f"{method} {_told(url)} answered {answer.status_code}: {answer.text[:500]}",
            retry=answer.is_server_error or answer.status_code in MAY_SUCCEED_LATER,
            retry_in=_retry_after(answer),
        )
    return {"status": answer.status_code, "headers": dict(answer.headers), "body": _content(answer)}


def _url(given: dict[str, Any]) -> httpx.URL:
    text = inputs.text(given, "url")
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as wrong:
        raise WrongInput(f"Expected an address in `url`, but it is {text!r}: {wrong}") from wrong
    if url.scheme not in ("http", "https") or not url.host or (url.port or 0) > 65_535:
        raise WrongInput(f"Expected an http or https address in `url`, but it is {text!r}")
    return url


def _sent(request: httpx.Request, timeout: float) -> httpx.Response:
    """The answer, read no further than is allowed, in time as a whole and not only piece by piece."""
    ends_at = time.monotonic() + timeout
    ways = _ways(request)
    # Of the environment only certificates count: a proxy of which we do not know would go where we must not.
    with httpx.Client(
        timeout=timeout,
        follow_redirects=False,
        trust_env=False,
        proxy=settings.HTTP_CONNECTOR_PROXY or None,
        verify=_trusted_certificates(),
    ) as client:
        for way in ways[:-1]:
            try:
                return _read(client, way, ends_at)
            except httpx.ConnectError:
                continue
        return _read(client, ways[-1], ends_at)


def _ways(request: httpx.Request) -> Sequence[httpx.Request]:
    """The same request to each address of its host; by a proxy, which itself decides where one may go, to
    its host.
    """
    url = request.url
    if settings.HTTP_CONNECTOR_PROXY:
        return [request]
    found = addresses.allowed(url.host, url.port or {"http": 80, "https": 443}[url.scheme])
    return [_directed(request, address) for address in found]


def _directed(request: httpx.Request, address: str) -> httpx.Request:
    """To this address, while host and certificate stay those of the name."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={"sni_hostname": request.url.host},
    )


@lru_cache(maxsize=1)
def _trusted_certificates() -> SSLContext:
    """Those of `SSL_CERT_FILE` or `SSL_CERT_DIR`, else the usual ones."""
    return httpx.create_ssl_context()


def _read(client: httpx.Client, request: httpx.Request, ends_at: float) -> httpx.Response:
    answer = client.send(request, stream=True)
    try:
        content = b"".join(_pieces(answer, ends_at))
    finally:
        answer.close()
    headers = [(name, value) for name, value in answer.headers.multi_items() if name not in _OF_THE_LINE]
    return httpx.Response(answer.status_code, headers=headers, content=content, request=request)


#: they describe how the content came over the line; it is plain by now
_OF_THE_LINE = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def _pieces(answer: httpx.Response, ends_at: float) -> Iterator[bytes]:
    size = 0
    for piece in answer.iter_bytes():
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise JobFailed(
                f"The answer has more than {LARGEST_ANSWER} bytes, which is too much", retry=False
            )
        if time.monotonic() > ends_at:
            raise httpx.ReadTimeout("the answer did not end in time", request=answer.request)
        yield piece


def _retry_after(answer: httpx.Response) -> timedelta | None:
    """When the server wants to be asked again."""
    said = answer.headers.get("retry-after", "")
    try:
        wanted = (
            timedelta(seconds=int(said)) if said.isdecimal() else parsedate_to_datetime(said) - timezone.now()
        )
    except (ValueError, TypeError, OverflowError):
        return None
    return max(timedelta(), min(wanted, LONGEST_PAUSE))


def _content(answer: httpx.Response) -> Any:
    if "json" in answer.headers.get("content-type", "") and answer.content:
        try:
            return answer.json()
        except (ValueError, RecursionError) as wrong:
            raise JobFailed(f"{_told(answer.url)} promised JSON, but answered something else") from wrong
    return answer.text


def _told(url: httpx.URL) -> str:
    """Without what may be secret in it."""
    return str(url.copy_with(username=None, password=None, query=None, fragment=None))
