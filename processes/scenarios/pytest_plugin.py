"""A plugin for pytest: every case in a *.scenario.yaml or *.scenario.json file is a test.

It is there wherever Meanwhile is installed; in a checkout it is asked for with
`-p processes.scenarios.pytest_plugin`. `--scenario-store db` plays the cases through the database, in one
that is made for them and thrown away.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import Any

import pytest

from processes.scenarios.case import Case, CaseInvalid, read_cases
from processes.scenarios.playing import CaseFailed, play
from processes.scenarios.running import STORES, SUFFIXES, EngineOfCase, store

#: the store while cases are played one after another, and what closes it
_OPEN = pytest.StashKey[tuple[ExitStack, EngineOfCase]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("meanwhile", "scenarios of diagrams")
    group.addoption(
        "--scenario-store",
        choices=STORES,
        default="memory",
        help="play scenarios on the engine alone (memory, the default) or through the database (db)",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.name.endswith(SUFFIXES):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Tests of another kind have a database of their own."""
    if _OPEN in item.config.stash and not isinstance(nextitem, ScenarioCase):
        opened, _ = item.config.stash[_OPEN]
        del item.config.stash[_OPEN]
        opened.close()


class ScenarioFile(pytest.File):
    def collect(self) -> Iterator[ScenarioCase]:
        try:
            cases = read_cases(self.path)
        except CaseInvalid as wrong:
            raise self.CollectError(str(wrong)) from wrong
        for case in cases:
            yield ScenarioCase.from_parent(self, name=case.id, case=case)


class ScenarioCase(pytest.Item):
    def __init__(self, *, case: Case, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.case = case

    def setup(self) -> None:
        if _OPEN not in self.config.stash:
            self.config.stash[_OPEN] = _open(self.config)

    def runtest(self) -> None:
        _, engine_of_case = self.config.stash[_OPEN]
        with engine_of_case() as engine:
            play(self.case, engine)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, CaseFailed):
            return f"{self.case.id}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, self.case.id


def _open(config: pytest.Config) -> tuple[ExitStack, EngineOfCase]:
    name = config.getoption("scenario_store")
    with ExitStack() as opening:
        if name == "db":
            _set_up_django()
            opening.enter_context(_database_allowed(config))
        engine_of_case = opening.enter_context(store(name))
        return opening.pop_all(), engine_of_case


def _set_up_django() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()


def _database_allowed(config: pytest.Config) -> AbstractContextManager[Any]:
    """pytest-django, where it is, keeps tests from databases unless they ask."""
    try:
        from pytest_django.plugin import blocking_manager_key
    except ImportError:
        return nullcontext()
    blocker = config.stash.get(blocking_manager_key, None)
    return nullcontext() if blocker is None else blocker.unblock()
