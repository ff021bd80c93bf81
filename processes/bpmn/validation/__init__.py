"""Validation: the rules of BPMN, and of what runs here, checked on the diagram as drawn.

A rule is a function from a flow node, a sequence flow, a scope or any other element to the problems it finds
there. The tables below are all the rules there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from processes.bpmn.elements import Drawn, DrawnDiagram, DrawnFlow, DrawnNode
from processes.bpmn.problems import Problem
from processes.bpmn.support import ACTIVITIES, EVENTS, GATEWAYS, SCOPES
from processes.bpmn.validation import (
    activities,
    ad_hoc,
    boundary_events,
    calls,
    collaborations,
    data_associations,
    data_sets,
    event_data,
    events,
    flows,
    gateways,
    ids,
    links,
    loops,
    message_flows,
    messages,
    operations,
    paths,
    processes,
    references,
    resources,
    scopes,
    supported,
    texts,
    transactions,
)

NodeRule = Callable[[DrawnNode], Iterator[Problem]]
FlowRule = Callable[[DrawnFlow], Iterator[Problem]]
ElementRule = Callable[[Drawn, DrawnDiagram], Iterator[Problem]]
DiagramRule = Callable[[DrawnDiagram], Iterator[Problem]]

EVERY_NODE: tuple[NodeRule, ...] = (
    supported.element_type_runs_here,
    supported.element_type_belongs_to_processes,
)

ACTIVITY_RULES: tuple[NodeRule, ...] = (
    transactions.compensation_handler_stands_apart,
    activities.roles_are_read_by_name,
)
EVENT_GATEWAY_RULES: tuple[NodeRule, ...] = (
    gateways.flows_go_in_its_direction,
    gateways.mixed_gateway_joins_and_splits,
)
GATEWAY_RULES: tuple[NodeRule, ...] = (gateways.splits_or_joins, *EVENT_GATEWAY_RULES)
EVENT_RULES: tuple[NodeRule, ...] = (supported.event_runs_here, events.timer_says_when_once)

NODE_RULES: dict[str, tuple[NodeRule, ...]] = {
    **dict.fromkeys(ACTIVITIES, ACTIVITY_RULES),
    "adHocSubProcess": (
        *ACTIVITY_RULES,
        ad_hoc.ad_hoc_subprocess_has_activities,
        ad_hoc.ad_hoc_subprocess_has_no_start_and_end,
    ),
    **dict.fromkeys(EVENTS, EVENT_RULES),
    "startEvent": (*EVENT_RULES, events.nothing_leads_to_start_event, events.start_event_leads_somewhere),
    "endEvent": (*EVENT_RULES, events.nothing_leaves_end_event, transactions.cancel_ends_a_transaction),
    "intermediateCatchEvent": (
        *EVENT_RULES,
        events.intermediate_event_is_between,
        events.catch_event_happens_once,
        links.nothing_leads_to_link_catch_event,
        links.something_throws_to_link_catch_event,
    ),
    "intermediateThrowEvent": (
        *EVENT_RULES,
        events.intermediate_event_is_between,
        links.nothing_leaves_link_throw_event,
    ),
    "boundaryEvent": (
        *EVENT_RULES,
        transactions.cancel_is_caught_at_a_transaction,
        transactions.compensation_event_has_a_handler,
        boundary_events.nothing_leads_to_boundary_event,
        boundary_events.something_follows_boundary_event,
        boundary_events.ends_its_activity,
        boundary_events.interrupting_event_happens_once,
    ),
    **dict.fromkeys(GATEWAYS, GATEWAY_RULES),
    "exclusiveGateway": (*GATEWAY_RULES, gateways.every_branch_has_a_condition),
    "eventBasedGateway": (
        *EVENT_GATEWAY_RULES,
        gateways.waits_for_two_events,
        gateways.waits_for_messages_one_way,
        gateways.instantiating_gateway_has_no_incoming_flow,
    ),
}
FLOW_RULES: tuple[FlowRule, ...] = (
    flows.stays_in_its_scope,
    flows.default_flow_has_no_condition,
    flows.condition_leaves_a_choice,
    flows.condition_is_looked_at,
)
SCOPE_RULES: tuple[NodeRule, ...] = (
    scopes.process_has_a_start,
    scopes.end_event_needs_a_start,
    scopes.one_none_start_event,
    scopes.process_starts_by_itself,
    scopes.subprocess_starts_by_itself,
    scopes.event_subprocess_starts_by_an_event,
    links.one_catch_event_per_link,
    flows.flows_are_immediate,
    paths.every_element_has_a_way_in,
    paths.every_element_has_a_way_out,
    paths.every_element_is_reached,
    paths.an_end_is_reached,
)

_EVENT_DATA: tuple[ElementRule, ...] = (
    event_data.each_definition_has_its_datum,
    event_data.datum_has_the_item_of_its_definition,
)
_ROLE_RULES: tuple[ElementRule, ...] = (
    resources.resource_is_named_one_way,
    resources.parameters_are_those_of_the_resource,
)
_ASSOCIATION_RULES: tuple[ElementRule, ...] = (
    data_associations.several_sources_are_transformed,
    data_associations.ends_have_the_same_item,
)
_DATUM_RULES: tuple[ElementRule, ...] = (
    data_sets.datum_is_in_a_set,
    data_sets.collection_is_one_of_its_item,
)
_SET_RULES: tuple[ElementRule, ...] = (
    data_sets.special_data_are_listed,
    data_sets.sets_refer_to_each_other,
)
_SERVICE_RULES: tuple[ElementRule, ...] = (operations.service_interface_is_bound,)

#: what is no flow node and no sequence flow, or needs to see more of the diagram
ELEMENT_RULES: dict[str, tuple[ElementRule, ...]] = {
    "correlationSubscription": (processes.correlation_is_by_key,),
    "dataStore": (processes.store_holds_one_value,),
    "process": (processes.public_process_is_not_executable, *_SERVICE_RULES),
    "globalTask": _SERVICE_RULES,
    "globalUserTask": _SERVICE_RULES,
    "globalScriptTask": _SERVICE_RULES,
    "globalManualTask": _SERVICE_RULES,
    "globalBusinessRuleTask": _SERVICE_RULES,
    "ioBinding": (operations.binding_fits_its_operation,),
    "serviceTask": (
        operations.service_has_one_input_set,
        operations.service_has_one_output_set,
        operations.service_takes_and_gives_the_items_of_its_operation,
    ),
    "sendTask": (messages.message_is_one_datum, messages.message_has_the_item),
    "receiveTask": (
        messages.message_is_one_datum,
        messages.message_has_the_item,
        messages.nothing_leads_to_instantiating_task,
    ),
    "callActivity": (calls.called_process_starts_by_itself, calls.called_process_has_the_same_data),
    "multiInstanceLoopCharacteristics": (
        loops.behavior_has_its_event,
        loops.item_is_one_of_the_collection,
    ),
    **dict.fromkeys(EVENTS, _EVENT_DATA),
    **dict.fromkeys(resources.ROLES, _ROLE_RULES),
    "ioSpecification": (data_sets.specification_has_sets, data_sets.subprocess_has_no_specification),
    "inputSet": _SET_RULES,
    "outputSet": _SET_RULES,
    "dataInput": _DATUM_RULES,
    "dataOutput": _DATUM_RULES,
    "dataObject": (data_sets.collection_is_one_of_its_item,),
    "dataInputAssociation": _ASSOCIATION_RULES,
    "dataOutputAssociation": _ASSOCIATION_RULES,
    "messageFlow": (
        message_flows.joins_two_pools,
        message_flows.begins_at_what_sends,
        message_flows.leads_to_what_receives,
    ),
    "participantMultiplicity": (collaborations.participants_are_counted_sensibly,),
    "collaboration": (collaborations.choreography_is_as_closed,),
    "choreography": (
        collaborations.choreography_refers_to_no_other,
        collaborations.choreography_has_no_lanes,
    ),
    "subChoreography": (collaborations.choreography_has_no_lanes,),
    "globalConversation": (
        collaborations.choreography_refers_to_no_other,
        collaborations.global_conversation_has_no_parts,
    ),
    "linkEventDefinition": (links.link_and_target_name_each_other,),
    "conditionalEventDefinition": (texts.condition_is_formal,),
    "documentation": (texts.format_is_a_mime_type,),
    "textAnnotation": (texts.format_is_a_mime_type,),
    "transformation": (texts.formal_expression_says_something,),
    "messagePath": (texts.formal_expression_says_something,),
    "dataPath": (texts.formal_expression_says_something,),
    "conversationLink": (collaborations.conversation_link_joins_participant,),
}
DIAGRAM_RULES: tuple[DiagramRule, ...] = (ids.ids_are_unique, references.references_name_the_right_type)


def problems_of(diagram: DrawnDiagram) -> Iterator[Problem]:
    """Everything wrong with a diagram: its processes in document order, then the rest."""
    for process in diagram.processes:
        for rule in SCOPE_RULES:
            yield from rule(process)
        for node in process.descendants():
            for rule in (*EVERY_NODE, *NODE_RULES.get(node.tag, ())):
                yield from rule(node)
            if node.tag in SCOPES:
                for rule in SCOPE_RULES:
                    yield from rule(node)
        for scope in process.scopes():
            for flow in scope.flows:
                for check in FLOW_RULES:
                    yield from check(flow)
    for tag, rules in ELEMENT_RULES.items():
        for element in diagram.each(tag):
            for look in rules:
                yield from look(element, diagram)
    for look_at in DIAGRAM_RULES:
        yield from look_at(diagram)
