"""Complex gateway: lets tokens through once its activation condition is true, and not again before the others
that can still come have come (BPMN 10.6.5 and 13.4.5).

The activation condition can use `activationCount`, the number of tokens that have arrived. One that cannot be
evaluated is not true, as the condition of a conditional event. After the gateway
has let tokens through it waits for those that can still arrive, as an inclusive gateway would, swallows them,
and is as new.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from typing import Any

from processes import feel
from processes.bpmn.model import Element, ElementType
from processes.engine import events as e
from processes.engine.behaviors.behavior import Behavior
from processes.engine.behaviors.inclusive_gateway import may_still_arrive
from processes.engine.state import ElementInstance
from processes.engine.step import Step

ACTIVATION_COUNT = "activationCount"


class ComplexGateway(Behavior):
    """Splitting is what every element with conditional flows does; see `Behavior.outgoing`."""


def release_or_reset(step: Step, scope: ElementInstance) -> bool:
    """Let tokens through one complex gateway of this scope, or reset one, if that can be. True if so."""
    for join_id in list(scope.arrivals or ()):
        join = step.model.elements[join_id]
        if join.type is not ElementType.COMPLEX_GATEWAY or join_id in (scope.released or ()):
            continue
        if _is_active(step, scope, join):
            _release(step, scope, join)
            return True
    for join_id, released in list((scope.released or {}).items()):
        join = step.model.elements[join_id]
        arrived = (scope.arrivals or {}).get(join_id, {})
        if not may_still_arrive(step, scope, join, dict.fromkeys(released, 1) | arrived):
            _reset(step, scope, join, [flow_id for flow_id in arrived if flow_id not in released])
            return True
    return False


def _is_active(step: Step, scope: ElementInstance, join: Element) -> bool:
    arrived = (scope.arrivals or {})[join.id]
    if join.activation_condition is None:
        return len(arrived) == len(join.incoming)
    count = {ACTIVATION_COUNT: sum(arrived.values())}
    variables: Mapping[str, Any] = ChainMap(count, step.variables(scope.key))  # type: ignore[arg-type]
    try:
        return join.activation_condition.evaluate(variables, now=step.now) is True
    except feel.FeelLimitExceeded:
        return False


def _release(step: Step, scope: ElementInstance, join: Element) -> None:
    flow_ids = tuple((scope.arrivals or {})[join.id])
    step.emit(e.GatewayReleased(scope_key=scope.key, element_id=join.id, flow_ids=flow_ids))
    step.join(join, scope.key, flow_ids)


def _reset(step: Step, scope: ElementInstance, join: Element, late: Sequence[str]) -> None:
    """BPMN 13.4.5: a token is taken from each flow that had none when the gateway let tokens through."""
    if late:
        step.emit(e.TokensJoined(scope_key=scope.key, element_id=join.id, flow_ids=tuple(late)))
    step.emit(e.GatewayReset(scope_key=scope.key, element_id=join.id))
    step.end_scope_if_done(scope.key)
