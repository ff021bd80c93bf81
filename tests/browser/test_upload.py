"""An admin drops files on *Diagrams*: bad ones show all their problems, good ones become versions."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawing import drawn
from tests.browser.pictures import await_diagram, badge, expect_taken, expect_tokens, marked, shape
from tests.support.diagrams import process

DIAGRAMS = Path(__file__).parent / "diagrams"


def drop(page: Page, **files: bytes) -> None:
    """As a hand would: the files come with the mouse, and fall on the page."""
    contents = {name.replace("__", "."): content.decode() for name, content in files.items()}
    carried = page.evaluate_handle(
        """(contents) => {
            const carried = new DataTransfer();
            for (const [name, text] of Object.entries(contents)) carried.items.add(new File([text], name));
            return carried;
        }""",
        contents,
    )
    for moment in ("dragenter", "dragover", "drop"):
        page.dispatch_event("main", moment, {"dataTransfer": carried})


def deploy(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Deploy")).click()
    expect(page.get_by_role("status", name="Deployed")).to_be_visible()


def test_a_bad_diagram_shows_all_its_problems_on_the_drawing_and_deploys_nothing(open_as, api):
    bad = (
        process("broken", name="Broken")
        .start()
        .service_task("nobody")
        .set(default="nowhere")
        .exclusive("fork")
        .when("amount >")
        .user_task("left")
        .end("end_left")
        .at("fork")
        .when("amount < 5")
        .service_task("right", retries="many")
        .end("end_right")
    )
    xml = drawn(bad).replace(b'type="nobody"', b"")
    page = open_as("ada", "/diagrams")
    drop(page, broken__bpmn=xml)
    upload = page.get_by_role("region", name="Upload")
    expect(upload.get_by_role("status")).to_contain_text("4 problems")
    listed = upload.get_by_role("list").last.get_by_role("button")
    expect(listed.filter(has_text="nobody")).to_have_count(2)
    expect(listed.filter(has_text="right")).to_have_count(1)
    expect(badge(page, "nobody").locator(".mw-pill-broken .mw-pill-count")).to_have_text("2")
    expression = listed.filter(has_text="fork_to_left")
    expect(expression).to_contain_text("of the expression")
    for element in ("nobody", "right", "fork_to_left"):
        expect(shape(page, element)).to_have_class(marked("error"))
    expression.click()
    expect(shape(page, "fork_to_left")).to_have_class(marked("selected"))
    expect(page.get_by_role("button", name="Deploy")).to_be_disabled()
    assert api.get("/process-definitions/", process_id="broken")["items"] == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK this is no diagram", "XML"),
        (b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "DOCTYPE"),
        (b"<html/>", "BPMN"),
    ],
)
def test_what_is_no_diagram_is_told_so(open_as, content, says):
    page = open_as("ada", "/diagrams")
    drop(page, odd__bpmn=content)
    upload = page.get_by_role("region", name="Upload")
    expect(upload.get_by_role("status")).to_contain_text("1 problem")
    expect(upload).to_contain_text(says)
    expect(page.get_by_role("button", name="Deploy")).to_be_disabled()


def test_a_new_version_leaves_what_runs_on_the_old_one_alone(open_as, api):
    first = process("parcel", name="Parcel").start().user_task("pack", assignee="ben").end()
    second = (
        process("parcel", name="Parcel")
        .start()
        .user_task("pack", assignee="ben")
        .user_task("weigh", assignee="ben")
        .end()
    )
    page = open_as("ada", "/diagrams")
    drop(page, parcel__bpmn=drawn(first))
    expect(page.get_by_text("Ready to deploy")).to_be_visible()
    deploy(page)
    expect(page.get_by_text("Parcel is now version 1.")).to_be_visible()
    old = api.start("parcel", business_key="old")
    api.await_wait(old, "pack")

    drop(page, parcel__bpmn=drawn(second))
    deploy(page)
    expect(page.get_by_text("Parcel is now version 2")).to_contain_text("runs on unchanged")
    new = api.start("parcel", business_key="new")
    api.await_wait(new, "pack")
    assert (api.instance(old)["version"], api.instance(new)["version"]) == (1, 2)
    rows = page.get_by_role("row").filter(has_text="Parcel")
    expect(rows.filter(has_text="v1")).to_contain_text("1")
    expect(rows.filter(has_text="v2")).to_contain_text("1")

    ben = open_as("ben", "/tasks")
    for key in ("old", "new"):
        ben.get_by_role("listitem").filter(has_text=key).filter(has_text="pack").click()
        ben.get_by_role("button", name="Complete").click()
        expect(ben.get_by_text("Completed: pack").last).to_be_visible()
    api.await_state(old, "COMPLETED")
    api.await_wait(new, "weigh")
    assert api.path(old) == ["start", "pack", "end"]
    page.goto(page.url.replace("/diagrams", "/processes/parcel?version=2"))
    expect_tokens(page, "weigh", 1)


def test_the_same_file_again_makes_no_new_version(open_as):
    xml = drawn(process("twice", name="Twice").start().end())
    page = open_as("ada", "/diagrams")
    for says in ("Twice is now version 1.", "Twice is unchanged: it stays version 1."):
        drop(page, twice__bpmn=xml)
        deploy(page)
        expect(page.get_by_text(says)).to_be_visible()


def test_a_diagram_from_camunda_modeler_for_zeebe_runs_as_it_is(open_as, api):
    page = open_as("ada", "/diagrams")
    drop(page, card__bpmn=(DIAGRAMS / "card-request.bpmn").read_bytes())
    deploy(page)
    key = api.start("card-request", customer={"name": "Ada", "limit": 2000})
    api.await_wait(key, "Activity_approve")
    page.goto(page.url.replace("/diagrams", f"/instances/{key}"))
    await_diagram(page)
    expect_taken(page, "Flow_wanted", "Flow_checked", "Flow_known")
    expect_tokens(page, "Activity_approve", 1)
    refused = api.start("card-request", customer={"name": "Ada", "limit": 9000})
    api.await_state(refused, "COMPLETED")
    assert api.path(refused)[-1] == "Event_refused"


def test_a_diagram_from_camunda_modeler_for_platform_7_runs_as_it_is(open_as, api):
    page = open_as("ada", "/diagrams")
    drop(page, trip__bpmn=(DIAGRAMS / "trip-approval.bpmn").read_bytes())
    deploy(page)
    cheap, dear = api.start("trip-approval", cost=80), api.start("trip-approval", cost=800)
    api.await_state(cheap, "COMPLETED")
    assert api.instance(cheap)["variables"]["booked"] is True
    api.await_wait(dear, "Activity_approve")
    page.goto(page.url.replace("/diagrams", f"/instances/{dear}"))
    expect_taken(page, "Flow_0start", "Flow_dear")


def test_a_form_comes_with_its_diagram(open_as):
    form = {"type": "default", "id": "with-it", "components": []}
    xml = drawn(process("formed", name="Formed").start(form_id="with-it").end())
    page = open_as("ada", "/diagrams")
    drop(page, formed__bpmn=xml)
    expect(page.get_by_role("region", name="Upload")).to_contain_text("with-it")
    drop(page, with_it__form=json.dumps(form).encode())
    deploy(page)
    expect(page.get_by_text("Form with-it is now version 1.")).to_be_visible()
