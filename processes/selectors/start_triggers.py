"""What parallel multiple start events wait for, and what of it has arrived."""

from dataclasses import dataclass

from processes.bpmn.start_triggers import triggers_of, waits_for_all
from processes.models import ArrivedTrigger
from processes.selectors.definitions import definition, model


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTrigger:
    element_id: str
    #: *message order placed*
    trigger: str
    #: None while it is missing
    arrived: ArrivedTrigger | None


def start_triggers(process_definition_key: int) -> list[StartTrigger]:
    """Of each start event that needs several, in the order of the diagram; none of a version that is not the
    latest. Raises `NotFound`.
    """
    deployed = definition(process_definition_key)
    if not deployed.is_latest:
        return []
    arrived = list(ArrivedTrigger.objects.filter(process_definition=deployed).order_by("arrived_at", "key"))
    found = []
    for event in model(process_definition_key).start_events:
        for trigger in triggers_of(event, deployed.deployed_at) if waits_for_all(event) else ():
            come = next((a for a in arrived if (a.element_id, a.trigger) == (event.id, trigger)), None)
            if come is not None:
                arrived.remove(come)
            found.append(StartTrigger(element_id=event.id, trigger=trigger, arrived=come))
    return found
