"""Joins: the places where tokens wait for other tokens, in front of gateways and of activities that begin
with several.

A parallel join knows at once when it is complete (`Step.take`). Whether an inclusive or a complex gateway can
let tokens through depends on where all other tokens are, so those are looked at when nothing else moves. If
then all that is left in a scope are tokens that wait for others which cannot come, that is an incident.
"""

from __future__ import annotations

from processes.bpmn.model import Element, ElementType
from processes.engine import events as e
from processes.engine.behaviors.complex_gateway import release_or_reset
from processes.engine.behaviors.inclusive_gateway import join_what_can_join
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.state import ElementInstance, Incident, Phase
from processes.engine.step import Step


def joins_moved(step: Step) -> bool:
    """Let one join go on, if one can. True if so."""
    for scope_key in sorted(step.state.joining_scopes):
        scope = step.state.element_instances[scope_key]
        if join_what_can_join(step, scope) or release_or_reset(step, scope):
            is_stuck_no_more(step, scope)
            return True
        if not scope.active_children and not scope.has_incident:
            _raise_never_complete(step, scope)
    return False


def join_what_is_complete(step: Step) -> None:
    """Let go on what has all the tokens that it needs, after an operator has changed what is needed.
    Otherwise that is looked at when a token arrives.
    """
    for scope_key in sorted(step.state.joining_scopes):
        scope = step.state.element_instances[scope_key]
        for join_id in list(scope.arrivals or ()):
            join = step.model.elements[join_id]
            if _joined(step, join, scope_key):
                is_stuck_no_more(step, scope)
                while _joined(step, join, scope_key):
                    pass


def _joined(step: Step, join: Element, scope_key: int) -> bool:
    """Whether enough tokens have come to go on once."""
    happened = len(step.events)
    if join.type is ElementType.PARALLEL_GATEWAY:
        step.join_if_complete(join, scope_key)
    elif join.start_quantity > 1:
        step.join_if_enough(join, scope_key)
    return len(step.events) > happened


def is_stuck_no_more(step: Step, scope: ElementInstance) -> None:
    """Something moves in a scope again whose last tokens waited in vain."""
    for key, incident in list(scope.waits_of(Incident)):
        if incident.phase is Phase.JOIN:
            step.emit(e.IncidentResolved(key=key, element_instance_key=scope.key))


def _raise_never_complete(step: Step, scope: ElementInstance) -> None:
    join_id, arrived = next(iter((scope.arrivals or {}).items()))
    join = step.model.elements[join_id]
    failure = ElementFailed(ErrorType.JOIN_NEVER_COMPLETE, _what_is_missing(step, join, arrived))
    step.raise_incident(scope, failure, Phase.JOIN, at=join_id)


def _what_is_missing(step: Step, join: Element, arrived: dict[str, int]) -> str:
    if join.start_quantity > 1 or join.activation_condition is not None:
        wanted = (
            f"{join.start_quantity} tokens before {join.label!r} begins"
            if join.start_quantity > 1
            else f"the activation condition of {join.label!r} to become true"
        )
        return f"Expected {wanted}, but no more tokens can come than the {sum(arrived.values())} that have."
    missing = [
        f"{flow.name or flow.id!r} from {step.model.elements[flow.source].label!r}"
        for flow in join.incoming
        if flow.id not in arrived
    ]
    return (
        f"Expected a token on every incoming flow of {_KINDS[join.type]} gateway {join.label!r}, but none "
        f"can come any more on {', '.join(missing)}."
    )


_KINDS = {
    ElementType.PARALLEL_GATEWAY: "parallel",
    ElementType.INCLUSIVE_GATEWAY: "inclusive",
    ElementType.COMPLEX_GATEWAY: "complex",
}
