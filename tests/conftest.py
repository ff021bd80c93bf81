"""Which database the tests run on, decided before Django reads its settings.

`pytest` runs on SQLite. `pytest --services` runs the same tests on PostgreSQL and Redis: those of
`DATABASE_URL` and `REDIS_URL` if both are given, else servers started once for the session. Data lives in
a folder that is removed at the end.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.support import chromium
from tests.support.data_folders import temporary_data_folder

# How long an example takes is the machine's matter, and that of its other work, not the product's.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

#: what is tested there may depend on Redis without a word about it
ABOUT_THE_STORES = [Path(__file__).parent / name for name in ("config", "monitoring", "monitoring/live")]
_CONTROLLER_ONLY = "MEANWHILE_TESTS_PREPARED"  # set for the worker processes of `pytest -n`


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--services", action="store_true", help="run on PostgreSQL and Redis instead of SQLite and memory"
    )
    parser.addoption(
        "--where-they-differ",
        action="store_true",
        help="with --services: leave out what uses neither and so says the same as without",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("help"):
        return
    if _CONTROLLER_ONLY not in os.environ:
        _prepare(config)
        os.environ[_CONTROLLER_ONLY] = "1"
        config.add_cleanup(lambda: os.environ.pop(_CONTROLLER_ONLY, None))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    # pytest-django looks for the settings before this, finds none, and leaves setting up to us.
    import django

    django.setup()


def _prepare(config: pytest.Config) -> None:
    lent = temporary_data_folder()
    data = lent.__enter__()
    config.add_cleanup(lambda: lent.__exit__(None, None, None))
    os.environ["MEANWHILE_DATA"] = str(data)
    os.environ["MEANWHILE_SECRET_KEY"] = "only-for-tests-and-never-used-elsewhere-0123456789"
    os.environ.pop("MEANWHILE_DEMO", None)
    if not config.getoption("services"):
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("REDIS_URL", None)
        return
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    from config.launcher.stores import Stores

    stores = Stores(data, fast=True)
    config.add_cleanup(stores.stop)
    os.environ.update(stores.start())


def pytest_report_header(config: pytest.Config) -> str:
    return "running on PostgreSQL and Redis" if config.getoption("services") else "running on SQLite"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing_browser = chromium.why_missing()
    for item in items:
        database = item.get_closest_marker("django_db")
        if database and database.kwargs.get("transaction") and not database.kwargs.get("serialized_rollback"):
            raise pytest.UsageError(
                f"{item.nodeid} commits: mark it django_db(transaction=True, serialized_rollback=True), "
                "or what it leaves behind breaks those after it"
            )
        if item.get_closest_marker("services") and not config.getoption("services"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL and Redis: run pytest --services"))
        if item.get_closest_marker("browser") and missing_browser:
            item.add_marker(pytest.mark.skip(reason=missing_browser))
    if config.getoption("where_they_differ"):
        kept = [item for item in items if may_differ(item)]
        config.hook.pytest_deselected(items=[item for item in items if not may_differ(item)])
        items[:] = kept


def may_differ(item: pytest.Item) -> bool:
    """Whether a test may say something else on PostgreSQL and Redis: it uses the database, asks for the
    services, or is about what talks to them.
    """
    marked = any(item.get_closest_marker(name) for name in ("django_db", "services"))
    asked = not {"db", "transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))
    return marked or asked or item.path.parent in ABOUT_THE_STORES


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """An empty data folder for a product started by the test."""
    with temporary_data_folder() as folder:
        yield folder
