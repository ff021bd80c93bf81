"""Validation: the rules of BPMN, and of what runs here, checked on the diagram as drawn.

A rule is a function from a flow node, a sequence flow or a scope to the problems it finds there. The tables
below are all the rules there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from processes.bpmn.elements import DrawnDiagram, DrawnFlow, DrawnNode
from processes.bpmn.problems import Problem
from processes.bpmn.support import ACTIVITIES, EVENTS, GATEWAYS, SCOPES
from processes.bpmn.validation import (
    activities,
    boundary_events,
    events,
    flows,
    gateways,
    links,
    paths,
    scopes,
    supported,
    transactions,
)

NodeRule = Callable[[DrawnNode], Iterator[Problem]]
FlowRule = Callable[[DrawnFlow], Iterator[Problem]]

EVERY_NODE: tuple[NodeRule, ...] = (supported.element_type_runs_here,)

ACTIVITY_RULES: tuple[NodeRule, ...] = (
    transactions.compensation_handler_stands_apart,
    activities.data_is_not_moved,
    activities.roles_are_not_read,
)
GATEWAY_RULES: tuple[NodeRule, ...] = (gateways.flows_go_in_its_direction,)
EVENT_RULES: tuple[NodeRule, ...] = (supported.event_runs_here,)

NODE_RULES: dict[str, tuple[NodeRule, ...]] = {
    **dict.fromkeys(ACTIVITIES, ACTIVITY_RULES),
    **dict.fromkeys(EVENTS, EVENT_RULES),
    "startEvent": (*EVENT_RULES, events.nothing_leads_to_start_event),
    "endEvent": (*EVENT_RULES, events.nothing_leaves_end_event, transactions.cancel_ends_a_transaction),
    "intermediateCatchEvent": (
        *EVENT_RULES,
        events.catch_event_happens_once,
        links.nothing_leads_to_link_catch_event,
    ),
    "intermediateThrowEvent": (*EVENT_RULES, links.nothing_leaves_link_throw_event),
    "boundaryEvent": (
        *EVENT_RULES,
        transactions.cancel_is_caught_at_a_transaction,
        transactions.compensation_event_has_a_handler,
        boundary_events.nothing_leads_to_boundary_event,
        boundary_events.something_follows_boundary_event,
        boundary_events.error_interrupts,
        boundary_events.interrupting_event_happens_once,
    ),
    **dict.fromkeys(GATEWAYS, GATEWAY_RULES),
    "exclusiveGateway": (*GATEWAY_RULES, gateways.every_branch_has_a_condition),
    "eventBasedGateway": (*GATEWAY_RULES, gateways.waits_for_two_events),
}
FLOW_RULES: tuple[FlowRule, ...] = (
    flows.stays_in_its_scope,
    flows.default_flow_has_no_condition,
    flows.condition_is_looked_at,
)
SCOPE_RULES: tuple[NodeRule, ...] = (
    scopes.process_has_a_start,
    scopes.one_none_start_event,
    scopes.process_starts_by_itself,
    scopes.subprocess_starts_by_itself,
    scopes.event_subprocess_starts_by_an_event,
    links.one_catch_event_per_link,
    paths.every_element_has_a_way_in,
    paths.every_element_is_reached,
    paths.an_end_is_reached,
)


def problems_of(diagram: DrawnDiagram) -> Iterator[Problem]:
    """Everything wrong with the processes of a diagram, in document order."""
    for process in diagram.processes:
        for rule in SCOPE_RULES:
            yield from rule(process)
        for node in process.descendants():
            for rule in EVERY_NODE:
                yield from rule(node)
            for rule in NODE_RULES.get(node.tag, ()):
                yield from rule(node)
            if node.tag in SCOPES:
                for rule in SCOPE_RULES:
                    yield from rule(node)
        for scope in process.scopes():
            for flow in scope.flows:
                for check in FLOW_RULES:
                    yield from check(flow)
