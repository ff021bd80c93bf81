"""Rules of gateways (BPMN 10.6)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode, says
from processes.bpmn.problems import Problem


def every_branch_has_a_condition(node: DrawnNode) -> Iterator[Problem]:
    """An exclusive gateway that splits takes the first flow whose condition is true, so each must have one,
    or be the default.
    """
    if len(node.outgoing) < 2:
        return
    for flow in node.outgoing:
        if flow.condition is None and not flow.is_default:
            message = f"{flow} leaves {node} without a condition; give it one, or make it the default flow"
            yield flow.error("missing-condition", message)


def flows_go_in_its_direction(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.6.1, table 10.104
    direction = node.xml.get("gatewayDirection", "").strip().lower()
    if direction == "diverging" and len(node.incoming) > 1:
        message = (
            f"{node} is said to split (gatewayDirection), but several flows lead to it; join them before it"
        )
        yield node.error("gateway-direction", message)
    if direction == "converging" and len(node.outgoing) > 1:
        message = f"{node} is said to join (gatewayDirection), but several flows leave it; split behind it"
        yield node.error("gateway-direction", message)


def splits_or_joins(node: DrawnNode) -> Iterator[Problem]:
    """BPMN 10.6.1: several flows lead to a gateway, or several leave it. One condition on its way out is a
    question too, though it has only one answer. Many people draw one for its label, and it does no harm.
    """
    is_alone = len(node.incoming) == 1 and len(node.outgoing) == 1 and not node.is_cut_off
    if is_alone and node.outgoing[0].condition is None:
        message = f"{node} neither splits nor joins: one flow leads to it, and one leaves it"
        yield node.warning("gateway-without-choice", f"{message}; remove it, or connect what is missing")


def mixed_gateway_joins_and_splits(node: DrawnNode) -> Iterator[Problem]:
    # BPMN table 10.104
    is_mixed = node.xml.get("gatewayDirection", "").strip().lower() == "mixed"
    if is_mixed and (len(node.incoming) < 2 or len(node.outgoing) < 2):
        message = (
            f"{node} is said to join and to split (gatewayDirection), but {len(node.incoming)} flows lead to "
            f"it and {len(node.outgoing)} leave it; mend its direction"
        )
        yield node.error("gateway-direction", message)


def instantiating_gateway_has_no_incoming_flow(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.6.6: it starts the process, so no token comes to it
    if says(node.xml, "instantiate"):
        for flow in node.incoming:
            message = (
                f"{flow} leads to {node}, which starts the process; remove the flow, or do not instantiate"
            )
            yield node.error("instantiating-with-incoming-flow", message)


def waits_for_messages_one_way(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.6.6: either message events or receive tasks
    targets = [flow.target for flow in node.outgoing]
    task = next((target for target in targets if target.tag == "receiveTask"), None)
    event = next((target for target in targets if "message" in target.kinds), None)
    if task is not None and event is not None:
        message = (
            f"{node} leads to {task} and to {event}; wait for all messages by events, or for all by tasks"
        )
        yield node.error("event-gateway-target", message)


def waits_for_two_events(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.6.6
    if len(node.outgoing) < 2:
        message = (
            f"{node} has {len(node.outgoing)} outgoing flows; it chooses among events, so lead it to two or "
            "more"
        )
        yield node.error("event-gateway-without-choice", message)
    for flow in node.outgoing:
        target = flow.target
        if target.tag not in ("intermediateCatchEvent", "receiveTask"):
            message = (
                f"{node} leads to {target}; only intermediate catch events and receive tasks may follow it"
            )
            yield node.error("event-gateway-target", message)
        elif len(target.incoming) > 1:
            message = (
                f"{target} follows {node} and has other incoming flows; the gateway must be the only way to "
                "it"
            )
            yield target.error("event-gateway-target", message)
        elif target.boundary_events:
            message = (
                f"{target} follows {node}, so it cannot have boundary events; use a catch event beside it"
            )
            yield target.error("event-gateway-target", message)
