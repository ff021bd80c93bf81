"""Multi-instance activity: done once for each item of a collection, or a number of times (BPMN 13.3.7).

A parallel one begins all inner instances at once, a sequential one begins the next when one has completed.
Whenever one completes, its result takes its place in the output collection, the events are thrown that its
*behavior* names (BPMN table 10.29), and the completion condition is looked at: once it is true, the others
are terminated.

The condition sees what the inner instance sees, and `numberOfInstances`, `numberOfActiveInstances`,
`numberOfCompletedInstances` and `numberOfTerminatedInstances` (BPMN table 10.30), or Camunda 7's names for
them.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from processes.bpmn.model import Element, MultiInstance
from processes.engine import events as e
from processes.engine.errors import ErrorType
from processes.engine.inner_instances import begin_inner, end_inner
from processes.engine.reading import Reader
from processes.engine.state import ElementInstance, Loop
from processes.engine.step import Step
from processes.engine.triggers import throwing
from processes.engine.variables import Collected

#: of one activity
MOST_INSTANCES = 100_000


def begin(step: Step, element: Element, multi: MultiInstance, body: ElementInstance) -> None:
    total, items = _instances(step, element, multi, body)
    to_come = items if multi.sequential else None
    output = multi.output_collection
    step.emit(e.LoopBegun(element_instance_key=body.key, total=total, items=to_come, output=output))
    step.widest_loop = max(step.widest_loop, _width(step, body))
    for index in range(min(total, 1) if multi.sequential else total):
        _begin_inner(step, element, multi, body, index, items)
    if total == 0:
        step.complete_later(body)


def complete_inner(
    step: Step,
    element: Element,
    multi: MultiInstance,
    body: ElementInstance,
    inner: ElementInstance,
    made: dict[str, Any],
) -> None:
    loop, index = body.loop, inner.loop_index
    assert loop is not None
    assert index is not None
    variables: Mapping[str, Any] = ChainMap(made, step.variables(inner.key))  # type: ignore[arg-type]
    result = _result(step, element, multi, variables)
    collected = Collected(loop, index, result)
    seen: Mapping[str, Any] = ChainMap(_counters(body, loop), collected, variables)  # type: ignore[arg-type]
    reader = Reader(element, seen, step.now, ErrorType.LOOP)
    is_over = multi.completion_condition is not None and reader.truth(
        multi.completion_condition, "completion condition"
    )
    thrown = _thrown(step, element, multi, inner, loop, reader)
    if loop.output is not None:
        step.emit(e.ResultCollected(element_instance_key=body.key, index=index, value=result))
    end_inner(step, body, inner, made)
    throwing.throw(step, body, element, thrown)
    if body.key not in step.state.element_instances:
        return  # ended by what catches that
    if is_over:
        step.empty(body)
        step.complete_later(body)
    elif multi.sequential and index + 1 < (loop.total or 0):
        _begin_inner(step, element, multi, body, index + 1, loop.items)
    elif not body.active_children:
        step.complete_later(body)


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


def _begin_inner(
    step: Step,
    element: Element,
    multi: MultiInstance,
    body: ElementInstance,
    index: int,
    items: list[Any] | None,
) -> None:
    item = {}
    if items is not None and multi.element_variable is not None:
        item = {multi.element_variable: items[index]}
    begin_inner(step, element, body, index, index + multi.first_counter, item)


def _result(step: Step, element: Element, multi: MultiInstance, variables: Mapping[str, Any]) -> Any:
    """What an inner instance adds to the output collection."""
    if multi.output_collection is None:
        return None
    reader = Reader(element, variables, step.now, ErrorType.LOOP)
    return reader.json_or_none(multi.output_element, f"element of {multi.output_collection!r}")


def _counters(body: ElementInstance, loop: Loop) -> dict[str, Any]:
    """How far the loop is once the inner instance that completes has completed."""
    completed, active = loop.completed + 1, body.active_children - 1
    return {
        "numberOfInstances": loop.total,
        "numberOfActiveInstances": active,
        "numberOfCompletedInstances": completed,
        "numberOfTerminatedInstances": loop.terminated,
        "nrOfInstances": loop.total,
        "nrOfActiveInstances": active,
        "nrOfCompletedInstances": completed,
    }


def _thrown(
    step: Step, element: Element, multi: MultiInstance, inner: ElementInstance, loop: Loop, reader: Reader
) -> throwing.Thrown:
    """What is thrown because an inner instance completes."""
    definitions = [
        each.definition
        for each in multi.throws
        if not (each.only_first and loop.completed)
        and (each.condition is None or reader.truth(each.condition, "condition of a complex behavior"))
    ]
    return throwing.evaluate(step, inner, element, definitions)


def _width(step: Step, body: ElementInstance) -> int:
    """How many inner instances there may be at this place, those of the loops around it multiplied."""
    width, instance = 1, body
    while instance.scope_key is not None:
        if step.is_body(instance) and instance.loop is not None:
            width *= instance.loop.total or 1
        instance = step.state.element_instances[instance.scope_key]
    return width
