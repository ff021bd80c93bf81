"""The door: who may come in, who is told no, and where one comes out."""

from playwright.sync_api import Page, Route, expect

from tests.browser.people import PASSWORD


def log_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").first.fill(password)
    page.get_by_role("button", name="Log in").click()


def test_a_wrong_password_is_told_and_the_right_one_leads_where_one_wanted_to_go(stranger, product):
    stranger.goto(f"{product.address}/tasks?view=my-teams")
    log_in(stranger, "ben", "a wrong word")
    expect(stranger.get_by_role("alert")).to_contain_text("password")
    log_in(stranger, "nobody at all")
    expect(stranger.get_by_role("alert")).to_contain_text("password")
    log_in(stranger, "ben")
    expect(stranger.get_by_role("heading", name="Tasks")).to_be_visible()
    assert stranger.url == f"{product.address}/tasks?view=my-teams"


def test_the_login_is_asked_for_once_however_slowly_its_page_loads(stranger, product):
    held: list[Route] = []
    addresses: list[str] = []
    stranger.route("**/assets/Login-*.js", lambda route: held.append(route))
    stranger.on("framenavigated", lambda frame: addresses.append(frame.url))
    with stranger.expect_request("**/assets/Login-*.js"):
        stranger.goto(f"{product.address}/processes")
    stranger.wait_for_url("**/login**")
    stranger.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert addresses.count(stranger.url) <= 1, addresses
    assert stranger.url == f"{product.address}/login?next=%2Fprocesses"
    held[0].continue_()
    expect(stranger.get_by_role("heading", name="Log in")).to_be_visible()


def test_without_the_demo_no_accounts_are_offered(stranger, product):
    stranger.goto(product.address)
    expect(stranger.get_by_role("heading", name="Log in")).to_be_visible()
    assert stranger.get_by_text("This is a demo").count() == 0


def test_whoever_logs_in_after_another_starts_at_a_place_of_their_own(stranger, product):
    stranger.goto(f"{product.address}/login")
    log_in(stranger, "olga")
    expect(stranger.get_by_role("heading", name="Processes")).to_be_visible()
    stranger.get_by_role("button", name="User menu of Olga Operator").click()
    stranger.get_by_role("menuitem", name="Log out").click()
    log_in(stranger, "ben")
    expect(stranger.get_by_role("heading", name="Tasks")).to_be_visible()


def test_a_session_that_has_ended_leads_back_through_the_login(stranger, product):
    stranger.goto(f"{product.address}/login")
    log_in(stranger, "ben")
    expect(stranger.get_by_role("heading", name="Tasks")).to_be_visible()
    stranger.context.clear_cookies(name="sessionid")
    views = stranger.get_by_role("navigation", name="Views of the inbox")
    views.get_by_role("link", name="My teams").first.click()
    log_in(stranger, "ben")
    expect(stranger.get_by_role("heading", name="Tasks")).to_be_visible()
    assert stranger.url == f"{product.address}/tasks?view=my-teams"
