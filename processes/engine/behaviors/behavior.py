"""The contract between the engine and a BPMN element.

A token enters an element: the engine makes an *element instance*, evaluates the input mappings into it, and
calls `activate`. From there on the behavior does one of two things. Either the element has no need to wait:
it asks the step to complete the instance. Or it must wait: it emits what it waits with (a job, a user task,
a timer, a subscription, elements inside it) and returns. A later command finds the wait by its key and
completes the instance.

Completing an instance evaluates the output mappings, then calls `outgoing` for the sequence flows that
tokens take, and only then leaves the element.

An `ElementFailed` raised from either method becomes an incident; resolving it calls the method again. So a
behavior evaluates everything that can fail before it emits its first event. Behaviors have no state of
their own: one object serves all instances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from processes import feel
from processes.bpmn.model import Element, SequenceFlow
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.reading import reasons, told
from processes.engine.state import ElementInstance
from processes.engine.step import Step


class Behavior:
    """Passes every token on at once."""

    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        """A token has entered. Complete the instance, or emit what it waits with."""
        step.complete_later(instance)

    def outgoing(self, step: Step, element: Element, variables: Mapping[str, Any]) -> Sequence[SequenceFlow]:
        """The flows that tokens take when the instance completes. `variables` are those of the scope around
        it, output mappings included.

        BPMN 13.2.1: all unconditional flows and all whose condition is true; the default flow if no
        conditional one is.
        """
        flows = element.outgoing
        if len(flows) == 1 and flows[0].condition is None:
            return flows
        conditional = [f for f in flows if f.condition is not None and f is not element.default_flow]
        if not conditional:
            return flows
        taken = [f for f in conditional if is_true(step, f, variables)]
        if not taken and element.default_flow is not None:
            taken = [element.default_flow]
        taken += [f for f in flows if f.condition is None and f is not element.default_flow]
        if not taken:
            raise no_flow(element)
        return taken


def is_true(step: Step, flow: SequenceFlow, variables: Mapping[str, Any]) -> bool:
    """Whether a flow's condition holds. Raises `ElementFailed` if it is neither true nor false, since
    guessing would lose the way.
    """
    condition = flow.condition
    assert condition is not None
    warnings: list[feel.Warning] = []
    try:
        value = condition.evaluate(variables, now=step.now)
        if value is True or value is False:
            return value
        condition.evaluate(variables, now=step.now, warnings=warnings)  # again, to hear why
        why = f"is {told(value)}{reasons(warnings)}."
    except feel.FeelLimitExceeded as limit:
        why = f"went too far: {limit}"
    raise ElementFailed(
        ErrorType.CONDITION,
        f"Expected the condition of flow {flow.name or flow.id!r} to be true or false, "
        f"but `{condition.text}` {why}",
    )


def no_flow(element: Element) -> ElementFailed:
    return ElementFailed(
        ErrorType.CONDITION,
        f"Expected a way to go on after {element.label!r}, but no condition "
        "of its outgoing flows is true and it has no default flow.",
    )
