"""docs/operations.md: each request in it is made, in order, and answered as it says."""

import json
import re
from pathlib import Path

import pytest

from processes.models import ProcessDefinition
from processes.roles import Role
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

DOCUMENT = Path(__file__).parents[3] / "docs" / "operations.md"
REQUEST = re.compile(r"```http\nPOST (?P<path>\S+) +→ (?P<status>\d+)\n(?P<body>.*?)```", re.DOTALL)


def claim(transfer="transfer"):
    return (
        process("claim").user_task("assess").subprocess("pay").service_task(transfer).end("paid").done()
        .user_task("file").end()
    )  # fmt: skip


@pytest.mark.django_db
def test_every_request_of_the_document_is_answered_as_it_says():
    deploy(claim())
    instance = start("claim")
    deploy(claim("transfer_money"))
    old, new = ProcessDefinition.objects.filter(process_id="claim").order_by("version")
    olga = browser_of(person("olga", Role.OPERATOR))
    names = {"{key}": instance.key, "{definition_key}": old.key, "{new_definition_key}": new.key}
    requests = list(REQUEST.finditer(DOCUMENT.read_text()))
    for request in requests:
        path, body = request["path"], request["body"] or "{}"
        for name, key in names.items():
            path, body = path.replace(name, str(key)), body.replace(name, str(key))
        answer = olga.post(path, json.loads(body), format="json")
        assert answer.status_code == int(request["status"]), (request[0], answer.content)
        if request["status"] == "409":
            assert len(answer.json()["problems"]) == 2
    done = {request["path"].split("/")[-2] for request in requests}
    assert {"suspension", "resumption", "modification", "migration", "restart"} <= done
