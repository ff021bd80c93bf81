"""Parallel gateway: waits for one token on each incoming flow, then sends one along each outgoing flow (BPMN
13.4.1).

The waiting happens in front of the gateway (`Step.join_if_complete`); an instance of it exists only once it
is complete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from processes.bpmn.model import Element, SequenceFlow
from processes.engine.behaviors.behavior import Behavior
from processes.engine.step import Step


class ParallelGateway(Behavior):
    def outgoing(self, step: Step, element: Element, variables: Mapping[str, Any]) -> Sequence[SequenceFlow]:
        return element.outgoing
