"""What is not for everyone: business users see no operator's doors, and a closed one says so kindly."""

import re

from playwright.sync_api import expect

from tests.support.diagrams import process


def test_a_business_user_is_offered_tasks_and_start_and_nothing_else(open_as):
    page = open_as("ben")
    rail = page.get_by_role("navigation", name="Main").get_by_role("list")
    expect(rail.get_by_role("link")).to_have_text([re.compile("^Tasks"), re.compile("^Start")])


def test_an_admin_is_offered_all_of_it(open_as):
    rail = open_as("ada").get_by_role("navigation", name="Main").get_by_role("list")
    for place in ("Tasks", "Start", "Processes", "Incidents", "Diagrams"):
        expect(rail.get_by_role("link", name=place)).to_be_visible()


def test_an_operator_cannot_upload(open_as):
    page = open_as("olga", "/diagrams")
    expect(page.get_by_role("heading", name="Diagrams")).to_be_visible()
    assert page.get_by_role("button", name="Upload files").count() == 0


def test_operators_pages_tell_a_business_user_kindly_that_they_are_not_for_him(open_as, product):
    page = open_as("ben", "/incidents")
    for path in ("/incidents", "/diagrams", "/processes"):
        page.goto(product.address + path)
        expect(page.get_by_text("not for you")).to_be_visible()
        expect(page.get_by_role("link", name="To my tasks")).to_be_visible()


def test_what_is_not_there_says_so_and_leads_on(open_as, api, product):
    api.deploy(process("secret", name="Secret").start().user_task("keep", assignee="bea").end())
    key = api.start("secret")
    page = open_as("ben", "/nowhere/at/all")
    expect(page.get_by_text("There is no page at this address")).to_be_visible()
    page.get_by_role("link", name="To the start page").click()
    expect(page.get_by_role("heading", name="Tasks")).to_be_visible()
    page.goto(f"{product.address}/instances/{key}")
    expect(page.get_by_text("This instance is not to be seen")).to_be_visible()
    page.goto(f"{product.address}/tasks/1")
    expect(page.get_by_text("This task is not to be seen")).to_be_visible()
