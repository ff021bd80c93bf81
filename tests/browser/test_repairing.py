"""An automated step fails for good: the operator sees red, mends the variable and retries."""

from itertools import pairwise
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.handlers import BACKOFF
from tests.browser.pictures import (
    await_diagram,
    badge,
    expect_not_reloaded,
    expect_taken,
    marked,
    never_reload,
    shape,
)
from tests.support.diagrams import process


def payment():
    return (
        process("payment", name="Payment")
        .start()
        .service_task("charge", "browser.charge", retries="3")
        .end("paid")
    )


def tries(folder: Path) -> list[float]:
    return [float(line) for line in (folder / "tries").read_text().splitlines()]


def test_after_its_retries_the_step_turns_red_and_goes_through_once_its_variable_is_mended(
    open_as, api, folder
):
    api.deploy(payment())
    whole = open_as("olga", "/processes/payment")
    await_diagram(whole)
    never_reload(whole)
    key = api.start("payment", business_key="P-7", card="expired", folder=str(folder))
    page = open_as("olga", f"/instances/{key}?tab=incidents")
    await_diagram(page)
    never_reload(page)
    for each in (whole, page):
        expect(shape(each, "charge")).to_have_class(marked("broken"))
        expect(badge(each, "charge").locator(".mw-pill-broken .mw-pill-count")).to_have_text("1")
    first, second = (after - before for before, after in pairwise(tries(folder)))
    assert first >= BACKOFF.total_seconds()
    assert second >= 2 * BACKOFF.total_seconds(), "the pause doubles"

    expect(page.get_by_text("The card expired is not a number.").first).to_be_visible()
    page.get_by_role("button", name="Repair a variable first").click()
    page.get_by_role("button", name="Edit card").click()
    page.get_by_label("New value of card").fill("4711")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("New value of card")).to_have_count(0)
    page.get_by_role("button", name="Retry").first.click()

    expect_taken(page, "charge_to_paid")
    expect(page.get_by_role("heading", name="P-7")).to_contain_text("Completed")
    for each in (whole, page):
        expect(badge(each, "charge")).to_have_count(0)
        expect_not_reloaded(each)
    assert len(tries(folder)) == 4


def test_a_retry_that_fails_again_is_an_incident_again(open_as, api, folder):
    api.deploy(payment())
    key = api.start("payment", business_key="P-8", card="stolen", folder=str(folder))
    page = open_as("olga", "/incidents")
    incident = page.get_by_role("article").filter(has_text="The card stolen")
    expect(incident).to_be_visible()
    page.goto(page.url.replace("/incidents", f"/instances/{key}?tab=incidents"))
    await_diagram(page)
    page.get_by_role("button", name="Retry").first.click()
    expect(page.get_by_text("It is tried again.")).to_be_visible()
    expect(page.get_by_text("Resolved")).to_be_visible()
    expect(page.get_by_text("Open", exact=True)).to_be_visible()
    expect(shape(page, "charge")).to_have_class(marked("broken"))


def test_the_inbox_of_incidents_repairs_and_empties_by_itself(open_as, api, folder):
    api.deploy(payment())
    page = open_as("olga", "/incidents")
    never_reload(page)
    key = api.start("payment", business_key="P-9", card="blocked", folder=str(folder))
    incident = page.get_by_role("article").filter(has_text="The card blocked")
    expect(incident).to_be_visible()
    if incident.get_by_role("button", name="Repair").count() == 0:
        incident.get_by_role("button", expanded=False).click()
    incident.get_by_role("button", name="Repair").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("button", name="Edit card").click()
    drawer.get_by_label("New value of card").fill("4711")
    drawer.get_by_role("button", name="Save").click()
    expect(drawer.get_by_label("New value of card")).to_have_count(0)
    drawer.get_by_role("button", name="Retry").click()
    expect(incident).to_have_count(0)
    api.await_state(key, "COMPLETED")
    expect_not_reloaded(page)
