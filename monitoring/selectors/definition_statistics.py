"""The numbers on the diagram of a process, of one version or of several added up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from monitoring import models
from monitoring.selectors.counts import ElementCount, element_counts
from processes.models import ProcessDefinition

USER_TASK = "userTask"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementStatistics:
    active: int = 0
    #: open ones
    incidents: int = 0
    completed: int = 0
    terminated: int = 0
    #: since when the oldest of the active ones is active
    oldest_since: datetime | None = None

    def __add__(self, other: "ElementStatistics") -> "ElementStatistics":
        ages = [since for since in (self.oldest_since, other.oldest_since) if since is not None]
        return ElementStatistics(
            active=self.active + other.active,
            incidents=self.incidents + other.incidents,
            completed=self.completed + other.completed,
            terminated=self.terminated + other.terminated,
            oldest_since=min(ages, default=None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceCounts:
    active: int = 0
    #: open ones, in all instances together
    incidents: int = 0
    completed: int = 0
    terminated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionStatistics:
    elements: Mapping[str, ElementStatistics]
    #: sequence flow id → how often it was taken
    flows: Mapping[str, int]
    instances: InstanceCounts
    #: active user tasks: what waits for people
    user_tasks: int
    as_of: datetime


def definition_statistics(process_definition_keys: Collection[int]) -> DefinitionStatistics:
    elements: dict[str, ElementStatistics] = {}
    flows: dict[str, int] = {}
    instances = ElementStatistics()
    incidents = user_tasks = 0
    as_of = datetime.now(UTC)
    for count in element_counts(process_definition_keys):
        incidents += count.incidents
        match count.element_type:
            case models.SEQUENCE_FLOW:
                flows[count.element_id] = flows.get(count.element_id, 0) + count.taken
            case models.PROCESS:
                instances += _statistics(count)
            case _:
                known = elements.get(count.element_id, ElementStatistics())
                elements[count.element_id] = known + _statistics(count)
                user_tasks += count.active if count.element_type == USER_TASK else 0
    return DefinitionStatistics(
        elements=elements,
        flows=flows,
        instances=InstanceCounts(
            active=instances.active,
            incidents=incidents,
            completed=instances.completed,
            terminated=instances.terminated,
        ),
        user_tasks=user_tasks,
        as_of=as_of,
    )


def keys_of_all_versions(process_id: str) -> list[int]:
    return list(ProcessDefinition.objects.filter(process_id=process_id).values_list("key", flat=True))


def _statistics(count: ElementCount) -> ElementStatistics:
    return ElementStatistics(
        active=count.active,
        incidents=count.incidents,
        completed=count.completed,
        terminated=count.terminated,
        oldest_since=count.oldest_since,
    )
