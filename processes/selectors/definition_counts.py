"""How much runs, waits and is stuck in process definitions, as the monitor has counted it."""

from collections.abc import Collection, Mapping
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings


class DefinitionCounts(Protocol):
    active_instances: int
    completed_instances: int
    #: open ones, in all instances together
    incidents: int
    waiting_user_tasks: int


def definition_counts(keys: Collection[int]) -> Mapping[int, DefinitionCounts]:
    """By definition key. Rows are not counted: there may be a million of each."""
    # The monitor is not known here, only asked: it is named in the settings.
    monitor: Any = import_module(settings.MONITOR)
    counts: Mapping[int, DefinitionCounts] = monitor.definition_counts(keys)
    return counts
