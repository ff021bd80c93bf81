"""Rules of sequence flows (BPMN 8.4.13)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnFlow, DrawnNode, says
from processes.bpmn.problems import Problem
from processes.bpmn.support import ACTIVITIES, GATEWAYS, IGNORE_CONDITIONS


def stays_in_its_scope(flow: DrawnFlow) -> Iterator[Problem]:
    if flow.source.scope is flow.target.scope:
        return
    if flow.source.process_id == flow.target.process_id:
        advice = (
            "a sequence flow cannot cross the border of a subprocess: end inside, go on from the subprocess"
        )
    else:
        advice = "a sequence flow cannot leave its pool: use a message"
    message = f"{flow} leads from {flow.source} to {flow.target}; {advice}"
    yield flow.error("flow-crosses-border", message)


def default_flow_has_no_condition(flow: DrawnFlow) -> Iterator[Problem]:
    if flow.condition is not None and flow.is_default:
        message = (
            f"{flow} is the default flow of {flow.source}, so its condition is never looked at; remove one "
            "of both"
        )
        yield flow.warning("condition-on-default-flow", message)


def condition_leaves_a_choice(flow: DrawnFlow) -> Iterator[Problem]:
    """BPMN 13.3.1 and 8.4.13: a condition belongs to a gateway, or to an activity that something else leaves
    too; else tokens may find no way.
    """
    if flow.condition is None or flow.source.tag in GATEWAYS:
        return
    if flow.source.tag not in ACTIVITIES:
        message = f"{flow} has a condition, but leaves {flow.source}; only gateways and activities choose"
        yield flow.warning("condition-without-choice", f"{message}: put a gateway between")
    elif len(flow.source.outgoing) == 1:
        message = (
            f"{flow} has a condition, but nothing else leaves {flow.source}; draw what happens otherwise"
        )
        yield flow.warning("condition-without-choice", message)


def flows_are_immediate(scope: DrawnNode) -> Iterator[Problem]:
    """BPMN table 8.60: isImmediate may not be false in executable processes. Tools write it on all flows or
    on none, so it is told once.
    """
    for flow in scope.flows:
        if not says(flow.xml, "isImmediate", default=True):
            message = (
                f'{flow} says isImmediate="false", but tokens pass every flow of {scope} at once; remove it'
            )
            yield flow.warning("flow-not-immediate", message)
            return


def condition_is_looked_at(flow: DrawnFlow) -> Iterator[Problem]:
    if flow.condition is not None and flow.source.tag == "eventBasedGateway":
        # BPMN 10.6.6: the outgoing flows of an event gateway must not have a condition
        message = f"{flow} has a condition, but {flow.source} chooses by what happens first; remove it"
        yield flow.error("condition-after-event-gateway", message)
    elif flow.condition is not None and flow.source.tag in IGNORE_CONDITIONS:
        message = (
            f"{flow} has a condition, but {flow.source} does not look at it; remove it or use another gateway"
        )
        yield flow.warning("condition-ignored", message)
