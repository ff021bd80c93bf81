"""Without a mouse: from the login to a completed task."""

from playwright.sync_api import expect

from tests.browser.people import PASSWORD
from tests.support.diagrams import process
from tests.support.forms import field, form

REPORT = form(
    field("textfield", "finding", label="Finding", required=True),
    field("checkbox", "urgent", label="Urgent"),
    id="report",
)


def test_log_in_go_to_the_tasks_claim_fill_in_and_complete(stranger, product, api):
    api.deploy(
        process("inspection", name="Inspection")
        .start()
        .user_task("inspect", candidate_groups="approvers", form_id="report")
        .end(),
        forms=(REPORT,),
    )
    keys = [api.start("inspection", business_key=f"I-{number}") for number in (1, 2)]
    for key in keys:
        api.await_wait(key, "inspect")
    stranger.goto(f"{product.address}/start")
    press = stranger.keyboard.press
    expect(stranger.get_by_label("User name")).to_be_focused()
    stranger.keyboard.type("bea")
    press("Tab")
    stranger.keyboard.type(PASSWORD)
    press("Enter")
    expect(stranger.get_by_role("heading", name="Start a process")).to_be_visible()

    for key in ("g", "t"):
        press(key)
    expect(stranger.get_by_role("heading", name="Tasks")).to_be_visible()
    stranger.goto(f"{product.address}/tasks?view=unassigned&search=I-")
    expect(stranger.get_by_role("listitem").filter(has_text="I-2")).to_be_visible()
    title = stranger.get_by_role("region", name="Task")
    press("j")
    expect(title).to_contain_text("I-2")
    press("j")
    expect(title).to_contain_text("I-1")
    press("k")
    expect(title).to_contain_text("I-2")
    press("c")
    expect(stranger.get_by_text("You have it")).to_be_visible()

    finding = stranger.get_by_label("Finding")
    for _ in range(40):
        if finding.evaluate("(field) => field === document.activeElement"):
            break
        press("Tab")
    expect(finding).to_be_focused()
    stranger.keyboard.type("All is well")
    press("Tab")
    press("Space")
    expect(stranger.get_by_label("Urgent")).to_be_checked()
    press("Control+Enter")
    expect(stranger.get_by_text("Completed: inspect")).to_be_visible()
    api.await_state(keys[1], "COMPLETED")
    assert api.instance(keys[1])["variables"] == {"finding": "All is well", "urgent": True}


def test_the_keyboard_map_lists_what_works_here_and_the_palette_goes_anywhere(open_as):
    page = open_as("olga", "/processes")
    expect(page.get_by_role("heading", name="Processes")).to_be_visible()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Incidents")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type("incid")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Incidents")).to_be_visible()
    assert page.url.endswith("/incidents")
