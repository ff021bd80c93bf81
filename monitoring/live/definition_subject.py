"""A definition's diagram, live: of one version, or of all versions of a process together."""

from collections.abc import Collection
from typing import Any

from monitoring.live.differences import changed_parts, changed_values
from monitoring.live.messages import Data
from monitoring.live.news import News
from monitoring.selectors.definition_statistics import definition_statistics, keys_of_all_versions

#: at most five deltas a second
INTERVAL = 0.2
LOOK_AGAIN = 15.0


class DefinitionSubject:
    interval = INTERVAL
    look_again = LOOK_AGAIN

    def __init__(self, process_definition_key: int) -> None:
        self.name = f"definition:{process_definition_key}"
        self.topics = frozenset({self.name})
        self._keys: Collection[int] = (process_definition_key,)

    def read(self) -> Data:
        statistics = definition_statistics(self._keys)
        return {
            "elements": statistics.elements,
            "flows": statistics.flows,
            "instances": statistics.instances,
            "user_tasks": statistics.user_tasks,
            "as_of": statistics.as_of,
        }

    def difference(self, before: Data, after: Data, news: list[News]) -> Data | None:
        difference: dict[str, Any] = changed_parts(before, after, ("elements", "flows"))
        difference |= changed_values(before, after, ("instances", "user_tasks"))
        touched = {
            str(change.process_instance_key)
            for one in news
            for change in one.instances
            if change.process_definition_key in self._keys
        }
        return {**difference, "touched": sorted(touched)} if difference or touched else None


class AllVersionsSubject(DefinitionSubject):
    def __init__(self, process_id: str) -> None:
        self.name = f"definition:{process_id}:all"
        self.topics = frozenset({self.name})
        self._process_id = process_id
        self._keys = ()

    def read(self) -> Data:
        # Asked each time: a version may have been deployed since.
        self._keys = frozenset(keys_of_all_versions(self._process_id))
        return super().read()
