"""Inclusive gateway: sends a token along every outgoing flow whose condition is true, and joins those
that can still arrive (BPMN 13.4.3).

The join triggers when no token elsewhere in the scope can still reach one of its empty incoming flows,
other than by way of one that has a token already. That can change with any move of any token, so it is
looked at whenever everything else has come to rest (`join_what_can_join`).
"""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from processes.bpmn.model import Element, ElementType, ProcessModel
from processes.bpmn.reachability import tokens_ahead
from processes.engine.behaviors.behavior import Behavior
from processes.engine.state import ElementInstance
from processes.engine.step import Step

_ahead_of: WeakKeyDictionary[ProcessModel, dict[str, Mapping[str, frozenset[str]]]] = WeakKeyDictionary()


class InclusiveGateway(Behavior):
    """Splitting is what every element with conditional flows does; see `Behavior.outgoing`."""


def join_what_can_join(step: Step, scope: ElementInstance) -> bool:
    """Trigger one inclusive join of this scope if one can be. True if a token moved."""
    for join_id, arrived in (scope.arrivals or {}).items():
        join = step.model.elements[join_id]
        if join.type is ElementType.INCLUSIVE_GATEWAY and not may_still_arrive(step, scope, join, arrived):
            step.join(join, scope.key, tuple(arrived))
            return True
    return False


def may_still_arrive(step: Step, scope: ElementInstance, join: Element, arrived: Mapping[str, int]) -> bool:
    """Whether a token can still come along an incoming flow that has none yet."""
    if len(arrived) == len(join.incoming):
        return False
    ahead = _tokens_ahead(step.model, join)
    can_reach_full = frozenset().union(*(ahead[flow_id] for flow_id in arrived))
    can_reach_empty = frozenset().union(*(ahead[f.id] for f in join.incoming if f.id not in arrived))
    blocking = can_reach_empty - can_reach_full
    return any(place in blocking for place in _token_places(step, scope, join))


def _token_places(step: Step, scope: ElementInstance, join: Element) -> set[str]:
    """Ids of the elements of this scope where tokens are, waiting in front of other joins included."""
    places = {i.element_id for i in step.state.children(scope.key)}
    return places | ((scope.arrivals or {}).keys() - {join.id})


def _tokens_ahead(model: ProcessModel, join: Element) -> Mapping[str, frozenset[str]]:
    joins = _ahead_of.setdefault(model, {})
    if join.id not in joins:
        joins[join.id] = tokens_ahead(model, join)
    return joins[join.id]
