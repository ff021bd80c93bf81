"""What is shown of a diagram is a sound copy; the file itself stays as it was uploaded."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from processes.models import ProcessDefinition
from processes.roles import Role
from tests.support.diagrams import process
from tests.support.people import browser_of, person
from tests.support.pictures import pictures_of

pytestmark = pytest.mark.django_db

REVIEW = process("review", name="Review").start().user_task("approve").end().xml()
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"


@pytest.fixture
def admin():
    return browser_of(person("admin", Role.ADMIN))


def drawing_of(browser, content, name="it.bpmn"):
    file = SimpleUploadedFile(name, content)
    return browser.post("/api/drawings/", {"resource": file}, format="multipart")


def test_a_deployed_diagram_without_drawing_is_shown_laid_out_and_kept_as_it_is(admin):
    file = SimpleUploadedFile("review.bpmn", REVIEW)
    admin.post("/api/deployments/", {"resources": [file]}, format="multipart")
    address = f"/api/process-definitions/{ProcessDefinition.objects.get().key}"
    shown = admin.get(f"{address}/drawing/")
    (picture,) = pictures_of(shown.content)
    assert set(picture.shapes) == {"start", "approve", "end"}
    assert b'meanwhile:laidOut="all"' in shown.content
    assert admin.get(f"{address}/xml/").content == REVIEW


def test_a_diagram_is_drawn_that_cannot_be_deployed(admin):
    answer = drawing_of(
        admin, f'<definitions xmlns="{MODEL}"><process id="p"><task/></process></definitions>'.encode()
    )
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    (picture,) = pictures_of(answer.content)
    assert len(picture.shapes) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<?xml version="1.0" encoding="UTF-8"?><a b="\xe4"/>', "not-xml"),
        (b"PK", "not-xml"),
        (b"<html/>", "not-bpmn"),
        (b"<!DOCTYPE a><a/>", "doctype-not-allowed"),
    ],
)
def test_what_cannot_be_drawn_is_refused_as_it_is_when_deployed(admin, content, code):
    answer = drawing_of(admin, content, "odd.bpmn")
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert (problem["code"], problem["resource"]) == (code, "odd.bpmn")


def test_a_drawing_needs_a_file_and_the_right_to_deploy(admin):
    assert admin.post("/api/drawings/", {}, format="multipart").status_code == 400
    assert drawing_of(browser_of(person("ben", Role.BUSINESS_USER)), REVIEW).status_code == 403
