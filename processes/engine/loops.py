"""Loops: an activity is done several times (BPMN 13.3.6 and 13.3.7).

The *body* is an element instance of the activity that the token enters; the boundary events sit on it. Its
*inner instances* do the work, each with a `loopCounter` of its own and, of a multi-instance activity, the
item it is about. A parallel loop begins them all at once, a sequential one begins the next when one has
completed, and a standard loop goes on while its condition is true.

The completion condition can use `numberOfInstances`, `numberOfActiveInstances`, `numberOfCompletedInstances`
and `numberOfTerminatedInstances` (BPMN table 10.30), or Camunda 7's names for them.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from processes.bpmn.model import Element, MultiInstance, StandardLoop
from processes.engine import compensation
from processes.engine import events as e
from processes.engine.errors import ErrorType
from processes.engine.reading import Reader
from processes.engine.state import ElementInstance, Loop
from processes.engine.step import Step

LOOP_COUNTER = "loopCounter"
#: of one multi-instance activity
MOST_INSTANCES = 100_000


def begin(step: Step, element: Element, body: ElementInstance) -> None:
    """Begin the first inner instances of a body. Raises `ElementFailed` before anything has happened."""
    if isinstance(element.loop, StandardLoop):
        goes_on = not element.loop.test_before or _goes_on(step, element, element.loop, body, 0, {})
        step.emit(e.LoopBegun(element_instance_key=body.key, total=None, items=None))
        if goes_on:
            _begin_inner(step, element, body, 0, {})
        else:
            step.complete_later(body)
        return
    multi = element.loop
    assert isinstance(multi, MultiInstance)
    total, items = _instances(step, element, multi, body)
    step.emit(
        e.LoopBegun(element_instance_key=body.key, total=total, items=items if multi.sequential else None)
    )
    step.widest_loop = max(step.widest_loop, _width(step, body))
    if multi.output_collection:
        step.set_variables(body.key, {multi.output_collection: [None] * total})
    for index in range(min(total, 1) if multi.sequential else total):
        _begin_inner(step, element, body, index, _item(multi, items, index))
    if total == 0:
        step.complete_later(body)


def complete_inner(
    step: Step, element: Element, body: ElementInstance, inner: ElementInstance, made: dict[str, Any]
) -> None:
    """End an inner instance that has done its work, with what its output mappings made; then begin the next,
    or let the body complete. Raises `ElementFailed` before anything has happened.
    """
    loop, index = body.loop, inner.loop_index
    assert loop is not None
    assert index is not None
    is_over, collected = False, None
    if isinstance(element.loop, MultiInstance):
        collected = _collected(step, element, element.loop, inner, made)
        is_over = _is_over(step, element, element.loop, body, loop, made)
        goes_on = element.loop.sequential and index + 1 < (loop.total or 0)
    else:
        assert isinstance(element.loop, StandardLoop)
        goes_on = _goes_on(step, element, element.loop, body, loop.completed + 1, made)
    step.propagate(body.key, made)
    compensation.record(step, inner)
    if isinstance(element.loop, MultiInstance) and element.loop.output_collection:
        _collect(step, body, element.loop.output_collection, index, collected)
    step.leave(inner, ())
    if is_over:
        step.empty(body)
        step.complete_later(body)
    elif goes_on:
        item = _item(element.loop, loop.items, index + 1) if isinstance(element.loop, MultiInstance) else {}
        _begin_inner(step, element, body, index + 1, item)
    elif not body.active_children:
        step.complete_later(body)


def result_of(element: Element, variables: Mapping[str, Any]) -> dict[str, Any]:
    """What a body that completes hands on: its output collection."""
    if isinstance(element.loop, MultiInstance) and (name := element.loop.output_collection):
        return {name: variables.get(name)}
    return {}


def _width(step: Step, body: ElementInstance) -> int:
    """How many inner instances there may be at this place, those of the loops around it multiplied."""
    width, instance = 1, body
    while instance.scope_key is not None:
        if step.is_body(instance) and instance.loop is not None:
            width *= instance.loop.total or 1
        instance = step.state.element_instances[instance.scope_key]
    return width


def _instances(
    step: Step, element: Element, multi: MultiInstance, body: ElementInstance
) -> tuple[int, list[Any] | None]:
    """(how many, their items)."""
    reader = step.reader(element, body.key, ErrorType.LOOP)
    if multi.collection is not None:
        items = reader.json(multi.collection, "collection")
        if isinstance(items, list):
            return len(items), items
        raise reader.wrong("collection", "a list", items)
    assert multi.cardinality is not None
    count = reader.json(multi.cardinality, "number of instances")
    return reader.as_whole_number(count, "number of instances", range(MOST_INSTANCES + 1)), None


def _item(multi: MultiInstance, items: list[Any] | None, index: int) -> dict[str, Any]:
    if items is None or multi.element_variable is None:
        return {}
    return {multi.element_variable: items[index]}


def _begin_inner(
    step: Step, element: Element, body: ElementInstance, index: int, item: dict[str, Any]
) -> None:
    inner = step.activate(element, body.key)
    step.emit(e.InnerInstanceBegun(key=inner.key, element_instance_key=body.key, index=index))
    first = element.loop.first_counter if isinstance(element.loop, MultiInstance) else 1
    step.set_variables(inner.key, {LOOP_COUNTER: index + first, **item})


def _collected(
    step: Step, element: Element, multi: MultiInstance, inner: ElementInstance, made: dict[str, Any]
) -> Any:
    if multi.output_collection is None or multi.output_element is None:
        return None
    variables: Mapping[str, Any] = ChainMap(made, step.variables(inner.key))  # type: ignore[arg-type]
    reader = Reader(element, variables, step.now, ErrorType.LOOP)
    return reader.json_or_none(multi.output_element, f"element of {multi.output_collection!r}")


def _collect(step: Step, body: ElementInstance, name: str, index: int, value: Any) -> None:
    collection = list(step.state.variables[body.key][name])
    collection[index] = value
    step.set_variables(body.key, {name: collection})


def _is_over(
    step: Step,
    element: Element,
    multi: MultiInstance,
    body: ElementInstance,
    loop: Loop,
    made: dict[str, Any],
) -> bool:
    if multi.completion_condition is None:
        return False
    total, completed = loop.total, loop.completed + 1
    active = body.active_children - 1
    counters: dict[str, Any] = {
        "numberOfInstances": total,
        "numberOfActiveInstances": active,
        "numberOfCompletedInstances": completed,
        "numberOfTerminatedInstances": loop.terminated,
        "nrOfInstances": total,
        "nrOfActiveInstances": active,
        "nrOfCompletedInstances": completed,
    }
    variables: Mapping[str, Any] = ChainMap(counters, made, step.variables(body.key))  # type: ignore[arg-type]
    reader = Reader(element, variables, step.now, ErrorType.LOOP)
    return reader.truth(multi.completion_condition, "completion condition")


def _goes_on(
    step: Step,
    element: Element,
    loop: StandardLoop,
    body: ElementInstance,
    done: int,
    made: dict[str, Any],
) -> bool:
    if loop.maximum is not None and done >= loop.maximum:
        return False
    if loop.condition is None:
        return True
    variables: Mapping[str, Any] = ChainMap({LOOP_COUNTER: done}, made, step.variables(body.key))  # type: ignore[arg-type]
    reader = Reader(element, variables, step.now, ErrorType.LOOP)
    return reader.truth(loop.condition, "loop condition")
