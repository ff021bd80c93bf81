"""One process instance, live."""

from typing import Any

from monitoring.live.differences import changed_parts, changed_values
from monitoring.live.messages import Data
from monitoring.live.news import ALL_LISTS, News
from monitoring.selectors.instance_statistics import element_statistics
from processes.models import ProcessInstance
from processes.selectors.sequence_flows import FlowsTaken, flows_taken

INTERVAL = 0.2
LOOK_AGAIN = 15.0

_VALUES = ("state", "is_suspended", "business_key", "started_at", "ended_at", "incidents")


class InstanceSubject:
    interval = INTERVAL
    look_again = LOOK_AGAIN

    def __init__(self, process_instance_key: int) -> None:
        self.name = f"instance:{process_instance_key}"
        self.topics = frozenset({self.name})
        self._key = process_instance_key
        #: what the journal said up to the last reading: of a long instance only what is new is read
        self._flows_taken = FlowsTaken()

    def read(self) -> Data:
        instance = ProcessInstance.objects.only(
            "state", "is_suspended", "business_key", "started_at", "ended_at"
        ).get(key=self._key)
        elements = element_statistics(self._key)
        self._flows_taken = flows_taken(self._key, since=self._flows_taken)
        return {
            "state": instance.state,
            "is_suspended": instance.is_suspended,
            "business_key": instance.business_key,
            "started_at": instance.started_at,
            "ended_at": instance.ended_at,
            "incidents": sum(element.incidents for element in elements.values()),
            "elements": elements,
            "flows": self._flows_taken.times,
            "changed": [],
        }

    def difference(self, before: Data, after: Data, news: list[News]) -> Data | None:
        difference: dict[str, Any] = changed_values(before, after, _VALUES)
        difference |= changed_parts(before, after, ("elements", "flows"))
        lists = {name for one in news for name in one.lists_of(self._key)}
        if difference and not lists:
            lists = set(ALL_LISTS)  # it changed, and the news of it got lost
        return {**difference, "changed": sorted(lists)} if difference or lists else None
