"""One product, one Chromium and four people for all tests in the browser.

ada is admin, olga operator, ben and bea are business users in the team *approvers*. Each test opens pages
of its own in its people's windows. The product keeps what earlier tests did.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.people import PEOPLE, Api, Cookies, create_people, session_of
from tests.support import chromium
from tests.support.data_folders import temporary_data_folder
from tests.support.live import LiveProduct

#: Conditions, not pauses: a machine with nothing else to do meets them at once.
PATIENCE_SECONDS = 20

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


# Not for the whole session: while Playwright runs there is an event loop on this thread, and beside one
# Django refuses to ask the database.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with chromium.browser() as running:
        yield running


@pytest.fixture(scope="package")
def product() -> Iterator[LiveProduct]:
    given = {"MEANWHILE_JOB_HANDLERS": "tests.browser.handlers"}
    with temporary_data_folder() as data, LiveProduct(data, environment=given) as live:
        create_people(live)
        yield live


@pytest.fixture(scope="package")
def sessions(product: LiveProduct) -> dict[str, Cookies]:
    """Each person's session, opened once: checking a password takes long on purpose."""
    return {name: session_of(product, name) for name in PEOPLE}


@pytest.fixture(scope="package")
def windows(
    browser: Browser, product: LiveProduct, sessions: dict[str, Cookies]
) -> Iterator[dict[str, BrowserContext]]:
    """A window for each person, where the program is loaded once; nothing else is shared between them."""
    with ExitStack() as opened:
        windows = {name: opened.enter_context(_window(browser)) for name in PEOPLE}
        for name, window in windows.items():
            window.add_cookies(
                [
                    {"name": key, "value": value, "url": product.address}
                    for key, value in sessions[name].items()
                ]
            )
        yield windows


@contextmanager
def _window(browser: Browser) -> Iterator[BrowserContext]:
    window = browser.new_context(viewport={"width": 1440, "height": 900})
    window.set_default_timeout(PATIENCE_SECONDS * 1000)
    yield window
    window.close()


@pytest.fixture
def open_as(windows: dict[str, BrowserContext], product: LiveProduct) -> Iterator[Open]:
    """`open_as("ben", "/tasks")`: a page in his window, made ready by `prepare`. Its errors fail the test."""
    pages: list[Page] = []
    errors: list[str] = []

    def open_page(name: str, path: str = "/", *, prepare: Callable[[Page], None] | None = None) -> Page:
        page = windows[name].new_page()
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if prepare:
            prepare(page)
        page.goto(product.address + path)
        return page

    yield open_page
    for page in pages:
        page.context.set_offline(False)
        page.close()
    assert errors == []


@pytest.fixture
def stranger(browser: Browser, product: LiveProduct) -> Iterator[Page]:
    """A page of someone who is not logged in."""
    errors: list[str] = []
    with _window(browser) as window:
        page = window.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
    assert errors == []


@pytest.fixture
def api(product: LiveProduct, sessions: dict[str, Cookies]) -> Iterator[Api]:
    """What the admin does beside the browser."""
    with Api(product.address, sessions["ada"]) as client:
        yield client


@pytest.fixture
def folder(product: LiveProduct, request: pytest.FixtureRequest) -> Path:
    """Where the job handlers of the test's instances look and leave notes."""
    made = product.data / request.node.name
    os.makedirs(made)
    return made
