"""A task and what people do with it beside filling in its form."""

import re

from playwright.sync_api import Page, expect

from tests.support.diagrams import process


def claim(process_id: str):
    return (
        process(process_id, name=process_id.capitalize())
        .start()
        .user_task("examine", candidate_groups="approvers")
        .end()
    )


def row(page: Page, business_key: str):
    return page.get_by_role("listitem").filter(has_text=business_key)


def test_a_task_is_planned_put_off_and_taken_up_again(open_as, api):
    api.deploy(claim("planned"))
    api.await_wait(api.start("planned", business_key="PL-1"), "examine")
    ben = open_as("ben", "/tasks?view=my-teams")
    bea = open_as("bea", "/tasks?view=my-teams")
    row(ben, "PL-1").click()
    ben.get_by_role("button", name="Claim").click()
    expect(ben.get_by_text("You have it")).to_be_visible()

    ben.keyboard.press("d")
    dialog = ben.get_by_role("dialog", name="Due date and priority")
    dialog.get_by_label("Due").fill("2030-05-06T12:00")
    dialog.get_by_text("High", exact=True).click()
    dialog.get_by_role("button", name="Save").click()
    expect(ben.get_by_role("region", name="Task").get_by_text("due 6 May 2030")).to_be_visible()
    expect(row(bea, "PL-1").get_by_label("High priority")).to_be_visible()

    ben.keyboard.press("s")
    ben.get_by_role("menuitem", name=re.compile("Tomorrow morning")).click()
    expect(row(ben, "PL-1")).to_have_count(0)
    expect(row(bea, "PL-1")).to_be_visible()
    ben.get_by_role("link", name=re.compile("Later")).click()
    row(ben, "PL-1").click()
    ben.get_by_role("button", name="Back to my lists").click()
    expect(row(ben, "PL-1")).to_have_count(0)
    ben.get_by_role("link", name=re.compile("My tasks")).click()
    expect(row(ben, "PL-1")).to_be_visible()
