"""The line breaks: the page says since when it is frozen, and becomes live again by itself."""

import re

from playwright.sync_api import expect

from tests.browser.pictures import await_diagram, expect_not_reloaded, expect_tokens, never_reload
from tests.support.diagrams import process


def test_a_page_outlives_its_server(open_as, api, product):
    """Killed as by a power cut, while its pages stay open."""
    api.deploy(process("patient", name="Patient").start().user_task("wait", assignee="ben").end())
    api.start("patient")
    operator, ben = open_as("olga", "/processes/patient"), open_as("ben", "/tasks?search=patient")
    await_diagram(operator)
    for page in (operator, ben):
        expect(page.get_by_role("status", name="Live")).to_be_visible()
        never_reload(page)
    expect_tokens(operator, "wait", 1)

    product.kill()
    for page in (operator, ben):
        expect(page.get_by_text(re.compile(r"Frozen since \d\d:\d\d"))).to_be_visible()
    expect(operator.locator(".mw-diagram-frozen .mw-badge")).to_be_visible()

    product.start()
    api.start("patient")  # before the pages have found the server again, or after
    for page in (operator, ben):
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.get_by_role("status", name="Live")).to_be_visible()
    expect_tokens(operator, "wait", 2)
    expect(operator.locator(".mw-diagram-frozen")).to_have_count(0)
    for page in (operator, ben):
        expect_not_reloaded(page)


def test_work_done_offline_is_refused_with_words_and_nothing_written_is_lost(open_as, api):
    api.deploy(process("stubborn", name="Stubborn").start().user_task("write", assignee="ben").end())
    key = api.start("stubborn", business_key="S-1", note="as it was")
    api.await_wait(key, "write")
    ben = open_as("ben", "/tasks")
    ben.get_by_role("listitem").filter(has_text="S-1").click()
    note = ben.get_by_role("tabpanel").get_by_role("textbox").first
    note.fill("as it should be")
    ben.context.set_offline(True)
    ben.get_by_role("button", name="Complete").click()
    expect(ben.get_by_text("The server did not answer.").first).to_be_visible()
    expect(note).to_have_value("as it should be")
    ben.context.set_offline(False)
    ben.get_by_role("button", name="Complete").click()
    expect(ben.get_by_text("Completed: write")).to_be_visible()
    api.await_state(key, "COMPLETED")
    assert api.instance(key)["variables"]["note"] == "as it should be"
