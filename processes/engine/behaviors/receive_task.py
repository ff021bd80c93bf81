"""Receive task: waits for a message (BPMN 10.3.3)."""

from __future__ import annotations

from processes.engine.behaviors.events import IntermediateCatchEvent


class ReceiveTask(IntermediateCatchEvent):
    """The same as an intermediate message catch event, with boundary events."""
