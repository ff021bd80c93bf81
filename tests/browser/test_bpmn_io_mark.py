"""bpmn.io's mark is to be seen, whole, on every diagram and on every form: their license asks for it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawing import drawn
from tests.browser.pictures import await_diagram, expect_tokens, uncovered
from tests.browser.test_upload import drop
from tests.support.diagrams import process
from tests.support.forms import field, form

DIAGRAM_MARK, FORM_MARK = ".bjs-powered-by", ".fjs-powered-by-link"
SCREENS = {"laptop": (1440, 900), "small laptop": (1280, 720), "phone": (390, 844)}


@pytest.fixture(scope="module")
def marked():
    """A process with a form at its start and at its task."""
    fields = [field("textfield", f"line{number}", label=f"Line {number}") for number in range(12)]
    forms = (form(*fields, id="marked-form"),)
    diagram = (
        process("marked", name="Marked")
        .start(form_id="marked-form")
        .user_task("fill_in", assignee="ada", form_id="marked-form")
        .end()
    )
    return diagram, forms


def test_on_every_page_with_a_diagram_or_a_form_on_every_screen(open_as, api, product, marked):
    diagram, forms = marked
    api.deploy(diagram, forms=forms)
    key = api.start("marked")
    api.await_wait(key, "fill_in")
    tasks = api.get("/user-tasks/", view="mine")["items"]
    task = next(task["key"] for task in tasks if task["process_instance_key"] == key)
    page = open_as("ada")
    pages = {
        "/processes/marked?element=fill_in": DIAGRAM_MARK,
        f"/instances/{key}?element=fill_in&tab=jobs": DIAGRAM_MARK,
        f"/tasks/{task}?tab=process": DIAGRAM_MARK,
        f"/tasks/{task}": FORM_MARK,
        "/start/marked": FORM_MARK,
    }
    for path, mark in pages.items():
        page.goto(product.address + path)
        if mark == DIAGRAM_MARK:
            await_diagram(page)
            expect(page.locator(".mw-badge").first).to_be_visible()
        expect_whole(page, mark)
    page.goto(product.address + "/diagrams")
    drop(page, marked__bpmn=drawn(process("other", name="Other").start().end()))
    await_diagram(page)
    expect_whole(page, DIAGRAM_MARK)


def expect_whole(page: Page, mark: str) -> None:
    seen = page.locator(mark).locator("visible=true")
    expect(seen).to_have_count(1)
    for screen, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        assert uncovered(seen), f"{page.url} covers the mark on a {screen}"


def test_it_opens_who_made_the_drawing(open_as, api, marked):
    diagram, forms = marked
    api.deploy(diagram, forms=forms)
    api.start("marked")
    page = open_as("ada", "/processes/marked")
    expect_tokens(page, "fill_in", len(api.get("/user-tasks/", view="mine", search="fill_in")["items"]))
    page.locator(DIAGRAM_MARK).click()
    expect(page.locator(".bjs-powered-by-lightbox")).to_be_visible()
