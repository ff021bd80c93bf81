"""An operator lets an instance stand still: the person who has a task of it is told, until it goes on."""

from playwright.sync_api import expect

from tests.browser.pictures import await_diagram, never_reload
from tests.support.diagrams import process


def test_a_suspended_instance_stands_still_and_goes_on_when_it_is_resumed(open_as, api):
    api.deploy(process("standstill", name="Standstill").user_task("approve").end("over"))
    key = api.start("standstill", business_key="S-1")
    page = open_as("olga", f"/instances/{key}")
    await_diagram(page)
    never_reload(page)
    page.get_by_role("button", name="Suspend…").click()
    dialog = page.get_by_role("dialog", name="Suspend S-1?")
    expect(dialog.get_by_text("Nothing in the instance moves until somebody resumes it")).to_be_visible()
    dialog.get_by_role("button", name="Suspend", exact=True).click()
    expect(page.get_by_text("Suspended", exact=True).first).to_be_visible()

    (task,) = api.get("/user-tasks/", process_instance_key=key)["items"]
    assert task["is_suspended"]
    inbox = open_as("ben", f"/tasks/{task['key']}")
    expect(inbox.get_by_text("The process instance is suspended.")).to_be_visible()
    expect(inbox.get_by_role("button", name="Claim")).to_have_count(0)

    page.get_by_role("button", name="Resume…").click()
    dialog = page.get_by_role("dialog", name="Resume S-1?")
    dialog.get_by_role("button", name="Resume", exact=True).click()
    expect(page.get_by_text("Running", exact=True).first).to_be_visible()
    expect(page.get_by_role("button", name="Suspend…")).to_be_visible()
