"""Three ways to start an instance: in the browser, by REST, and from the command line."""

import json
import re

from playwright.sync_api import expect

from tests.browser.pictures import await_diagram, expect_tokens
from tests.support.diagrams import process
from tests.support.forms import field, form

WISH = form(
    field("textfield", "wish", label="Your wish", required=True),
    field("number", "amount", label="Amount", min=1),
    id="wish-form",
)


def wish(**start):
    return process("wish", name="Wish").start(**start).user_task("grant", candidate_groups="approvers").end()


def test_with_its_form(open_as, api):
    api.deploy(wish(form_id="wish-form"), forms=(WISH,))
    ben = open_as("ben", "/start")
    ben.get_by_role("link", name="Wish").click()
    form = ben.get_by_role("dialog")
    form.get_by_role("button", name="Start").click()
    expect(form.get_by_text("Field is required.")).to_be_visible()
    form.get_by_label("Your wish").fill("A bicycle")
    form.get_by_label("Amount").fill("3")
    form.get_by_label("Business key").fill("W-1")
    form.get_by_role("button", name="Start").click()
    expect(form.get_by_text("W-1 is on its way")).to_be_visible()
    expect(form.get_by_text("It is at grant.")).to_be_visible()
    form.get_by_role("link", name="Watch it").click()
    await_diagram(ben)
    expect_tokens(ben, "grant", 1)
    key = ben.url.rpartition("/")[2]
    assert api.instance(key)["variables"] == {"wish": "A bicycle", "amount": 3}
    assert api.instance(key)["started_by"] == "ben"


def test_with_plain_variables(open_as, api):
    api.deploy(process("plain", name="Plain").start().user_task("look", assignee="ben").end())
    ben = open_as("ben", "/start/plain")
    form = ben.get_by_role("dialog")
    written = [("who", "text", "Ada"), ("count", "number", "12"), ("tags", "JSON", '["a", {"b": null}]')]
    for place, (name, kind, value) in enumerate(written):
        if place:
            form.get_by_role("button", name="Another variable").click()
        form.get_by_label("Name").last.fill(name)
        form.get_by_label(f"Kind of {name}").select_option(kind)
        form.get_by_label(f"Value of {name}").fill(value)
    form.get_by_role("button", name="Start").click()
    form.get_by_role("link", name="Watch it").click()
    await_diagram(ben)
    key = ben.url.rpartition("/")[2]
    expected = {"who": "Ada", "count": 12, "tags": ["a", {"b": None}]}
    assert api.instance(key)["variables"] == expected


def test_a_value_that_cannot_be_read_is_told_at_its_place(open_as, api):
    api.deploy(process("plain", name="Plain").start().user_task("look", assignee="ben").end())
    form = open_as("ben", "/start/plain").get_by_role("dialog")
    form.get_by_label("Name").fill("tags")
    form.get_by_label("Kind of tags").select_option("JSON")
    form.get_by_label("Value of tags").fill("[1,")
    form.get_by_role("button", name="Start").click()
    expect(form.get_by_label("Value of tags")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_role("button", name="Start")).to_be_visible()


def test_by_rest_with_the_result_if_it_is_ready_in_time_and_else_with_a_link(api, folder):
    api.deploy(
        process("sum", name="Sum").start().service_task("work", "browser.check").end(),
        wish(),
    )
    body = {"process_id": "sum", "variables": {"amount": 3}}
    at_once = api.http.post("/process-instances/", json=body)
    assert (at_once.status_code, at_once.json()["state"]) == (201, "ACTIVE")
    waited = api.http.post("/process-instances/", params={"wait": "PT5S"}, json=body)
    assert (waited.status_code, waited.json()["state"]) == (200, "COMPLETED")
    assert waited.json()["variables"] == {"amount": 3, "checked": True}

    waiting = api.http.post("/process-instances/", params={"wait": "PT0.5S"}, json={"process_id": "wish"})
    assert (waiting.status_code, waiting.json()["state"]) == (202, "ACTIVE")
    there = api.http.get(waiting.headers["Location"].removeprefix("/api"))
    assert there.json()["key"] == waiting.json()["key"]
    assert waiting.json()["links"]["self"] == waiting.headers["Location"]


def test_from_the_command_line_and_the_open_page_shows_it(open_as, api, product):
    api.deploy(process("letter", name="Letter").start().user_task("read", assignee="ben").end())
    page = open_as("olga", "/processes/letter")
    await_diagram(page)
    said = product.manage(
        "start_instance", "letter", "--variables", json.dumps({"from": "home"}), "--business-key", "C-1"
    )
    found = re.match(r"(\d+) ACTIVE", said)
    assert found, said
    expect_tokens(page, "read", 1)
    expect(page.get_by_role("link", name="C-1")).to_be_visible()
    assert api.instance(found[1])["variables"] == {"from": "home"}
