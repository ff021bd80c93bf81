"""Inner instances: what a loop consists of, one for each time that its activity is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processes.bpmn.model import Element
from processes.engine import compensation
from processes.engine import events as e
from processes.engine.state import ElementInstance
from processes.engine.step import Step

#: the local variable that says which one it is
LOOP_COUNTER = "loopCounter"


def begin_inner(
    step: Step, element: Element, body: ElementInstance, index: int, counter: int, item: Mapping[str, Any]
) -> None:
    """Begin number `index`, counted from 0, with its counter and its item."""
    inner = step.activate(element, body.key)
    step.emit(e.InnerInstanceBegun(key=inner.key, element_instance_key=body.key, index=index))
    step.set_variables(inner.key, {LOOP_COUNTER: counter, **item})


def end_inner(step: Step, body: ElementInstance, inner: ElementInstance, made: Mapping[str, Any]) -> None:
    """End one that has done its work."""
    step.propagate(body.key, made)
    compensation.record(step, inner, step.element(inner))
    step.leave(inner, ())
