"""Deploying: versions without gaps, even when several deploy at once."""

import json
from functools import partial

import pytest

from processes import services
from processes.models import Deployment, Form, ProcessDefinition, StartTimer
from tests.support.at_once import at_once
from tests.support.diagrams import process
from tests.support.forms import field, form

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def versions(process_id: str) -> list[tuple[int, bool]]:
    found = ProcessDefinition.objects.filter(process_id=process_id).order_by("version")
    return list(found.values_list("version", "is_latest"))


@pytest.mark.parametrize("known", [False, True], ids=["new", "known"])
def test_those_who_deploy_different_diagrams_at_once_make_a_version_each(known):
    if known:
        services.deploy(resources={"p.bpmn": process("p").start().end("first").xml()})
    contents = [process("p").start_timer("s", "R/P1D").end(f"end_{number}").xml() for number in range(4)]
    at_once(*(partial(services.deploy, resources={"p.bpmn": content}) for content in contents))
    count = 4 + known
    assert versions("p") == [(number, number == count) for number in range(1, count + 1)]
    assert StartTimer.objects.count() == 1, "only the latest version waits for its timer"


def test_those_who_deploy_the_same_at_once_make_one_version():
    question = json.dumps(form(field("textfield", "name"), id="f")).encode()
    resources = {"p.bpmn": process("p").start().end().xml(), "f.form": question}
    at_once(*[partial(services.deploy, resources=resources)] * 4)
    assert versions("p") == [(1, True)]
    assert list(Form.objects.values_list("form_id", "version")) == [("f", 1)]
    assert Deployment.objects.count() == 4
