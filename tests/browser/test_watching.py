"""An operator watches: the pictures of the process and of the instance move by themselves."""

from playwright.sync_api import expect

from tests.browser.pictures import (
    await_diagram,
    badge,
    expect_not_reloaded,
    expect_taken,
    expect_tokens,
    marked,
    never_reload,
    shape,
)
from tests.support.diagrams import process


def order():
    """A step for a worker, a pause, a decision on data, and for big amounts a person."""
    return (
        process("order", name="Order")
        .start()
        .service_task("check", "browser.check")
        .catch_timer("cooling", "PT3S")
        .exclusive("how_big")
        .when("amount > 1000")
        .user_task("approve", candidate_groups="approvers")
        .end("approved")
        .at("how_big")
        .otherwise()
        .end("small")
    )


def test_both_pages_move_as_the_worker_the_clock_the_data_and_a_person_move_the_token(open_as, api, folder):
    api.deploy(order())
    key = api.start("order", business_key="A-17", amount=5000, folder=str(folder))
    whole, one = open_as("olga", "/processes/order"), open_as("olga", f"/instances/{key}")
    for page in (whole, one):
        await_diagram(page)
        expect_tokens(page, "check", 1)
        never_reload(page)
    expect_taken(one, "start_to_check")
    expect(shape(one, "check_to_cooling")).to_have_class(marked("ahead"))

    (folder / "go").touch()  # the worker's step is done
    for page in (whole, one):
        expect_tokens(page, "cooling", 1)
        expect_tokens(page, "check", 0)
    expect_taken(one, "start_to_check", "check_to_cooling")

    for page in (whole, one):  # the timer fires, and the gateway decides
        expect_tokens(page, "approve", 1)
        expect_tokens(page, "cooling", 0)
        expect(shape(page, "approve")).to_have_class(marked("person"))
    expect_taken(one, "cooling_to_how_big", "how_big_to_approve")
    expect(shape(one, "how_big_to_small")).to_have_class(marked("ahead"))
    expect(shape(one, "small")).to_have_class(marked("ahead"))
    expect(one.get_by_text("someone of approvers to claim it")).to_be_visible()

    second = api.start("order", amount=5000, folder=str(folder))
    api.await_wait(second, "approve")
    expect_tokens(whole, "approve", 2)
    expect_tokens(one, "approve", 1)
    for page in (whole, one):
        expect_not_reloaded(page)


def test_a_small_amount_goes_the_other_way_and_its_page_says_that_it_is_done(open_as, api, folder):
    api.deploy(order())
    key = api.start("order", business_key="A-18", amount=10, folder=str(folder))
    page = open_as("olga", f"/instances/{key}")
    await_diagram(page)
    never_reload(page)
    (folder / "go").touch()
    expect_taken(page, "cooling_to_how_big", "how_big_to_small")
    expect(shape(page, "approve")).to_have_class(marked("ahead"))
    expect(page.get_by_role("heading", name="A-18")).to_contain_text("Completed")
    expect(page.locator(".mw-badge")).to_have_count(0)
    expect_not_reloaded(page)


def test_a_boundary_timer_ends_the_task_it_sits_on(open_as, api):
    api.deploy(
        process("offer", name="Offer")
        .start()
        .user_task("answer", candidate_groups="approvers")
        .end("answered")
        .boundary_timer("too_late", "PT2S", on="answer")
        .end("lapsed")
    )
    page = open_as("olga", "/processes/offer")
    await_diagram(page)
    key = api.start("offer")
    expect_tokens(page, "answer", 1)
    expect_tokens(page, "answer", 0)
    one = open_as("olga", f"/instances/{key}")
    expect(shape(one, "answer")).to_have_class(marked("terminated"))
    expect_taken(one, "too_late_to_lapsed")
    assert badge(one, "lapsed").count() == 0
