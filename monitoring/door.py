"""What the engine's API may ask the monitor (`settings.MONITOR`), which it does not import."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from monitoring.models import PROCESS
from monitoring.selectors.counts import element_counts
from monitoring.selectors.definition_statistics import USER_TASK


@dataclass(slots=True)
class DefinitionCounts:
    active_instances: int = 0
    completed_instances: int = 0
    #: open ones, in all instances together
    incidents: int = 0
    waiting_user_tasks: int = 0


def definition_counts(process_definition_keys: Collection[int]) -> Mapping[int, DefinitionCounts]:
    """How much runs, waits and is stuck in each of these definitions, from the counters: as quick after a
    million instances as after ten.
    """
    counts = {key: DefinitionCounts() for key in process_definition_keys}
    for count in element_counts(counts):
        found = counts[count.process_definition_key]
        found.incidents += count.incidents
        if count.element_type == PROCESS:
            found.active_instances += count.active
            found.completed_instances += count.completed
        elif count.element_type == USER_TASK:
            found.waiting_user_tasks += count.active
    return counts
