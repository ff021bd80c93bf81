"""`make screenshots`: the pictures of docs/images, taken anew with the demo, on data of its own.

It waits until there is a living system: some things are done, some wait for people, some are stuck. Each
screen is taken by day and by night, as wide as a laptop; those that people carry along, on a phone too.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random
from typing import NamedTuple

import httpx
from playwright.sync_api import Browser, Page, expect

from config.launcher.services import PROJECT
from examples.demo.accounts import ACCOUNTS
from examples.demo.arrivals import Arrival, claim_is_reported, customer_applies, order_comes_in
from tests.browser.drawing import drawn
from tests.browser.pictures import await_diagram
from tests.browser.small_png import reduced
from tests.browser.test_upload import drop
from tests.support import chromium
from tests.support.data_folders import temporary_data_folder
from tests.support.diagrams import process
from tests.support.live import LiveProduct, logged_in
from tests.support.waiting import wait_until

IMAGES = PROJECT / "docs" / "images"
THEMES = ("light", "dark")
LAPTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

#: The hero of the README is looked at closely.
SHARP = 2

PASSWORDS = {account.username: account.password for account in ACCOUNTS}
HERO = "claim-handling"
DONE, RUNNING, STUCK, HERO_STUCK = 40, 20, 4, 2
PATIENCE_SECONDS = 900
PAGE_SECONDS = 60


class Shown(NamedTuple):
    """What the pictures are about, chosen from what the simulation has made."""

    task: str
    stuck: str


class Screen(NamedTuple):
    person: str | None
    path: str
    prepare: Callable[[Page], None] = lambda page: None
    phone: bool = False
    scale: float = 1


def with_diagram(page: Page) -> None:
    await_diagram(page)
    expect(page.locator(".mw-badge").first).to_be_visible()


def with_form(page: Page) -> None:
    expect(page.locator('.mw-form[data-ready="true"]')).to_be_visible()


def open_first(page: Page) -> None:
    """The first group that is closed; one that is alone is open already."""
    closed = page.locator('article button[aria-expanded="false"]')
    expect(page.get_by_role("article").first).to_be_visible()
    if closed.count():
        closed.first.click()


def with_problems(page: Page) -> None:
    flawed = (
        process("refund", name="Refund")
        .start("requested")
        .set(name="Refund requested")
        .service_task("look_up", "refund.look-up")
        .set(name="Look up the order")
        .exclusive("fork")
        .when("amount >")
        .user_task("approve", candidate_groups="approvers")
        .set(name="Approve the refund")
        .end("approved")
        .set(name="Approved")
        .at("fork")
        .when("amount < 5")
        .service_task("pay", "refund.pay", retries="many")
        .set(name="Pay it back")
        .end("paid")
        .set(name="Paid")
    )
    drop(page, refund__bpmn=drawn(flawed))
    await_diagram(page)


def searching(page: Page) -> None:
    expect(page.get_by_role("row").nth(3)).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("cla")
    expect(page.get_by_role("option").nth(3)).to_be_visible()


SCREENS = {
    "login": Screen(None, "/login"),
    "tasks": Screen("ada", "/tasks/{task}?view=my-teams", with_form, phone=True),
    "inbox": Screen("ada", "/tasks?view=my-teams", phone=True),
    "task-process": Screen("ada", "/tasks/{task}?view=my-teams&tab=process", with_diagram),
    "start": Screen("ada", "/start/claim-handling", with_form),
    "processes": Screen("olga", "/processes"),
    "process": Screen("olga", f"/processes/{HERO}", with_diagram, phone=True, scale=SHARP),
    "frequency": Screen("olga", "/processes/order-fulfillment?lens=frequency", with_diagram),
    "instance": Screen("olga", "/instances/{stuck}", with_diagram, phone=True),
    "incidents": Screen("olga", "/incidents", open_first, phone=True),
    "diagrams": Screen("admin", "/diagrams"),
    "upload": Screen("admin", "/diagrams", with_problems),
    "search": Screen("olga", "/processes", searching),
}


def main() -> None:
    wanted = sys.argv[1:] or list(SCREENS)
    expect.set_options(timeout=PAGE_SECONDS * 1000)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with temporary_data_folder() as data, LiveProduct(data, demo=True) as product:
        with logged_in(product.address, "olga", PASSWORDS["olga"]) as olga:
            print("Waiting until there is something to see …", flush=True)
            let_trouble_in(olga)
            wait_until(
                lambda: is_alive(olga),
                timeout=PATIENCE_SECONDS,
                every=2,
                message=lambda: f"the demo lives: {summary(olga)}",
            )
            with logged_in(product.address, "ada", PASSWORDS["ada"]) as ada:
                shown = choose(olga, ada)
        with chromium.browser("--force-color-profile=srgb") as browser:
            workshop = browser.new_page()
            for name in wanted:
                take(name, SCREENS[name], browser, product, shown, workshop)
    total = sum(path.stat().st_size for path in IMAGES.glob("*.png"))
    print(f"docs/images holds {total / 1_000_000:.1f} MB.")


def let_trouble_in(operator: httpx.Client) -> None:
    """A few requests that something is wrong with; how many the simulation makes is a matter of luck."""
    dice = Random(11)
    today = datetime.now(UTC).date()
    for kind in (*[claim_is_reported] * 4, customer_applies, order_comes_in):
        arrived: Arrival = kind(dice, today, flawed=True)
        if arrived.process_id is None:
            continue
        body = {
            "process_id": arrived.process_id,
            "variables": arrived.variables,
            "business_key": arrived.business_key,
        }
        operator.post("/process-instances/", json=body).raise_for_status()


def is_alive(operator: httpx.Client) -> bool:
    now = summary(operator)
    return bool(
        now["done_today"] >= DONE
        and now["running"] >= RUNNING
        and now["incidents"] >= STUCK
        and len(incidents(operator, HERO)) >= HERO_STUCK
    )


def summary(operator: httpx.Client) -> dict[str, int]:
    numbers: dict[str, int] = operator.get("/summary/").raise_for_status().json()
    return numbers


def incidents(operator: httpx.Client, process_id: str) -> list[dict[str, str]]:
    query = {"state": "OPEN", "limit": "100"}
    items = operator.get("/incidents/", params=query).raise_for_status().json()["items"]
    return [incident for incident in items if incident["process_id"] == process_id]


def choose(operator: httpx.Client, business_user: httpx.Client) -> Shown:
    tasks = business_user.get("/user-tasks/", params={"view": "my-teams"}).raise_for_status().json()["items"]
    free = [task for task in tasks if task["assignee"] is None]
    task = next((task for task in free if task["element_id"] == "assess-claim"), (free or tasks)[0])
    claim = business_user.post(f"/user-tasks/{task['key']}/claim/")
    assert claim.is_success, claim.text
    return Shown(task=task["key"], stuck=incidents(operator, HERO)[0]["process_instance_key"])


def take(
    name: str, screen: Screen, browser: Browser, product: LiveProduct, shown: Shown, workshop: Page
) -> None:
    for size in ("laptop", "phone") if screen.phone else ("laptop",):
        for theme in THEMES:
            with page_of(screen, size, theme, browser, product) as page:
                page.goto(product.address + screen.path.format(**shown._asdict()))
                screen.prepare(page)
                settle(page)
                path = IMAGES / f"{name}-{theme}{'-phone' if size == 'phone' else ''}.png"
                path.write_bytes(reduced(page.screenshot(), workshop))
                print(f"{path.relative_to(PROJECT)}  {path.stat().st_size // 1000} kB", flush=True)


@contextmanager
def page_of(screen: Screen, size: str, theme: str, browser: Browser, product: LiveProduct) -> Iterator[Page]:
    window = browser.new_context(
        viewport=LAPTOP if size == "laptop" else PHONE,  # type: ignore[arg-type]
        device_scale_factor=screen.scale if size == "laptop" else 1.5,
        color_scheme=theme,  # type: ignore[arg-type]
        has_touch=size == "phone",
    )
    window.set_default_timeout(PAGE_SECONDS * 1000)
    if screen.person:
        with logged_in(product.address, screen.person, PASSWORDS[screen.person]) as client:
            cookies = dict(client.cookies)
        window.add_cookies(
            [{"name": key, "value": value, "url": product.address} for key, value in cookies.items()]
        )
    try:
        yield window.new_page()
    finally:
        window.close()


def settle(page: Page) -> None:
    """The line is live, nothing is loading, and what slides or fades has come to rest."""
    if page.get_by_role("navigation", name="Main").count():
        expect(page.locator("[data-phase=live]")).to_be_visible()
    expect(page.locator(".mantine-Skeleton-root:visible")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", re.compile("light|dark"))
    page.wait_for_timeout(1_500)


if __name__ == "__main__":
    main()
