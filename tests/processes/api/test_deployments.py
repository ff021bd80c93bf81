"""Deploying over HTTP: all or nothing, and every problem named."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from processes.api import uploads
from processes.models import Deployment, ProcessDefinition
from processes.roles import Role
from tests.support.diagrams import process, xml_of
from tests.support.forms import field, form
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return browser_of(person("admin", Role.ADMIN))


def file(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else json.dumps(content).encode())


def upload(browser, *files, check=False):
    address = "/api/deployments/?check=true" if check else "/api/deployments/"
    return browser.post(address, {"resources": files}, format="multipart")


REVIEW = process("review", name="Review").start().user_task("approve").end().xml()


def test_a_diagram_and_a_form_are_deployed_together(admin):
    decision = form(field("textfield", "comment"), id="decision")
    answer = upload(admin, file("review.bpmn", REVIEW), file("decision.form", decision))
    assert answer.status_code == 201
    deployed = answer.json()
    assert deployed["deployment_key"] == str(Deployment.objects.get().key)
    (definition,) = deployed["process_definitions"]
    assert (definition["process_id"], definition["name"], definition["version"]) == ("review", "Review", 1)
    assert (definition["is_new"], definition["deployed_by"]) == (True, "admin")
    assert deployed["forms"] == [{"form_id": "decision", "version": 1, "is_new": True}]


def test_the_same_file_again_makes_no_new_version(admin):
    upload(admin, file("review.bpmn", REVIEW))
    (definition,) = upload(admin, file("review.bpmn", REVIEW)).json()["process_definitions"]
    assert (definition["version"], definition["is_new"]) == (1, False)


def test_a_changed_diagram_makes_the_next_version(admin):
    upload(admin, file("review.bpmn", REVIEW))
    changed = process("review").start().user_task("look").end().xml()
    (definition,) = upload(admin, file("review.bpmn", changed)).json()["process_definitions"]
    assert (definition["version"], definition["is_new"], definition["is_latest"]) == (2, True, True)


def test_one_bad_file_keeps_all_from_being_deployed(admin):
    bad = process("bad").start().exclusive("gate").when("amount >").end().xml()
    answer = upload(admin, file("review.bpmn", REVIEW), file("bad.bpmn", bad))
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["detail"].startswith("Nothing was deployed")
    assert {problem["resource"] for problem in told["problems"]} == {"bad.bpmn"}
    assert all(problem["element_id"] for problem in told["problems"])
    assert not ProcessDefinition.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml at all",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>",
    ],
)
def test_what_is_no_diagram_is_told_as_a_problem(admin, content):
    answer = upload(admin, file("x.bpmn", content))
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["resource"] == "x.bpmn"
    assert not Deployment.objects.exists()


def test_a_check_deploys_nothing(admin):
    answer = upload(admin, file("review.bpmn", REVIEW), check=True)
    assert answer.status_code == 200
    assert answer.json()["deployment_key"] is None
    assert not Deployment.objects.exists()
    assert upload(admin, file("x.bpmn", b"<a/>"), check=True).status_code == 422


def test_a_file_that_is_too_big_is_refused_by_its_size(admin):
    answer = upload(admin, file("huge.bpmn", b" " * (20 * uploads.MEGABYTE)))
    assert answer.status_code == 413
    assert answer.json()["detail"] == "huge.bpmn has 20 MB; a diagram or form may have 10 MB at most."


def test_a_request_that_is_too_big_is_refused_before_it_is_read(admin):
    answer = admin.generic(
        "POST",
        "/api/deployments/",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * uploads.MEGABYTE),
    )
    assert answer.status_code == 413
    assert "200 MB" in answer.json()["detail"]


def test_an_upload_without_files_says_how_to_send_them(admin):
    answer = admin.post("/api/deployments/", {}, format="multipart")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "resources"


def test_two_files_of_the_same_name_are_refused(admin):
    answer = upload(admin, file("a.bpmn", REVIEW), file("a.bpmn", REVIEW))
    assert answer.status_code == 400


def test_deploying_is_for_admins():
    for role in (Role.BUSINESS_USER, Role.OPERATOR):
        answer = upload(browser_of(person(role.value, role)), file("review.bpmn", REVIEW))
        assert answer.status_code == 403
        assert "processes.deploy" in answer.json()["detail"]


# -- what is deployed ----------------------------------------------------------------------------------------


def test_definitions_are_listed_and_shown(admin):
    both = xml_of(
        process("first").start(form_id="question").user_task("ask").end(),
        process("second").start("begin").end("finish"),
    )
    question = form(field("textfield", "amount"), id="question")
    upload(admin, file("both.bpmn", both), file("question.form", question))
    page = admin.get("/api/process-definitions/?latest=true").json()
    assert [each["process_id"] for each in page["items"]] == ["first", "second"]
    key = page["items"][0]["key"]
    shown = admin.get(f"/api/process-definitions/{key}/").json()
    assert shown["start_form"] == question
    assert shown["resource_name"] == "both.bpmn"
    assert admin.get(f"/api/process-definitions/{key}/start-form/").json() == {"form": question}
    xml = admin.get(f"/api/process-definitions/{key}/xml/")
    assert xml["Content-Type"] == "application/xml"
    assert xml.content == both


def test_what_runs_in_a_definition_is_counted(admin):
    upload(admin, file("review.bpmn", REVIEW))
    for _ in range(2):
        admin.post("/api/process-instances/", {"process_id": "review"})
    (definition,) = admin.get("/api/process-definitions/").json()["items"]
    assert definition["active_instances"] == definition["waiting_user_tasks"] == 2
    assert definition["completed_instances"] == definition["incidents"] == 0


@pytest.mark.parametrize("key", ["1", "9999999999999999999", "99999999999999999999", "abc"])
def test_an_unknown_definition_is_not_there(admin, key):
    answer = admin.get(f"/api/process-definitions/{key}/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_decisions_are_deployed_with_diagrams_and_told(admin):
    table = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="n">
      <decision id="discount" name="Discount"><variable id="v" name="Discount"/>
        <literalExpression id="l"><text>10</text></literalExpression></decision></definitions>"""
    first = upload(admin, file("discount.dmn", table)).json()
    again = upload(admin, file("discount.dmn", table)).json()
    told = {"decision_id": "discount", "name": "Discount", "version": 1}
    assert first["decisions"] == [{**told, "is_new": True}]
    assert again["decisions"] == [{**told, "is_new": False}]


def test_what_has_arrived_for_a_start_event_that_waits_for_several_is_shown(admin):
    drawn = process("p").start_message("ready", "paid").also_signal("manned").all_of_them().user_task("work")
    upload(admin, file("p.bpmn", drawn.xml()))
    admin.post("/api/messages/publication/", {"name": "paid"}, format="json")
    old = ProcessDefinition.objects.get()
    paid, manned = admin.get(f"/api/process-definitions/{old.key}/").json()["start_triggers"]
    assert (paid["element_id"], paid["trigger"], paid["brought_by"]) == ("ready", "message paid", "admin")
    assert paid["arrived_at"] is not None
    missing = {"trigger": "signal manned", "arrived_at": None, "brought_by": None}
    assert manned == {"element_id": "ready"} | missing
    upload(admin, file("p.bpmn", drawn.end().xml()))
    assert admin.get(f"/api/process-definitions/{old.key}/").json()["start_triggers"] == []
    new = ProcessDefinition.objects.get(is_latest=True)
    assert admin.get(f"/api/process-definitions/{new.key}/").json()["start_triggers"] == [paid, manned]
