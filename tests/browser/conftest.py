"""One product, one Chromium and four people for all tests in the browser.

ada is admin, olga operator, ben and bea are business users in the team *approvers*. Each test opens pages
of its own, and a page is logged in as its person. The product keeps what earlier tests did.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
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


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Makes windows that know nothing of each other; an error in a page of theirs fails the test."""
    errors: list[str] = []
    with ExitStack() as opened:

        def make() -> BrowserContext:
            made = browser.new_context(viewport={"width": 1440, "height": 900})
            opened.callback(made.close)
            made.set_default_timeout(PATIENCE_SECONDS * 1000)
            made.on("weberror", lambda event: errors.append(str(event.error)))
            return made

        yield make
    assert errors == []


@pytest.fixture
def open_as(
    context: Callable[[], BrowserContext], product: LiveProduct, sessions: dict[str, Cookies]
) -> Open:
    """`open_as("ben", "/tasks")`: a page in a window of his own, made ready by `prepare`."""

    def open_page(name: str, path: str = "/", *, prepare: Callable[[Page], None] | None = None) -> Page:
        window = context()
        window.add_cookies(
            [{"name": key, "value": value, "url": product.address} for key, value in sessions[name].items()]
        )
        page = window.new_page()
        if prepare:
            prepare(page)
        page.goto(product.address + path)
        return page

    return open_page


@pytest.fixture
def stranger(context: Callable[[], BrowserContext]) -> Page:
    """A page of someone who is not logged in."""
    return context().new_page()


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
