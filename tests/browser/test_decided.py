"""How a business rule task decided, for who must explain it."""

import re

from playwright.sync_api import expect

from examples.catalog import EXAMPLES
from tests.browser.pictures import await_diagram
from tests.browser.test_accessibility import stand_still, violations
from tests.support.diagrams import process

TABLES = next(each for each in EXAMPLES if each.name == "claim_handling").decisions[0].read_bytes()


def claim():
    return (
        process("claim", name="Claim")
        .start()
        .business_rule_task("choose", "claim-checks", result="checks")
        .user_task("look", candidate_groups="approvers")
        .end()
    )


def test_an_operator_sees_the_answer_and_opens_the_rules_that_made_it(open_as, api):
    answer = api.http.post("/deployments/", files=[("resources", ("claim-checks.dmn", TABLES))])
    assert answer.status_code == 201, answer.text
    api.deploy(claim())
    key = api.start("claim", amount=4800, policyAgeDays=400, kind="travel", injured=True)
    page = open_as("olga", f"/instances/{key}", prepare=stand_still)
    await_diagram(page)
    page.get_by_role("button", name=re.compile("fraud, injury, by Checks of the claim v1")).click()

    dialog = page.get_by_role("dialog", name="How it was decided")
    table = dialog.get_by_role("region", name="Rules of Checks of the claim")
    expect(table).to_contain_text("Rules 1, 3 matched.")
    expect(table.get_by_role("row").nth(1).get_by_role("img", name="matched")).to_be_visible()
    expect(table.get_by_role("row").nth(2).get_by_role("img", name="matched")).to_have_count(0)
    required = dialog.get_by_role("region", name="Rules of Risk of the claim")
    expect(required).to_contain_text("Rule 1 matched.")
    expect(required).to_contain_text("4800")
    assert violations(page) == []

    address = page.url
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.goto(address)  # what is seen can be sent to somebody
    expect(page.get_by_role("dialog")).to_contain_text("Checks of the claim v1")
