"""Bad input over HTTP: each time a problem that says what, where and what to do, and nothing changed."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from processes import services
from processes.models import MessageSubscription, ProcessInstance
from processes.roles import Role
from tasklist.models import UserTask
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person
from tests.support.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> APIClient:
    return browser_of(person("admin", Role.ADMIN))


@pytest.fixture
def ada() -> APIClient:
    return browser_of(person("ada"))


def told(answer: Any, status: int) -> dict[str, Any]:
    """The problem of an answer, which always has the same shape."""
    assert answer.status_code == status, answer.content[:2000]
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"].startswith("urn:meanwhile:problem:")
    assert problem["title"]
    assert problem["detail"]
    return dict(problem)


# -- diagrams ------------------------------------------------------------------------------------------------


def diagram(inside: str, *, attributes: str = "", process_id: str = "p") -> bytes:
    """A process with this inside it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t" {attributes}>
  <bpmn:process id="{process_id}" isExecutable="true">{inside}</bpmn:process>
</bpmn:definitions>""".encode()


START_TO_END = (
    '<bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"/><bpmn:endEvent id="e"/>'
)

BAD_DIAGRAMS = {
    "nothing at all": (b"", "The file is empty", None),
    "no XML": (b"PK\x03\x04 a zip file", "xml", None),
    "XML that breaks off": (diagram(START_TO_END)[:-30], "xml", None),
    "a document type": (b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>', "<!DOCTYPE", None),
    "an external entity": (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "<!DOCTYPE",
        None,
    ),
    "entities without end": (
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>',
        "<!DOCTYPE",
        None,
    ),
    "another kind of XML": (b"<html><body/></html>", "BPMN", None),
    "no process": (diagram("").replace(b"bpmn:process", b"bpmn:collaboration"), "process", None),
    "no start event": (diagram('<bpmn:endEvent id="alone"/>'), "start", "p"),
    "an unknown reference": (
        diagram(START_TO_END.replace('targetRef="e"', 'targetRef="nowhere"')),
        "nowhere",
        "f",
    ),
    "an id given twice": (diagram(START_TO_END + '<bpmn:task id="e"/>'), "'e'", "e"),
    "an unsupported element": (
        diagram(START_TO_END + '<bpmn:complexGateway id="odd"/>'),
        "complex gateway",
        "odd",
    ),
    "a bad expression": (
        diagram(
            START_TO_END.replace(
                '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"/>',
                '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="g"/><bpmn:exclusiveGateway id="g"/>'
                '<bpmn:sequenceFlow id="h" sourceRef="g" targetRef="e">'
                "<bpmn:conditionExpression>=amount &gt; (1 +</bpmn:conditionExpression></bpmn:sequenceFlow>",
            )
        ),
        "amount > (1 +",
        "h",
    ),
}


def upload(client: APIClient, *files: tuple[str, bytes], check: bool = False) -> Any:
    resources = [SimpleUploadedFile(name, content) for name, content in files]
    path = f"/api/deployments/{'?check=true' if check else ''}"
    return client.post(path, {"resources": resources}, format="multipart")


@pytest.mark.parametrize("kind", BAD_DIAGRAMS)
def test_a_bad_diagram_is_told_by_what_is_wrong_and_where_and_nothing_is_deployed(admin, kind):
    content, words, element_id = BAD_DIAGRAMS[kind]
    good = process("good").start().end().xml()
    with nothing_changes():
        problem = told(upload(admin, ("good.bpmn", good), ("bad.bpmn", content)), 422)
        told(upload(admin, ("bad.bpmn", content), check=True), 422)
    errors = [each for each in problem["problems"] if each["severity"] == "error"]
    assert {each["resource"] for each in errors} == {"bad.bpmn"}
    assert any(words.lower() in each["message"].lower() for each in errors), errors
    assert element_id is None or element_id in {each["element_id"] for each in errors}, errors


def test_all_problems_are_told_at_once_each_at_its_element(admin):
    bad = diagram(
        '<bpmn:endEvent id="a"/><bpmn:callActivity id="b"/><bpmn:sequenceFlow id="c" sourceRef="b"/>'
    )
    problem = told(upload(admin, ("bad.bpmn", bad)), 422)
    assert {"b", "c", "p"} <= {each["element_id"] or each["process_id"] for each in problem["problems"]}


def test_a_bad_expression_is_told_with_its_position(admin):
    content, *_ = BAD_DIAGRAMS["a bad expression"]
    problem = told(upload(admin, ("bad.bpmn", content)), 422)
    (error,) = [each for each in problem["problems"] if each["element_id"] == "h"]
    # the column of what is missing, counted in the expression as it was written
    assert error["position"] == 14
    assert "at column 15 of ' amount > (1 +'" in error["message"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"id": 5, "components": []}', b'{"id": "f"}', b"\xff\xfe"]
)
def test_a_bad_form_is_told_and_nothing_is_deployed(admin, content):
    with nothing_changes():
        problem = told(upload(admin, ("bad.form", content)), 422)
    assert problem["problems"][0]["resource"] == "bad.form"


@pytest.mark.parametrize("name", ["notes.txt", "picture.png", "noextension"])
def test_a_file_of_an_unknown_kind_is_told_and_not_stored(admin, name):
    with nothing_changes():
        told(upload(admin, (name, b"hello")), 422)


def test_twenty_megabytes_are_too_much(admin):
    with nothing_changes():
        problem = told(upload(admin, ("huge.bpmn", b" " * (20 * 1024 * 1024))), 413)
    assert "huge.bpmn has 20 MB" in problem["detail"]


def test_a_body_that_is_no_upload_is_told(admin):
    with nothing_changes():
        told(admin.post("/api/deployments/", {"resources": "text"}, format="json"), 415)


# -- requests ------------------------------------------------------------------------------------------------


@pytest.fixture
def review() -> ProcessInstance:
    deploy(
        process("review").start().user_task("approve").end(),
        process("charge").start().service_task("card", "charge-card").end(),
        process("order").start().catch_message("paid", "paid", key="order").end(),
        process("daily").start_timer("every_day", "R/P1D").end(),
    )
    return start("review", amount=5)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "process_id"),
        ("{", "JSON"),
        ('{"process_id": "review"', "JSON"),
        ("{'process_id': 'review'}", "JSON"),
        ('{"process_id": "review", "variables": {"x": NaN}}', "NaN"),
        ('{"process_id": "review", "variables": {"x": 1e999}}', "finite"),
        ('{"process_id": "review", "variables": {"x": "\\ud800"}}', "halves of characters"),
        ('{"process_id": "review", "variables": {"x": "\\u0000"}}', "null characters"),
        ('{"process_id": "review", "variables": {"' + "n" * 300 + '": 1}}', "255"),
        ('{"process_id": "review", "variables": [1]}', "object"),
        ('{"process_id": "review", "variables": "x"}', "object"),
        ('{"process_id": "review", "variables": null}', "null"),
        ('{"process_id": ["review"]}', "process_id"),
        ('{"process_id": "review", "version": "one"}', "version"),
        ('{"process_id": "review", "version": 0}', "version"),
        ('{"process_id": "review", "version": 99999999999999999999}', "version"),
        ('{"process_definition_key": "-1"}', "process_definition_key"),
        ('{"process_definition_key": 1.5}', "process_definition_key"),
        ('{"process_id": "review", "varaibles": {"x": 1}}', "Did you mean variables?"),
        ('{"process_id": "review", "wait": "PT5S"}', "There is no such field"),
        ('{"process_id": "review", "business_key": "' + "k" * 256 + '"}', "business_key"),
        ("[]", "dictionary"),
        ('"review"', "dictionary"),
        ("null", "No data provided"),
        ("\ufeff{}", "JSON"),
    ],
)
def test_a_start_that_cannot_be_understood_names_what_and_starts_nothing(admin, review, body, words):
    with nothing_changes():
        answer = admin.generic("POST", "/api/process-instances/", body, content_type="application/json")
        problem = told(answer, 400)
    assert words.lower() in json.dumps(problem).lower(), problem


@pytest.mark.parametrize(
    "wait", ["5", "PT2H", "PT61S", "-PT5S", "soon", "P1Y", "PT", "PT5S ", "", "P99999999D"]
)
def test_an_absurd_wait_is_refused_before_anything_is_started(admin, review, wait):
    with nothing_changes():
        answer = admin.post(f"/api/process-instances/?wait={wait}", {"process_id": "review"})
        problem = told(answer, 400)
    assert problem["errors"][0]["field"] == "wait"


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"process_id": "nothing"}, 404, "There is no process 'nothing'. Has it been deployed?"),
        ({"process_id": "review", "version": 9}, 404, "There is no version 9 of process 'review'."),
        ({"process_definition_key": "12"}, 404, "There is no definition 12."),
        ({"process_id": "daily"}, 409, "it is started by a message or by time"),
    ],
)
def test_what_cannot_be_started_says_why(admin, review, body, status, words):
    with nothing_changes():
        assert words in told(admin.post("/api/process-instances/", body), status)["detail"]


def test_unknown_variables_are_null_and_what_depends_on_them_is_an_incident_that_says_so(admin):
    deploy(
        process("p")
        .start()
        .exclusive("gate")
        .when("=amount > 10")
        .end("big")
        .at("gate")
        .when("=amount <= 10")
        .end("small")
    )
    answer = admin.post("/api/process-instances/", {"process_id": "p"})
    assert answer.status_code == 201
    (incident,) = admin.get("/api/incidents/").json()["items"]
    assert incident["element_id"] == "gate"
    assert "amount" in incident["message"]


def test_what_is_not_there_is_told_by_key_and_a_path_that_is_none_by_path(admin):
    for path in (
        "process-instances/77/",
        "process-definitions/77/",
        "process-definitions/77/xml/",
        "user-tasks/77/",
        "process-instances/77/journal/",
    ):
        assert "77" in told(admin.get(f"/api/{path}"), 404)["detail"]
    for path in ("nothing/", "process-instances/abc/", "process-instances/-1/", "process-instances/1e3/"):
        told(admin.get(f"/api/{path}"), 404)


def test_who_asks_for_the_xml_of_what_is_not_there_gets_a_problem_all_the_same(admin):
    told(admin.get("/api/process-definitions/77/xml/?format=xml"), 404)
    told(admin.get("/api/process-definitions/77/xml/", HTTP_ACCEPT="application/xml"), 404)


@pytest.mark.parametrize(
    "path",
    [
        "process-instances/77/cancellation/",
        "incidents/77/resolution/",
        "jobs/77/completion/",
        "jobs/77/failure/",
        "jobs/77/error/",
        "user-tasks/77/claim/",
        "user-tasks/77/completion/",
    ],
)
def test_doing_something_to_what_is_not_there_is_told_by_key(admin, path):
    body = {"failure": {"error_message": "x"}, "error": {"error_code": "x"}}.get(path.split("/")[-2], {})
    with nothing_changes():
        assert "77" in told(admin.post(f"/api/{path}", body), 404)["detail"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=many", "limit"),
        ("limit=100000", "limit"),
        ("cursor=nonsense", "cursor"),
        ("cursor=WzFd", "cursor"),
        ("state=RUNNING", "state"),
        ("process_definition_key=abc", "process_definition_key"),
        ("has_incidents=perhaps", "has_incidents"),
        ("proces_id=review", "proces_id"),
        ("search=" + "x" * 300, "search"),
    ],
)
def test_a_list_that_is_asked_for_wrongly_names_the_parameter(admin, query, field):
    problem = told(admin.get(f"/api/process-instances/?{query}"), 400)
    assert problem["errors"][0]["field"] == field


def test_a_method_that_makes_no_sense_is_told(admin):
    told(admin.delete("/api/process-instances/"), 405)
    told(admin.put("/api/jobs/", {}), 405)


def test_a_body_of_another_kind_is_told(admin, review):
    with nothing_changes():
        answer = admin.generic("POST", "/api/process-instances/", "a=1", content_type="text/csv")
        told(answer, 415)


def test_nobody_who_is_not_logged_in_learns_or_changes_anything(review):
    stranger = APIClient()
    with nothing_changes():
        for method, path in (
            ("GET", "process-instances/"),
            ("POST", "process-instances/"),
            ("GET", f"process-instances/{review.key}/"),
            ("POST", "jobs/activation/"),
            ("POST", "messages/publication/"),
        ):
            told(stranger.generic(method, f"/api/{path}"), 401)


# -- tasks, jobs, messages -----------------------------------------------------------------------------------


def test_a_task_is_completed_once(admin, review):
    task = UserTask.objects.get()
    admin.post(f"/api/user-tasks/{task.key}/claim/")
    first = admin.post(f"/api/user-tasks/{task.key}/completion/", {"variables": {"ok": 1}})
    assert first.status_code in (200, 204), first.content
    with nothing_changes():
        problem = told(admin.post(f"/api/user-tasks/{task.key}/completion/", {"variables": {"ok": 2}}), 409)
    assert problem["detail"].startswith("admin completed this task")


def test_a_task_is_completed_by_who_has_it_and_by_nobody_else(admin):
    deploy(process("sell").start().user_task("offer", candidate_groups="sales").end())
    start("sell")
    task = UserTask.objects.get()
    colleague, stranger = browser_of(person("cid", groups=("sales",))), browser_of(person("dee"))
    assert admin.post(f"/api/user-tasks/{task.key}/claim/").status_code == 200
    completion = f"/api/user-tasks/{task.key}/completion/"
    with nothing_changes():
        assert "admin" in told(colleague.post(completion, {"variables": {}}), 403)["detail"]
        told(stranger.post(completion, {"variables": {}}), 404)


def test_what_needs_a_right_names_it(ada, review):
    with nothing_changes():
        for path, right in (
            (f"process-instances/{review.key}/cancellation/", "processes.operate_instances"),
            ("jobs/activation/", "processes.operate_instances"),
            ("messages/publication/", "processes.operate_instances"),
            ("incidents/1/resolution/", "processes.operate_instances"),
        ):
            assert right in told(ada.post(f"/api/{path}", {}), 403)["detail"]


def test_a_job_is_completed_once(admin, review):
    start("charge")
    (job,) = services.activate_jobs(type="charge-card", worker="w", max_jobs=1, timeout=timedelta(minutes=1))
    completion = f"/api/jobs/{job.key}/completion/"
    assert admin.post(completion, {"variables": {}}).status_code == 204
    with nothing_changes():
        problem = told(admin.post(completion, {"variables": {}}), 404)
    assert str(job.key) in problem["detail"]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("completion", {"variables": []}, "variables"),
        ("completion", {"result": {}}, "result"),
        ("failure", {}, "error_message"),
        ("failure", {"error_message": "x", "retries": -1}, "retries"),
        ("failure", {"error_message": "x", "retry_back_off": "soon"}, "retry_back_off"),
        ("failure", {"error_message": "x\x00y"}, "error_message"),
        ("error", {}, "error_code"),
        ("error", {"error_code": ""}, "error_code"),
    ],
)
def test_a_worker_that_tells_nonsense_is_told_and_keeps_its_job(admin, review, path, body, field):
    start("charge")
    (job,) = services.activate_jobs(type="charge-card", worker="w", max_jobs=1, timeout=timedelta(minutes=1))
    with nothing_changes():
        problem = told(admin.post(f"/api/jobs/{job.key}/{path}/", body), 400)
    assert problem["errors"][0]["field"] == field


def test_a_message_nobody_waits_for_is_told_with_its_name_and_key(admin, review):
    start("order", order="A1")
    assert MessageSubscription.objects.exists()
    with nothing_changes():
        body = {"name": "paid", "correlation_key": "B2"}
        problem = told(admin.post("/api/messages/correlation/", body), 404)
    assert "'paid'" in problem["detail"]
    assert "'B2'" in problem["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 256}, "name"),
        ({"name": "paid", "correlation_key": None}, "correlation_key"),
        ({"name": "paid", "correlation_key": ["A1"]}, "correlation_key"),
        ({"name": "paid", "time_to_live": "P400D"}, "time_to_live"),
        ({"name": "paid", "time_to_live": 5}, "time_to_live"),
        ({"name": "paid", "message_id": "x" * 256}, "message_id"),
        ({"name": "paid", "key": "A1"}, "key"),
    ],
)
def test_a_message_that_makes_no_sense_is_not_published(admin, review, body, field):
    with nothing_changes():
        problem = told(admin.post("/api/messages/publication/", body), 400)
    assert problem["errors"][0]["field"] == field


def test_variables_of_an_instance_that_has_ended_or_of_a_scope_that_is_not_its_own_stay(admin, review):
    ended = start("charge")
    services.cancel_instance(process_instance_key=ended.key)
    with nothing_changes():
        body = {"variables": {"x": 1}}
        told(admin.put(f"/api/process-instances/{ended.key}/variables/", body), 409)
        scoped = {**body, "scope_key": str(ended.key)}
        told(admin.put(f"/api/process-instances/{review.key}/variables/", scoped), 409)
        told(admin.post(f"/api/process-instances/{ended.key}/cancellation/"), 409)
