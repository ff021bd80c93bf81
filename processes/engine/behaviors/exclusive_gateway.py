"""Exclusive gateway: the token takes the first outgoing flow whose condition is true, else the default flow
(BPMN 13.4.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from processes.bpmn.model import Element, SequenceFlow
from processes.engine.behaviors.behavior import Behavior, is_true, no_flow
from processes.engine.step import Step


class ExclusiveGateway(Behavior):
    def outgoing(self, step: Step, element: Element, variables: Mapping[str, Any]) -> Sequence[SequenceFlow]:
        if not element.outgoing:
            return ()
        for flow in element.outgoing:
            if flow is element.default_flow:
                continue
            if flow.condition is None or is_true(step, flow, variables):
                return (flow,)
        if element.default_flow is None:
            raise no_flow(element)
        return (element.default_flow,)
