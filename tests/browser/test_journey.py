"""The main job in a real browser: log in, and see on the diagram what runs."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.support import chromium
from tests.support.live import LiveProduct

pytestmark = pytest.mark.browser

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def product(data_folder: Path) -> Iterator[LiveProduct]:
    with LiveProduct(data_folder, demo=True) as live:
        yield live


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium.executable()), args=CHROMIUM_FLAGS)
        yield browser.new_page(viewport={"width": 1440, "height": 900})
        browser.close()


def log_in(page: Page, product: LiveProduct, username: str) -> None:
    """As the pages do, with the session's own endpoint."""
    with httpx.Client(base_url=product.address) as client:
        client.get("/api/session/")
        headers = {"X-CSRFToken": client.cookies["csrftoken"], "Referer": product.address}
        answer = client.post(
            "/api/session/", json={"username": username, "password": "meanwhile"}, headers=headers
        )
        assert answer.status_code == 200
        page.context.add_cookies(
            [{"name": name, "value": value, "url": product.address} for name, value in client.cookies.items()]
        )


def test_without_a_session_the_login_offers_the_demo_accounts(product: LiveProduct, page: Page):
    page.goto(product.address)
    expect(page.get_by_text("olga").first).to_be_visible(timeout=15_000)


def test_an_operator_sees_what_runs_on_the_diagram(product: LiveProduct, page: Page):
    log_in(page, product, "olga")
    page.goto(f"{product.address}/processes")
    page.get_by_text("Order fulfillment").first.click()
    expect(page.locator(".djs-container svg").first).to_be_visible(timeout=20_000)
    expect(page.locator(".bjs-powered-by").first).to_be_visible()
