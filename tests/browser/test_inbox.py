"""A business user's day: work slides in, is claimed, is filled in, and the process goes on."""

import re

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.pictures import (
    await_diagram,
    expect_not_reloaded,
    expect_taken,
    expect_tokens,
    never_reload,
)
from tests.support.diagrams import process
from tests.support.forms import field, form, options

DECISION = form(
    field("radio", "decision", label="Your decision", values=options("approve", "refuse"), required=True),
    field("textfield", "comment", label="Comment", required=True),
    id="loan-decision",
)


def loan():
    return (
        process("loan", name="Loan")
        .start()
        .user_task("decide", candidate_groups="approvers", form_id="loan-decision")
        .exclusive("decided")
        .when('decision = "approve"')
        .user_task("pay_out", assignee="ben")
        .end("paid")
        .at("decided")
        .otherwise()
        .end("refused")
    )


class LateNews:
    """A page's live line, on which the news can be held up: its user acts on what was true a moment ago."""

    def __init__(self) -> None:
        self._held = False

    def listen(self, page: Page) -> None:
        page.route_web_socket("**/live/", self._connect)

    def hold(self) -> None:
        self._held = True

    def _connect(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(server.send)
        server.on_message(lambda message: None if self._held else socket.send(message))


def row(page: Page, business_key: str):
    return page.get_by_role("listitem").filter(has_text=business_key)


def test_the_task_slides_in_is_claimed_filled_in_and_completed_and_the_process_goes_on(open_as, api):
    api.deploy(loan(), forms=(DECISION,))
    ben = open_as("ben", "/tasks?view=my-teams")
    expect(ben.get_by_role("heading", name="Tasks")).to_be_visible()
    never_reload(ben)
    key = api.start("loan", business_key="L-1")
    operator = open_as("olga", f"/instances/{key}")
    await_diagram(operator)
    expect_tokens(operator, "decide", 1)
    never_reload(operator)

    row(ben, "L-1").click()
    expect(ben.get_by_text("Claim the task to fill in its form.")).to_be_visible()
    ben.get_by_role("button", name="Claim").click()
    expect(ben.get_by_text("You have it")).to_be_visible()
    expect(operator.get_by_text("ben to complete it")).to_be_visible()

    ben.get_by_role("button", name="Complete").click()
    expect(ben.get_by_text("Field is required.").first).to_be_visible()  # and nothing is sent
    ben.get_by_label("approve").check()
    ben.get_by_role("textbox", name="Comment").fill("A good customer")
    ben.get_by_role("button", name="Complete").click()

    expect(ben.get_by_text("Completed: decide")).to_be_visible()
    # The next one of this instance is his.
    expect(ben.get_by_role("heading", name="pay_out", level=2)).to_be_visible()
    expect_tokens(operator, "pay_out", 1)
    expect_tokens(operator, "decide", 0)
    expect_taken(operator, "decide_to_decided", "decided_to_pay_out")
    expect(operator.get_by_text("A good customer")).to_be_visible()

    ben.get_by_role("button", name="Complete").click()
    expect(operator.get_by_role("heading", name="L-1")).to_contain_text("Completed")
    for page in (ben, operator):
        expect_not_reloaded(page)


def test_the_slower_of_two_is_told_who_has_the_task(open_as, api):
    api.deploy(loan(), forms=(DECISION,))
    key = api.start("loan", business_key="L-2")
    api.await_wait(key, "decide")
    late = LateNews()
    ben = open_as("ben", "/tasks?view=my-teams")
    bea = open_as("bea", "/tasks?view=my-teams", prepare=late.listen)
    for page in (ben, bea):
        row(page, "L-2").click()
        expect(page.get_by_role("button", name="Claim")).to_be_visible()
    late.hold()
    ben.get_by_role("button", name="Claim").click()
    expect(ben.get_by_text("You have it")).to_be_visible()
    bea.get_by_role("button", name="Claim").click()
    expect(bea.get_by_text(re.compile(r"Ben Sample claimed this task .* ago"))).to_be_visible()
    expect(bea.get_by_text("ben has it")).to_be_visible()
    expect(bea.get_by_role("button", name="Claim")).to_have_count(0)
    expect(bea.get_by_role("button", name="Complete")).to_have_count(0)


def test_a_half_filled_form_is_kept(open_as, api):
    api.deploy(loan(), forms=(DECISION,))
    key = api.start("loan", business_key="L-3")
    api.await_wait(key, "decide")
    ben = open_as("ben", "/tasks?view=my-teams")
    row(ben, "L-3").click()
    ben.get_by_role("button", name="Claim").click()
    ben.get_by_role("textbox", name="Comment").fill("Half a thought")
    expect(ben.get_by_text("Draft saved")).to_be_visible()
    ben.reload()
    expect(ben.get_by_role("textbox", name="Comment")).to_have_value("Half a thought")


def test_what_the_server_does_not_accept_is_shown_at_the_field(open_as, api):
    picky = form(field("textfield", "code", label="Code", required=True), id="picky")
    api.deploy(
        process("picky", name="Picky").start().user_task("enter", assignee="ben", form_id="picky").end(),
        forms=(picky,),
    )
    key = api.start("picky", business_key="P-1")
    api.await_wait(key, "enter")
    ben = open_as("ben", "/tasks")
    row(ben, "P-1").click()
    ben.get_by_label("Code").fill("x")
    ben.route(
        "**/api/user-tasks/*/completion/",
        lambda route: route.continue_(post_data={"variables": {"code": 7}}),
    )
    ben.get_by_role("button", name="Complete").click()
    expect(ben.locator(".fjs-form-field-error")).to_be_visible()
    assert api.instance(key)["state"] == "ACTIVE"
