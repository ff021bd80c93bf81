"""Every screen, by day, by night and on a phone: the rules of WCAG 2.2 AA that a machine can check."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from config.launcher.services import PROJECT
from tests.browser.drawing import drawn
from tests.browser.people import Api
from tests.browser.pictures import await_diagram
from tests.browser.test_upload import drop
from tests.support.diagrams import process
from tests.support.forms import field, form, options

AXE = PROJECT / "frontend/node_modules/axe-core/axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

LAPTOP, PHONE = (1440, 900), (390, 844)
LOOKS = [("light", LAPTOP), ("dark", LAPTOP), ("light", PHONE)]


class Scene(NamedTuple):
    """Something to see on every screen: a task in each state, an incident, variables of each kind."""

    instance: str
    mine: str
    unclaimed: str


class Screen(NamedTuple):
    person: str
    path: str
    prepare: Callable[[Page], None] = lambda page: None


@pytest.fixture(scope="module")
def scene(product, sessions, tmp_path_factory) -> Scene:
    fields = [
        field("textfield", "name", label="Name", required=True),
        field("number", "amount", label="Amount"),
        field("textarea", "remarks", label="Remarks"),
        field("checkbox", "express", label="Express"),
        field("select", "country", label="Country", values=options("AT", "DE")),
        field("radio", "decision", label="Decision", values=options("yes", "no")),
        {"type": "text", "id": "words", "text": "# What to look at\nand *why*."},
    ]
    diagram = (
        process("accessible", name="Accessible", version_tag="1.0")
        .start(form_id="accessible-form")
        .parallel("fork")
        .user_task("look", candidate_groups="approvers", form_id="accessible-form")
        .end("looked")
        .at("fork")
        .service_task("charge", "browser.charge", retries="1")
        .end("charged")
        .at("fork")
        .catch_timer("pause", "PT1H")
        .end("rested")
    )
    folder = tmp_path_factory.mktemp("accessible")
    with Api(product.address, sessions["ada"]) as ada, Api(product.address, sessions["ben"]) as ben:
        ada.deploy(diagram, forms=(form(*fields, id="accessible-form"),))
        keys = [
            ada.start("accessible", business_key=f"W-{number}", **variables(folder)) for number in range(2)
        ]
        for key in keys:
            ada.await_wait(key, "look")
        tasks = {
            task["process_instance_key"]: task["key"]
            for task in ben.get("/user-tasks/", view="my-teams")["items"]
        }
        mine, unclaimed = (tasks[key] for key in keys)
        ben.http.post(f"/user-tasks/{mine}/claim/").raise_for_status()
        said = {"text": "@olga, is this right?"}
        ben.http.post(f"/user-tasks/{mine}/comments/", json=said).raise_for_status()
        file = {"file": ("notes.txt", b"What was agreed.")}
        ben.http.post(f"/user-tasks/{mine}/attachments/", files=file).raise_for_status()
    return Scene(instance=keys[0], mine=mine, unclaimed=unclaimed)


def variables(folder: Path) -> dict[str, Any]:
    lines = [{"article": f"Article {number}", "count": number} for number in range(30)]
    return {
        "name": "Ann",
        "card": "expired",
        "folder": str(folder),
        "lines": lines,
        "vip": False,
        "note": None,
    }


def with_diagram(page: Page) -> None:
    await_diagram(page)
    expect(page.locator(".mw-badge").first).to_be_visible()


def with_form(page: Page) -> None:
    expect(page.locator('.mw-form[data-ready="true"]')).to_be_visible()


def with_comments(page: Page) -> None:
    expect(page.get_by_role("list", name="Comments")).to_contain_text("is this right?")


def with_files(page: Page) -> None:
    expect(page.get_by_role("list", name="Files")).to_contain_text("notes.txt")


def pressed(*keys: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        expect(page.get_by_role("status", name="Live")).to_be_visible()
        for key in keys:
            page.keyboard.press(key)

    return press


def as_table(page: Page) -> None:
    with_diagram(page)
    page.get_by_text("Table", exact=True).click()
    expect(page.get_by_role("table").first).to_be_visible()


def repairing(page: Page) -> None:
    page.get_by_role("article").filter(has_text="The card expired").get_by_role("button").first.click()
    page.get_by_role("button", name="Repair…").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def with_problems(page: Page) -> None:
    bad = process("bad", name="Bad").start().exclusive("fork").when("amount >").end()
    drop(page, bad__bpmn=drawn(bad))
    await_diagram(page)


SCREENS = {
    "tasks": Screen("ben", "/tasks?view=my-teams"),
    "no tasks": Screen("bea", "/tasks?view=completed"),
    "task of mine": Screen("ben", "/tasks/{mine}", with_form),
    "task of nobody": Screen("bea", "/tasks/{unclaimed}", with_form),
    "task of somebody else": Screen("bea", "/tasks/{mine}", with_form),
    "process of a task": Screen("ben", "/tasks/{mine}?tab=process", with_diagram),
    "conversation about a task": Screen("ben", "/tasks/{mine}?tab=conversation", with_comments),
    "files of a task": Screen("ben", "/tasks/{mine}?tab=files", with_files),
    "history of a task": Screen("ben", "/tasks/{mine}?tab=history"),
    "start": Screen("ben", "/start"),
    "start form": Screen("ben", "/start/accessible", with_form),
    "processes": Screen("olga", "/processes"),
    "process": Screen("olga", "/processes/accessible?element=look", with_diagram),
    "frequency": Screen("olga", "/processes/accessible?lens=frequency", with_diagram),
    "process as a table": Screen("olga", "/processes/accessible", as_table),
    "instance": Screen("olga", "/instances/{instance}", with_diagram),
    "incidents of an instance": Screen("olga", "/instances/{instance}?tab=incidents", with_diagram),
    "jobs of an instance": Screen("olga", "/instances/{instance}?tab=jobs", with_diagram),
    "journal of an instance": Screen("olga", "/instances/{instance}?tab=journal", with_diagram),
    "incidents": Screen("olga", "/incidents"),
    "repairing": Screen("olga", "/incidents", repairing),
    "diagrams": Screen("ada", "/diagrams"),
    "problems of an upload": Screen("ada", "/diagrams", with_problems),
    "command palette": Screen("olga", "/processes", pressed("/", "a", "c", "c")),
    "keyboard map": Screen("olga", "/processes", pressed("?")),
    "nothing there": Screen("olga", "/nowhere"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_everybody_can_use(open_as, scene, name):
    screen = SCREENS[name]
    page = open_as(screen.person, screen.path.format(**scene._asdict()), prepare=stand_still)
    expect(page.get_by_role("main")).not_to_be_empty()
    screen.prepare(page)
    assert violations(page) == []


def test_everybody_can_log_in(stranger, product):
    stand_still(stranger)
    stranger.goto(product.address)
    stranger.get_by_label("User name").fill("ben")
    stranger.get_by_label("Password").first.fill("wrong")
    stranger.keyboard.press("Enter")
    expect(stranger.get_by_role("alert")).to_be_visible()
    assert violations(stranger) == []


def stand_still(page: Page) -> None:
    """In the middle of a fade every contrast is too low."""
    page.emulate_media(reduced_motion="reduce")


def violations(page: Page) -> list[str]:
    assert AXE.exists(), f"{AXE} is missing: run npm ci in frontend"
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text())
    found = []
    for theme, (width, height) in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", theme)
        answer = page.evaluate("(levels) => axe.run(document, { runOnly: levels })", LEVELS)
        assert len(answer["passes"]) > 10, "axe has looked at the page"
        found += [
            f"{theme}, {width} wide: {violation['help']}: {node['html'][:200]}: {node['failureSummary']}"
            for violation in answer["violations"]
            for node in violation["nodes"]
        ]
    return found
