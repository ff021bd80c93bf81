"""Send task: a job worker sends the message, or the engine does (BPMN 10.3.3)."""

from __future__ import annotations

from processes.engine.behaviors.events import ThrowEvent


class SendTask(ThrowEvent):
    """The same as a message throw event."""
