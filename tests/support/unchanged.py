"""Nothing changed: every row of the engine, the inbox and the monitor is as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps

APPS = ("processes", "tasklist", "monitoring")
#: how many blocks of keys have been taken says nothing
NOT_TOLD = "KeyBlock"


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = everything()
    yield
    after = everything()
    assert after == before, {
        name: (before[name], after[name]) for name in before if before[name] != after[name]
    }


def everything() -> dict[str, list[tuple[Any, ...]]]:
    models = [model for name in APPS for model in apps.get_app_config(name).get_models()]
    return {
        model.__name__: sorted(map(repr, model.objects.values_list()))  # type: ignore[attr-defined, misc]
        for model in models
        if model.__name__ != NOT_TOLD
    }
