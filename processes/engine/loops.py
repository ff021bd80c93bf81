"""Loops: an activity is done several times (BPMN 13.3.6 and 13.3.7).

The *body* is an element instance of the activity that the token enters; the boundary events sit on it. Its
*inner instances* do the work, each with a `loopCounter` of its own. When one has done its work, the loop says
what comes next: another one, or the end of the body.
"""

from __future__ import annotations

from typing import Any

from processes.bpmn.model import Element, MultiInstance
from processes.engine import multi_instance, standard_loop
from processes.engine.state import ElementInstance
from processes.engine.step import Step


def begin(step: Step, element: Element, body: ElementInstance) -> None:
    """Begin the first inner instances of a body. Raises `ElementFailed` before anything has happened."""
    assert element.loop is not None
    if isinstance(element.loop, MultiInstance):
        multi_instance.begin(step, element, element.loop, body)
    else:
        standard_loop.begin(step, element, element.loop, body)


def complete_inner(
    step: Step, element: Element, body: ElementInstance, inner: ElementInstance, made: dict[str, Any]
) -> None:
    """End an inner instance that has done its work, with what its output mappings made; then begin the next,
    or let the body complete. Raises `ElementFailed` before anything has happened.
    """
    assert element.loop is not None
    if isinstance(element.loop, MultiInstance):
        multi_instance.complete_inner(step, element, element.loop, body, inner, made)
    else:
        standard_loop.complete_inner(step, element, element.loop, body, inner, made)


def result_of(body: ElementInstance) -> dict[str, Any]:
    """What a body that completes hands on: its output collection."""
    loop = body.loop
    return {} if loop is None or loop.output is None else {loop.output: loop.results}
