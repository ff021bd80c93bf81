"""Standard loop: an activity is done again and again, while its condition is true (BPMN 13.3.6).

The condition can use `loopCounter`, the number of times that the activity has been done by then. With
`testBefore` it is looked at before the first time, too.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from processes.bpmn.model import Element, StandardLoop
from processes.engine import events as e
from processes.engine.errors import ErrorType
from processes.engine.inner_instances import LOOP_COUNTER, begin_inner, end_inner
from processes.engine.reading import Reader
from processes.engine.state import ElementInstance
from processes.engine.step import Step


def begin(step: Step, element: Element, loop: StandardLoop, body: ElementInstance) -> None:
    goes_on = not loop.test_before or _goes_on(step, element, loop, 0, step.variables(body.key))
    step.emit(e.LoopBegun(element_instance_key=body.key, total=None, items=None))
    if goes_on:
        begin_inner(step, element, body, 0, 1, {})
    else:
        step.complete_later(body)


def complete_inner(
    step: Step,
    element: Element,
    loop: StandardLoop,
    body: ElementInstance,
    inner: ElementInstance,
    made: dict[str, Any],
) -> None:
    assert body.loop is not None
    done = body.loop.completed + 1
    variables: Mapping[str, Any] = ChainMap(made, step.variables(body.key))  # type: ignore[arg-type]
    goes_on = _goes_on(step, element, loop, done, variables)
    end_inner(step, body, inner, made)
    if goes_on:
        begin_inner(step, element, body, done, done + 1, {})
    else:
        step.complete_later(body)


def _goes_on(
    step: Step, element: Element, loop: StandardLoop, done: int, variables: Mapping[str, Any]
) -> bool:
    if loop.maximum is not None and done >= loop.maximum:
        return False
    if loop.condition is None:
        return True
    seen: Mapping[str, Any] = ChainMap({LOOP_COUNTER: done}, variables)  # type: ignore[arg-type]
    reader = Reader(element, seen, step.now, ErrorType.LOOP)
    return reader.truth(loop.condition, "loop condition")
