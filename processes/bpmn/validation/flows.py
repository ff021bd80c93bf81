"""Rules of sequence flows (BPMN 8.4.13)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnFlow
from processes.bpmn.problems import Problem
from processes.bpmn.support import IGNORE_CONDITIONS


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


def condition_is_looked_at(flow: DrawnFlow) -> Iterator[Problem]:
    if flow.condition is not None and flow.source.tag in IGNORE_CONDITIONS:
        message = (
            f"{flow} has a condition, but {flow.source} does not look at it; remove it or use another gateway"
        )
        yield flow.warning("condition-ignored", message)
