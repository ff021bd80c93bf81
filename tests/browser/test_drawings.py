"""Diagrams that their files do not draw are seen all the same, with everything that is shown on them."""

import re

from playwright.sync_api import expect

from tests.browser.pictures import await_diagram, badge, expect_taken, expect_tokens, shape
from tests.browser.test_upload import deploy, drop
from tests.processes.bpmn.layout.test_parts import ALL, CLOSED, OPEN
from tests.support.diagrams import process, xml_of


def test_a_diagram_without_drawing_is_laid_out_and_shows_its_tokens(open_as, api):
    undrawn = process("undrawn", name="Undrawn").start().user_task("approve", assignee="ben").end().xml()
    page = open_as("ada", "/diagrams")
    drop(page, undrawn__bpmn=undrawn)
    expect(page.get_by_text("Laid out by Meanwhile")).to_be_visible()
    expect(shape(page, "approve")).to_be_visible()
    deploy(page)
    key = api.start("undrawn", business_key="U-1")
    api.await_wait(key, "approve")
    page.goto(page.url.replace("/diagrams", "/processes/undrawn"))
    expect_tokens(page, "approve", 1)
    expect(page.get_by_text("Laid out by Meanwhile")).to_be_visible()
    page.goto(re.sub("/processes/.*", f"/instances/{key}", page.url))
    expect_taken(page, "start_to_approve")


def test_of_several_drawings_the_one_with_the_process_is_seen_and_others_can_be_chosen(open_as, api):
    both = xml_of(
        process("cook", name="Cook").start("hungry").user_task("stir", assignee="ben").end("cooked"),
        process("serve", name="Serve").start("ready").user_task("carry", assignee="ben").end("served"),
    )
    page = open_as("ada", "/diagrams")
    drop(page, kitchen__bpmn=both)
    deploy(page)
    api.start("serve")
    page.goto(page.url.replace("/diagrams", "/processes/serve"))
    expect_tokens(page, "carry", 1)
    page.get_by_label("Drawing").select_option("Cook")
    expect(shape(page, "stir")).to_be_visible()
    expect(shape(page, "carry")).to_have_count(0)
    page.get_by_label("Drawing").select_option("Serve")
    expect_tokens(page, "carry", 1)


def test_problems_inside_a_collapsed_subprocess_are_one_choice_away(open_as):
    plane = f'<di:BPMNPlane id="P" bpmnElement="p">{"".join((*ALL, CLOSED))}</di:BPMNPlane>'
    content = f'{OPEN}<di:BPMNDiagram id="D">{plane}</di:BPMNDiagram></definitions>'
    broken = content.replace('<task id="inner"/>', '<serviceTask id="inner"/>')
    page = open_as("ada", "/diagrams")
    drop(page, deep__bpmn=broken.encode())
    await_diagram(page)
    expect(shape(page, "inner")).not_to_be_visible()
    page.get_by_role("button").filter(has_text="inner").first.click()
    expect(shape(page, "inner")).to_be_visible()
    expect(badge(page, "inner")).to_be_visible()
    page.locator(".bjs-breadcrumbs").get_by_text("p", exact=True).click()
    expect(shape(page, "first")).to_be_visible()
