"""A task and what people do with it beside filling in its form."""

import re

from playwright.sync_api import Page, expect

from tests.support.diagrams import process
from tests.support.forms import field, form


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
    api.await_wait(api.start("planned", business_key="PLAN-A"), "examine")
    ben = open_as("ben", "/tasks?view=my-teams")
    bea = open_as("bea", "/tasks?view=my-teams")
    row(ben, "PLAN-A").click()
    ben.get_by_role("button", name="Claim").click()
    expect(ben.get_by_text("You have it")).to_be_visible()

    ben.keyboard.press("d")
    dialog = ben.get_by_role("dialog", name="Due date and priority")
    dialog.get_by_label("Due").fill("2030-05-06T12:00")
    dialog.get_by_text("High", exact=True).click()
    dialog.get_by_role("button", name="Save").click()
    expect(ben.get_by_role("region", name="Task").get_by_text("due 6 May 2030")).to_be_visible()
    expect(row(bea, "PLAN-A").get_by_label("High priority")).to_be_visible()

    ben.keyboard.press("s")
    ben.get_by_role("menuitem", name=re.compile("Tomorrow morning")).click()
    expect(row(ben, "PLAN-A")).to_have_count(0)
    expect(row(bea, "PLAN-A")).to_be_visible()
    ben.get_by_role("link", name=re.compile("Later")).click()
    row(ben, "PLAN-A").click()
    ben.get_by_role("button", name="Back to my lists").click()
    expect(row(ben, "PLAN-A")).to_have_count(0)
    ben.get_by_role("link", name=re.compile("My tasks")).click()
    expect(row(ben, "PLAN-A")).to_be_visible()


def test_a_delegated_task_comes_back_with_what_the_other_has_filled_in(open_as, api):
    api.deploy(claim("delegated"))
    api.await_wait(api.start("delegated", business_key="DELEGATE-A", amount=100), "examine")
    ben = open_as("ben", "/tasks?view=my-teams")
    row(ben, "DELEGATE-A").click()
    ben.get_by_role("button", name="Claim").click()
    ben.get_by_role("button", name="Delegate").click()
    ben.get_by_label("Name of the person to delegate the task to").fill("bea")
    ben.get_by_role("option", name=re.compile("Bea Example")).click()
    expect(ben.get_by_text("bea does it for you")).to_be_visible()
    expect(ben.get_by_role("button", name="Take back")).to_be_visible()

    bea = open_as("bea", "/tasks")
    row(bea, "DELEGATE-A").click()
    expect(bea.get_by_text("You do it for ben")).to_be_visible()
    bea.get_by_label("amount").fill("120")
    bea.get_by_role("button", name="Resolve").click()
    expect(bea.get_by_text("Back with ben: examine")).to_be_visible()

    expect(ben.get_by_text("You have it again")).to_be_visible()
    expect(ben.get_by_label("amount")).to_have_value("120")
    ben.get_by_role("button", name="Complete").click()
    expect(ben.get_by_text("Completed: examine")).to_be_visible()
    ben.goto(ben.url.split("/tasks")[0] + "/tasks?view=completed")
    row(ben, "DELEGATE-A").click()
    ben.get_by_role("tab", name="History").click()
    for words in ("You completed it", "bea resolved it for you", "You delegated it to bea"):
        expect(ben.get_by_text(words)).to_be_visible()


def test_who_is_mentioned_is_told_on_every_page_and_answers(open_as, api):
    api.deploy(claim("discussed"))
    api.await_wait(api.start("discussed", business_key="DISCUSS-A"), "examine")
    bea = open_as("bea", "/start")
    expect(bea.get_by_role("heading", name="Start a process")).to_be_visible()
    ben = open_as("ben", "/tasks?view=my-teams")
    row(ben, "DISCUSS-A").click()
    ben.keyboard.press("m")
    field = ben.get_by_label("Your comment")
    field.press_sequentially("Is this right, @be")
    ben.get_by_role("option", name=re.compile("Bea Example")).wait_for()
    ben.keyboard.press("Enter")
    expect(field).to_have_value("Is this right, @bea ")
    ben.keyboard.press("Control+Enter")
    comments = ben.get_by_role("list", name="Comments")
    expect(comments).to_contain_text("Is this right, @bea")
    expect(field).to_have_value("")

    bea.get_by_role("link", name="1 task mentions you").click()
    row(bea, "DISCUSS-A").click()
    expect(bea.get_by_role("list", name="Comments")).to_contain_text("Is this right, @bea")
    expect(bea.get_by_role("link", name="1 task mentions you")).to_have_count(0)
    bea.get_by_label("Your comment").fill("It is. @ada decides.")
    bea.get_by_role("button", name="Send").click()
    expect(comments).to_contain_text("It is. @ada decides.")


