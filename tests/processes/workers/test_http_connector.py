"""The HTTP connector, against a server that is really there."""

import gzip
import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from processes import services
from processes.engine.commands import CompleteJob, FailJob
from processes.models import Incident, InstanceState, ProcessInstance
from processes.selectors import visible_variables
from processes.workers import work
from processes.workers.connectors import http as connector
from tests.processes.workers.job import done
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.servers import Answer, Peer, http_peer, json_answer

CERTIFICATE = Path(__file__).with_name("localhost.pem")


@pytest.fixture
def peer() -> Iterator[Peer]:
    with http_peer() as running:
        yield running


def answered(**given: Any) -> dict[str, Any]:
    command = done("http", **given)
    assert isinstance(command, CompleteJob), command
    return dict(command.variables)


def failed(**given: Any) -> FailJob:
    command = done("http", **given)
    assert isinstance(command, FailJob), command
    return command


def incident(**given: Any) -> str:
    """The message of a failure after which there is no other try."""
    failure = failed(**given)
    assert failure.retries == 0, failure
    return failure.error_message


def retried(**given: Any) -> str:
    failure = failed(**given)
    assert failure.retries == 2, failure
    return failure.error_message


# -- what is sent and what comes back ------------------------------------------------------------------------


def test_a_request_carries_all_that_the_diagram_says_and_the_jobs_idempotency_key(peer):
    answered(
        url=f"{peer.address}/orders?kept=1",
        method="post",
        query={"page": 2, "all": True, "none": None},
        headers={"X-Team": "blue", "Authorization": "Bearer t"},
        body={"amount": 5, "note": "ü"},
    )
    (asked,) = peer.received
    assert (asked.method, asked.path) == ("POST", "/orders?kept=1&page=2&all=true")
    assert asked.headers["Idempotency-Key"] == "job-4711"
    assert (asked.headers["X-Team"], asked.headers["Authorization"]) == ("blue", "Bearer t")
    assert asked.headers["Host"] == peer.address.removeprefix("http://")
    assert asked.headers["Content-Type"] == "application/json"
    assert asked.body == '{"amount":5,"note":"ü"}'


def test_the_answer_is_status_headers_and_body(peer):
    peer.answer = json_answer({"id": 7, "tags": ["a"]}, status=201)
    found = answered(url=peer.address)
    assert (found["status"], found["body"]) == (201, {"id": 7, "tags": ["a"]})
    assert found["headers"]["content-type"] == "application/json"


def test_what_is_not_json_is_a_text(peer):
    peer.answer = Answer(
        body="grüße".encode("latin-1"), headers={"Content-Type": "text/plain; charset=latin-1"}
    )
    assert answered(url=peer.address)["body"] == "grüße"


def test_a_compressed_answer_is_unpacked(peer):
    packed = gzip.compress(b'{"n": 1}')
    peer.answer = Answer(
        body=packed, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"}
    )
    found = answered(url=peer.address)
    assert found["body"] == {"n": 1}
    assert "content-encoding" not in found["headers"]


def test_a_redirect_is_an_answer_and_leads_nowhere(peer):
    peer.answer = Answer(status=302, headers={"Location": "http://169.254.169.254/"})
    assert answered(url=peer.address)["status"] == 302
    assert len(peer.received) == 1


def test_an_empty_answer_is_no_broken_json(peer):
    peer.answer = Answer(status=204, body="")
    assert answered(url=peer.address)["body"] == ""


# -- what may succeed later is tried again -------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_trouble_that_may_pass_is_tried_again(peer, status):
    peer.answer = json_answer({"error": "busy"}, status=status)
    assert f'answered {status}: {{"error": "busy"}}' in retried(url=peer.address)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 422])
def test_what_can_only_be_refused_again_is_an_incident_at_once(peer, status):
    peer.answer = json_answer({"error": "no"}, status=status)
    assert f'answered {status}: {{"error": "no"}}' in incident(url=peer.address)


def test_a_server_that_says_when_to_come_again_is_obeyed(peer):
    peer.answer = Answer(status=503, headers={"Retry-After": "90"})
    retry_at = failed(url=peer.address).retry_at
    assert retry_at is not None
    assert timedelta(seconds=80) < retry_at - timezone.now() <= timedelta(seconds=90)


@pytest.mark.parametrize("said", ["soon", "-5", "Wed, 21 Oct 2015 07:28:00 GMT", "99999999999999999999"])
def test_a_server_that_talks_nonsense_about_time_is_not_waited_for_longer_than_the_longest_pause(peer, said):
    peer.answer = Answer(status=503, headers={"Retry-After": said})
    retry_at = failed(url=peer.address).retry_at
    assert retry_at is not None
    assert retry_at - timezone.now() <= timedelta(minutes=10)


def test_nobody_at_home_is_tried_again():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert "did not work" in retried(url=f"http://localhost:{port}/")


def test_an_answer_that_takes_too_long_is_given_up(peer):
    peer.answer = Answer(after=30)
    began = time.monotonic()
    assert "did not work" in retried(url=peer.address, timeout=0.3)
    assert time.monotonic() - began < 10


def test_an_answer_that_comes_byte_by_byte_and_never_ends_is_given_up(peer):
    peer.answer = Answer(body="x" * 10_000, drip=0.05)
    began = time.monotonic()
    assert "did not end in time" in retried(url=peer.address, timeout=0.5)
    assert time.monotonic() - began < 10


def test_an_answer_that_is_too_big_is_not_read(peer):
    peer.answer = Answer(body=b"x" * (connector.LARGEST_ANSWER + 1))
    assert "more than 1048576 bytes" in incident(url=peer.address)


