"""Connectors: job handlers that need no code, only a diagram. Their inputs are the element's input mappings.

`http`   url, method (GET), headers, query, body (JSON), timeout (seconds, 20) → status, headers, body
`email`  to, subject, body, cc → recipients
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.core.mail import EmailMessage

from processes.runtime.job_queue import ActivatedJob
from processes.workers.handlers import job_handler

LARGEST_ANSWER = 1024 * 1024


class ConnectorFailed(Exception):
    """The connector could not do its work; the message says what to change."""


@job_handler("http")
def http(job: ActivatedJob) -> dict[str, Any]:
    """Send a request. An answer of 400 or above is a failed try; 4xx and 5xx differ only in what the answer
    says.
    """
    given = job.variables
    url = str(given.get("url") or "")
    _refuse_forbidden(url)
    method = str(given.get("method") or "GET").upper()
    headers = {"Idempotency-Key": job.idempotency_key, **_texts(given.get("headers"), "headers")}
    body = given.get("body")
    try:
        answer = httpx.request(
            method,
            url,
            headers=headers,
            params=_texts(given.get("query"), "query"),
            json=body if body is not None and method not in ("GET", "HEAD") else None,
            timeout=float(given.get("timeout") or 20),
            follow_redirects=False,
        )
    except httpx.HTTPError as failure:
        raise ConnectorFailed(f"{method} {url} did not work: {failure}") from failure
    if len(answer.content) > LARGEST_ANSWER:
        raise ConnectorFailed(
            f"{method} {url} answered {len(answer.content)} bytes; at most {LARGEST_ANSWER} are taken"
        )
    if answer.is_error:
        raise ConnectorFailed(f"{method} {url} answered {answer.status_code}: {answer.text[:500]}")
    return {"status": answer.status_code, "headers": dict(answer.headers), "body": _content(answer)}


def _content(answer: httpx.Response) -> Any:
    if "json" in answer.headers.get("content-type", ""):
        try:
            return answer.json()
        except ValueError as wrong:
            raise ConnectorFailed(f"{answer.url} promised JSON, but answered something else") from wrong
    return answer.text


def _texts(given: Any, name: str) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise ConnectorFailed(f"Expected {name} to be a context of texts, but it is {given!r}")
    return {str(key): str(value) for key, value in given.items() if value is not None}


def _refuse_forbidden(url: str) -> None:
    """Only http(s), and never the networks that the settings forbid (the cloud's metadata service among
    them).
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConnectorFailed(f"Expected an http or https address in `url`, but it is {url!r}")
    try:
        addresses = {info[4][0] for info in socket.getaddrinfo(parts.hostname, parts.port or 80)}
    except OSError as unknown:
        raise ConnectorFailed(f"There is no host {parts.hostname!r}: {unknown}") from unknown
    for address in addresses:
        for network in settings.HTTP_CONNECTOR_FORBIDDEN_NETWORKS:
            if ipaddress.ip_address(str(address).partition("%")[0]) in ipaddress.ip_network(network):
                raise ConnectorFailed(
                    f"{parts.hostname} is in {network}, which this installation forbids to connectors"
                )


@job_handler("email")
def email(job: ActivatedJob) -> dict[str, Any]:
    """Send a mail with the mail settings of this installation."""
    given = job.variables
    to = _recipients(given.get("to"), "to")
    if not to:
        raise ConnectorFailed("Expected someone to send the mail to in `to`, but it is empty")
    message = EmailMessage(
        subject=str(given.get("subject") or "").replace("\n", " "),
        body=str(given.get("body") or ""),
        to=to,
        cc=_recipients(given.get("cc"), "cc"),
        headers={"Message-ID": f"<{job.idempotency_key}@meanwhile>"},
    )
    message.send()
    return {"recipients": to}


def _recipients(given: Any, name: str) -> list[str]:
    found = given.split(",") if isinstance(given, str) else given or []
    if not isinstance(found, list):
        raise ConnectorFailed(f"Expected mail addresses in `{name}`, but it is {given!r}")
    addresses = [str(each).strip() for each in found if str(each).strip()]
    for address in addresses:
        if "@" not in address or any(sign in address for sign in "\r\n"):
            raise ConnectorFailed(f"{address!r} in `{name}` is not a mail address")
    return addresses
