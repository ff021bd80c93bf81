"""The e-mail connector: sends a mail with the mail settings of this installation."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError, EmailMessage
from django.core.validators import validate_email

from processes.runtime.job_queue import ActivatedJob
from processes.workers.connectors import inputs
from processes.workers.connectors.inputs import WrongInput
from processes.workers.handlers import JobFailed, job_handler


@job_handler("email", timeout=timedelta(minutes=5))
def email(job: ActivatedJob) -> dict[str, Any]:
    given = job.variables
    to, cc, bcc = (_recipients(given.get(name), name) for name in ("to", "cc", "bcc"))
    if not to:
        raise WrongInput("Expected someone to send the mail to in `to`, but it is empty")
    message = EmailMessage(
        subject=" ".join(inputs.text(given, "subject").split()),
        body=inputs.text(given, "body"),
        to=to,
        cc=cc,
        bcc=bcc,
        reply_to=_recipients(given.get("reply_to"), "reply_to"),
        # The same for each try, so that a mail that is sent twice can be told from two mails.
        headers={"Message-ID": f"<{job.idempotency_key}@meanwhile>"},
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        told = ", ".join(f"{who}: {_text(why)}" for who, (_, why) in refused.recipients.items())
        final = all(code >= 500 for code, _ in refused.recipients.values())
        raise JobFailed(f"The mail server refused {told}", retry=not final) from refused
    except smtplib.SMTPResponseException as refused:
        answer = f"{refused.smtp_code} {_text(refused.smtp_error)}"
        raise JobFailed(f"The mail server answered {answer}", retry=refused.smtp_code < 500) from refused
    except (smtplib.SMTPException, OSError) as failure:
        raise JobFailed(f"The mail could not be sent: {failure}") from failure
    except BadHeaderError as wrong:
        raise WrongInput(f"The mail cannot be written: {wrong}") from wrong
    return {"recipients": [*to, *cc, *bcc]}


def _recipients(given: Any, name: str) -> list[str]:
    """One address, several with commas between them, or a list of them; with or without a name in front."""
    found = given.split(",") if isinstance(given, str) else given or []
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise WrongInput(f"Expected mail addresses in `{name}`, but it is {given!r}")
    addresses = [each.strip() for each in found if each.strip()]
    for address in addresses:
        bare = address.rpartition("<")[2].removesuffix(">") if address.endswith(">") else address
        try:
            validate_email(bare)
        except ValidationError as wrong:
            raise WrongInput(f"{address!r} in `{name}` is not a mail address") from wrong
        if any(sign in address for sign in "\r\n"):
            raise WrongInput(f"{address!r} in `{name}` is not a mail address")
    return addresses


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