def test_a_file_is_attached_saved_by_another_and_refused_if_it_is_not_what_it_says(open_as, api):
    api.deploy(claim("documented"))
    api.await_wait(api.start("documented", business_key="DOCUMENT-A"), "examine")
    ben = open_as("ben", "/tasks?view=my-teams")
    row(ben, "DOCUMENT-A").click()
    ben.get_by_role("tab", name="Files").click()
    choose = ben.get_by_label("Files to attach")
    page = {"name": "invoice.pdf", "mimeType": "application/pdf", "buffer": b"<script>alert(1)</script>"}
    choose.set_input_files([page])
    expect(ben.get_by_role("alert")).to_contain_text("its content is no PDF")
    page["buffer"] = b"%PDF-1.7 an invoice"
    choose.set_input_files([page])
    expect(ben.get_by_role("list", name="Files")).to_contain_text("invoice.pdf")

    bea = open_as("bea", "/tasks?view=my-teams")
    row(bea, "DOCUMENT-A").click()
    bea.get_by_role("tab", name="Files").click()
    with bea.expect_download() as saved:
        bea.get_by_role("link", name="invoice.pdf").click()
    assert saved.value.suggested_filename == "invoice.pdf"
    assert saved.value.path().read_bytes() == page["buffer"]
    expect(bea.get_by_role("button", name="Remove invoice.pdf")).to_have_count(0)
    ben.get_by_role("button", name="Remove invoice.pdf").click()
    expect(
        bea.get_by_text("Nobody has attached anything").or_(bea.get_by_text("Choose files"))
    ).to_be_visible()


def test_a_task_is_completed_with_one_of_several_outcomes_by_button_or_key(open_as, api):
    buttons = [
        {"type": "button", "id": f"b{value}", "label": label, "properties": {"outcome": value}}
        for value, label in (("approve", "Approve"), ("refuse", "Refuse"))
    ]
    api.deploy(
        process("decided", name="Decided")
        .start()
        .user_task("decide", candidate_groups="approvers", form_id="decide-form")
        .end(),
        forms=(
            form(field("textfield", "reason", label="Reason", required=True), *buttons, id="decide-form"),
        ),
    )
    keys = [api.start("decided", business_key=f"OUTCOME-{number}") for number in (1, 2)]
    for key in keys:
        api.await_wait(key, "decide")
    ben = open_as("ben", "/tasks?view=my-teams")
    for number, choose in ((1, "button"), (2, "key")):
        row(ben, f"OUTCOME-{number}").click()
        ben.get_by_role("button", name="Claim").click()
        expect(ben.get_by_role("button", name="Refuse")).to_have_count(1)
        expect(ben.get_by_role("button", name="Complete")).to_have_count(0)
        ben.get_by_role("button", name="Refuse").click()
        expect(ben.get_by_text("Field is required.").first).to_be_visible()  # and nothing is sent
        ben.get_by_label("Reason").fill("It is late")
        if choose == "button":
            ben.get_by_role("button", name="Refuse").click()
        else:
            ben.get_by_label("Reason").blur()
            ben.keyboard.press("2")
        expect(row(ben, f"OUTCOME-{number}")).to_have_count(0)
    for key in keys:
        variables = api.get(f"/process-instances/{key}/variables/")["items"]
        assert {each["name"]: each["value"] for each in variables} == {
            "outcome": "refuse",
            "reason": "It is late",
        }
