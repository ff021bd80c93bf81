"""The e-mail connector, against a mail server that is really there."""

from collections.abc import Iterator
from email import message_from_string
from email.header import decode_header, make_header
from typing import Any

import pytest

from processes.engine.commands import CompleteJob, FailJob
from tests.processes.workers.job import done
from tests.support.servers import MailServer, mail_server


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = False
        settings.DEFAULT_FROM_EMAIL = "meanwhile@example.org"
        yield running


def failed(**given: Any) -> FailJob:
    command = done("email", **given)
    assert isinstance(command, FailJob), command
    return command


def test_a_mail_reaches_all_its_recipients(server):
    command = done(
        "email",
        to="Ada Byron <ada@example.org>, bob@example.org",
        cc=["cid@example.org"],
        bcc="dee@example.org",
        reply_to="team@example.org",
        subject="Grüße\nund mehr",
        body="Hallo",
    )
    assert isinstance(command, CompleteJob)
    addresses = ["Ada Byron <ada@example.org>", "bob@example.org", "cid@example.org", "dee@example.org"]
    assert command.variables == {"recipients": addresses}
    (mail,) = server.mails
    assert mail.recipients == ["ada@example.org", "bob@example.org", "cid@example.org", "dee@example.org"]
    read = message_from_string(mail.text)
    assert str(make_header(decode_header(read["Subject"]))) == "Grüße und mehr"
    assert (read["From"], read["Cc"], read["Bcc"]) == ("meanwhile@example.org", "cid@example.org", None)
    assert read["Reply-To"] == "team@example.org"
    assert read.get_payload().strip() == "Hallo"


def test_each_try_sends_the_same_message_id_so_that_a_repetition_can_be_told(server):
    for _ in range(2):
        done("email", to="ada@example.org")
    first, second = (message_from_string(mail.text)["Message-ID"] for mail in server.mails)
    assert first == second == "<job-4711@meanwhile>"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "`to`, but it is empty"),
        ({"to": " , "}, "`to`, but it is empty"),
        ({"to": "nobody"}, "'nobody' in `to` is not a mail address"),
        ({"to": "a@example.org\r\nBcc: b@example.org"}, "`to` is not a mail address"),
        ({"to": "Eve\r\nBcc: x@y.z <a@example.org>"}, "`to` is not a mail address"),
        ({"to": {"who": "ada"}}, "Expected mail addresses in `to`"),
        ({"to": [1]}, "Expected mail addresses in `to`"),
        ({"to": "a@example.org", "cc": "@"}, "'@' in `cc` is not a mail address"),
        ({"to": "a@example.org", "subject": {"a": 1}}, "Expected a text in `subject`"),
        ({"to": "a@example.org", "body": ["x"]}, "Expected a text in `body`"),
    ],
)
def test_what_the_diagram_gets_wrong_is_an_incident_at_once_and_nothing_is_sent(server, given, told):
    failure = failed(**given)
    assert (failure.retries, told in failure.error_message) == (0, True), failure.error_message
    assert server.mails == []


def test_a_recipient_who_does_not_exist_is_an_incident_at_once(server):
    server.refused = {"gone@example.org": "550 no such user"}
    failure = failed(to="gone@example.org")
    assert failure.retries == 0
    assert "gone@example.org: no such user" in failure.error_message


def test_a_recipient_whose_mailbox_is_full_for_now_is_tried_again(server):
    server.refused = {"full@example.org": "452 mailbox full"}
    assert failed(to="full@example.org").retries == 2


def test_a_mail_server_that_is_away_is_tried_again(server, settings):
    settings.EMAIL_PORT = 1
    failure = failed(to="ada@example.org")
    assert failure.retries == 2
    assert "could not be sent" in failure.error_message


def test_without_a_mail_server_mail_is_a_file_that_a_person_can_read(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    done("email", to="ada@example.org", subject="Hello", body="World")
    (file,) = tmp_path.iterdir()
    assert "World" in file.read_text()