def test_json_that_is_none_is_a_failed_try(peer):
    peer.answer = Answer(body="<html>")
    assert "promised JSON" in retried(url=peer.address)


# -- what a diagram can get wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "`url`"),
        ({"url": "ftp://localhost/"}, "Expected an http or https address"),
        ({"url": "file:///etc/passwd"}, "Expected an http or https address"),
        ({"url": "not an address"}, "`url`"),
        ({"url": "http://"}, "`url`"),
        ({"url": "http://localhost:99999/"}, "`url`"),
        ({"url": ["http://localhost/"]}, "Expected a text in `url`"),
        ({"url": "http://localhost/", "method": "BREW"}, "`method`"),
        ({"url": "http://localhost/", "method": "GET\r\nX: y"}, "`method`"),
        ({"url": "http://localhost/", "headers": "X: y"}, "context of texts in `headers`"),
        ({"url": "http://localhost/", "headers": {"X": ["y"]}}, "context of texts in `headers`"),
        ({"url": "http://localhost/", "headers": {"X": "ü" * 3 + "€"}}, "cannot be written"),
        ({"url": "http://localhost/", "query": [1]}, "context of texts in `query`"),
        ({"url": "http://localhost/", "timeout": "soon"}, "`timeout`"),
        ({"url": "http://localhost/", "timeout": -1}, "`timeout`"),
        ({"url": "http://localhost/", "timeout": 1e9}, "`timeout`"),
        ({"url": "http://localhost/", "timeout": True}, "`timeout`"),
    ],
)
def test_what_the_diagram_gets_wrong_is_an_incident_that_names_it(given, told):
    assert told in incident(**given)


def test_a_header_with_a_line_break_is_never_sent(peer):
    message = failed(url=peer.address, headers={"X": "a\r\nX-Evil: b"}).error_message
    assert "X" in message or "header" in message
    assert peer.received == []


def test_secrets_in_an_address_are_not_told(peer):
    peer.answer = json_answer({}, status=500)
    address = peer.address.replace("http://", "http://olga:secret@")
    message = retried(url=f"{address}/path?token=hidden", query={"key": "hidden"})
    assert "/path answered 500" in message
    assert "secret" not in message
    assert "hidden" not in message


# -- where it must not go ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://[fe80::1]/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
    ],
)
def test_the_metadata_service_of_clouds_is_out_of_reach_however_its_address_is_written(url):
    assert "forbids to connectors" in incident(url=url)


def test_a_name_is_forbidden_if_any_of_its_addresses_is(peer, settings):
    settings.HTTP_CONNECTOR_FORBIDDEN_NETWORKS = ["127.0.0.0/8"]
    assert "localhost is in 127.0.0.0/8" in incident(url=peer.address)
    assert peer.received == []


def test_a_name_that_means_something_else_a_moment_later_leads_to_the_address_that_was_checked(
    peer, monkeypatch
):
    looked_up = []
    look_up = socket.getaddrinfo

    def changing(host: str, *arguments: Any, **options: Any) -> Any:
        if host == "changing.test":
            looked_up.append(host)
            host = "127.0.0.1" if len(looked_up) == 1 else "169.254.169.254"
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    port = peer.address.rpartition(":")[2]
    assert answered(url=f"http://changing.test:{port}/")["status"] == 200
    assert peer.received[0].headers["Host"] == f"changing.test:{port}"


def test_the_environments_proxy_is_not_asked_but_the_installations_is(peer, monkeypatch, settings):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert answered(url=peer.address)["status"] == 200
    settings.HTTP_CONNECTOR_PROXY = peer.address
    assert answered(url="http://nowhere.test/path")["status"] == 200
    assert peer.received[-1].path == "http://nowhere.test/path"


def test_a_certificate_must_be_that_of_the_name(monkeypatch):
    with http_peer(certificate=CERTIFICATE) as peer:
        connector._trusted_certificates.cache_clear()
        assert "did not work" in retried(url=peer.address), "nobody trusts it yet"
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        connector._trusted_certificates.cache_clear()
        assert answered(url=peer.address)["status"] == 200
        assert "did not work" in retried(url=peer.address.replace("localhost", "127.0.0.1"))
    connector._trusted_certificates.cache_clear()


# -- in a diagram --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_diagram_alone_asks_a_peer_and_goes_on_with_its_answer(peer):
    peer.answer = json_answer({"rate": 1.5})
    deploy(
        process("rates")
        .start()
        .service_task("ask", "http")
        .input(f'="{peer.address}/rates/" + currency', "url")
        .input('={"X-Team": "blue"}', "headers")
        .output("=body.rate", "rate")
        .output("=status", "answered")
        .end()
    )
    instance = start("rates", currency="EUR")
    work.until_nothing_is_free()
    assert ProcessInstance.objects.get(key=instance.key).state == InstanceState.COMPLETED
    assert peer.received[0].path == "/rates/EUR"
    assert visible_variables(instance.key, instance.key) == {"currency": "EUR", "rate": 1.5, "answered": 200}


@pytest.mark.django_db
def test_a_wrong_input_is_mended_and_tried_again(peer):
    deploy(
        process("rates").start().service_task("ask", "http").input("=where", "url").output("=1", "ok").end()
    )
    instance = start("rates", where="nowhere")
    work.until_nothing_is_free()
    stuck = Incident.objects.get()
    assert "`url`" in stuck.message
    services.set_variables(
        process_instance_key=instance.key,
        scope_key=stuck.element_instance_key,
        variables={"url": peer.address},
    )
    services.resolve_incident(incident_key=stuck.key)
    work.until_nothing_is_free()
    assert ProcessInstance.objects.get(key=instance.key).state == InstanceState.COMPLETED
