"""Outwards: who catches what leaves a scope, an error or an escalation (BPMN 10.5.6, *Handling Events*).

At each element instance from the origin outwards, first the event subprocesses inside it are asked, then the
boundary events on it. Among those of one place, one that names the code wins over one that catches all. An
event subprocess does not catch what comes from itself; if it has interrupted its scope, none of that scope
does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from processes import feel
from processes.bpmn.event_definitions import ErrorEventDefinition, EscalationEventDefinition
from processes.bpmn.model import Element
from processes.engine.state import ElementInstance
from processes.engine.step import Step

Coded = ErrorEventDefinition | EscalationEventDefinition


def find_outwards(
    step: Step, origin: ElementInstance, kind: type[Coded], code: str
) -> tuple[ElementInstance, Element] | None:
    """The event scope and the event that catches, or None."""
    came_from: ElementInstance | None = None
    instance: ElementInstance | None = origin
    while instance is not None:
        for place in (_inside(step, instance, came_from), _on_the_border(step, instance)):
            catcher = _catcher(step, place, kind, code)
            if catcher is not None:
                return instance, catcher
        came_from = instance
        instance = (
            step.state.element_instances[instance.scope_key] if instance.scope_key is not None else None
        )
    return None


# Of a loop, the inner instances have what is inside, and the body has what sits on the border.


def _inside(step: Step, instance: ElementInstance, came_from: ElementInstance | None) -> Sequence[str]:
    """The event starts that may catch what comes from inside of an element instance."""
    starts = step.element(instance).event_starts
    if step.is_body(instance):
        return ()
    if came_from is None or not step.element(came_from).is_event_sub_process:
        return starts
    own = [start_id for start_id in starts if step.model.elements[start_id].scope_id == came_from.element_id]
    if any(step.model.elements[start_id].interrupting for start_id in own):
        return ()  # it has interrupted the scope, and nothing else can start there any more
    return [start_id for start_id in starts if start_id not in own]


def _on_the_border(step: Step, instance: ElementInstance) -> Sequence[str]:
    """The boundary events that may catch what comes from an element instance. A subprocess that is being
    undone has been left, and has none any more.
    """
    if step.is_inner(instance) or step.is_undone(instance):
        return ()
    return step.element(instance).boundary_events


def _catcher(step: Step, event_ids: Iterable[str], kind: type[Coded], code: str) -> Element | None:
    catch_all = None
    for event_id in event_ids:
        event = step.model.elements[event_id]
        for definition in event.event_definitions:
            if not isinstance(definition, kind):
                continue
            if definition.code is None:
                catch_all = catch_all or event
            elif feel.to_json(definition.code.evaluate({}, now=step.now)) == code:
                return event
    return catch_all
