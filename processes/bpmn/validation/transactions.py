"""Rules of transaction subprocesses, and of compensation (BPMN 10.3.5 and 10.7)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.problems import Problem


def cancel_ends_a_transaction(node: DrawnNode) -> Iterator[Problem]:
    # BPMN table 10.88: only used within a transaction subprocess
    if "cancel" in node.kinds and (node.scope is None or node.scope.tag != "transaction"):
        message = f"{node} cancels, but only a transaction subprocess can be canceled; use an error end event"
        yield node.error("cancel-outside-transaction", message)


def cancel_is_caught_at_a_transaction(node: DrawnNode) -> Iterator[Problem]:
    # BPMN table 10.90: only used on the boundary of a transaction subprocess
    if "cancel" in node.kinds and node.attached_to is not None and node.attached_to.tag != "transaction":
        message = f"{node} is attached to {node.attached_to}, but only a transaction can be canceled; move it"
        yield node.error("cancel-outside-transaction", message)


def compensation_handler_stands_apart(node: DrawnNode) -> Iterator[Problem]:
    """A compensation handler is outside of the normal flow (BPMN 10.7.1)."""
    if not node.is_compensation_handler:
        return
    for flow in (*node.incoming, *node.outgoing):
        message = f"{flow} is connected to {node}, which only undoes something; remove the flow"
        yield flow.error("compensation-handler-with-flow", message)


def compensation_event_has_a_handler(node: DrawnNode) -> Iterator[Problem]:
    if node.event != "compensation" or node.attached_to is None:
        return
    if node.outgoing:
        message = f"{node} has an outgoing flow; join it to its handler by an association instead"
        yield node.error("compensation-event-with-flow", message)
    handler = node.attached_to.compensated_by
    if handler is None or handler.is_event_subprocess:
        message = f"{node} has no compensation handler; join one to it by an association"
        yield node.error("no-compensation-handler", message)
    elif not handler.is_compensation_handler:
        message = f"{handler} undoes {node.attached_to}, but is not marked as for compensation; mark it"
        yield handler.error("no-compensation-handler", message)
