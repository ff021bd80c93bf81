"""Data while an instance runs: what moves into an element before it is done, and out of it afterwards (BPMN
10.4.2).

An activity does not begin before all data inputs of one of its input sets have a value: until then it waits,
as for a condition, and looks again whenever variables change. A data output that has no value is not
available, and nothing moves from it.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from typing import Any

from processes.bpmn.data import DataAssociation, Datum
from processes.bpmn.model import Element
from processes.engine import events as e
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.reading import Reader
from processes.engine.state import Condition, ElementInstance, Phase
from processes.engine.step import Step
from processes.engine.variables import scope_chain, with_property

Moved = dict[Datum, Any]


def take(step: Step, element: Element, instance: ElementInstance) -> bool:
    """Move data into an element that a token has entered. False if it has to wait for some. Raises
    `ElementFailed`.
    """
    assert element.data is not None
    moved = _moved(step, element, instance, element.data.incoming)
    if not _is_enough(element, moved):
        if not _is_waiting(instance, element):
            awaited = e.ConditionAwaited(
                key=step.new_key(), element_instance_key=instance.key, element_id=element.id
            )
            step.emit(awaited)
        return False
    put(step, instance, moved)
    return True


def look_again(step: Step, key: int, instance: ElementInstance, element: Element) -> None:
    """Let an activity begin that waits for its data, if that is there by now."""
    assert element.data is not None
    try:
        is_enough = _is_enough(element, _moved(step, element, instance, element.data.incoming))
    except ElementFailed:
        is_enough = True  # beginning it tells what is wrong
    if is_enough:
        step.emit(
            e.ConditionTriggered(
                key=key, element_instance_key=instance.key, element_id=element.id, closes=True
            )
        )
        step.agenda.append((Phase.ACTIVATION, instance.key))


def given(step: Step, element: Element, instance: ElementInstance, results: Mapping[str, Any]) -> Moved:
    """What an element that completes hands on. `results` are what its loop has collected. Raises
    `ElementFailed`.
    """
    assert element.data is not None
    outputs = {Datum(name=name, element_id=element.id) for name in element.data.outputs}
    collected = {datum: results[datum.name] for datum in outputs if datum.name in results}
    return _moved(step, element, instance, element.data.outgoing, outputs, collected)


def put(step: Step, instance: ElementInstance, moved: Moved) -> None:
    """Store what has moved."""
    for datum, value in moved.items():
        if datum.is_store:
            step.emit(e.DataStored(element_instance_key=instance.key, data_store=datum.name, value=value))
        else:
            step.set_variables(_scope_of(step, instance, datum), {datum.name: value})


def visible(moved: Moved) -> dict[str, Any]:
    return {datum.name: value for datum, value in moved.items() if not datum.is_store}


def _moved(
    step: Step,
    element: Element,
    instance: ElementInstance,
    associations: Iterable[DataAssociation],
    outputs: Iterable[Datum] = (),
    collected: Mapping[Datum, Any] | None = None,
) -> Moved:
    """What each target gets. Later associations see what earlier ones have moved."""
    moved: Moved = {}

    def value_of(datum: Datum) -> Any:
        for found in (moved, collected or {}):
            if datum in found:
                return found[datum]
        if datum.is_store:
            return step.stored(datum.name)
        return step.state.variables.get(_scope_of(step, instance, datum), {}).get(datum.name)

    for association in associations:
        to = association.target
        sources = {to.name: value_of(to)} if association.assignments else {}
        sources |= {datum.name: value_of(datum) for datum in association.sources}
        seen: Mapping[str, Any] = ChainMap(sources, step.variables(instance.key))  # type: ignore[arg-type]
        read = Reader(element, seen, step.now, ErrorType.IO_MAPPING)
        what = f"value for {to.name!r}"
        if association.transformation is not None:
            moved[to] = read.json_or_none(association.transformation, what)
        elif association.assignments:
            for assignment in association.assignments:
                value = read.json_or_none(assignment.source, what)
                moved[to] = with_property(value_of(to), assignment.path, value)
        else:
            (source,) = association.sources[:1]
            value = value_of(source)
            if value is not None or source not in outputs:
                moved[to] = value
    return moved


def _is_enough(element: Element, moved: Moved) -> bool:
    assert element.data is not None
    there = {
        datum.name for datum, value in moved.items() if datum.element_id == element.id and value is not None
    }
    return not element.data.required or any(names <= there for names in element.data.required)


def _is_waiting(instance: ElementInstance, element: Element) -> bool:
    return any(wait.element_id == element.id for _, wait in instance.waits_of(Condition))


def _scope_of(step: Step, instance: ElementInstance, datum: Datum) -> int:
    """The key of the scope that has the datum: the nearest that is an instance of its element. Of a loop,
    some data are the body's and some an inner instance's.
    """
    of_element = [
        key
        for key in scope_chain(step.state, instance.key)
        if step.state.element_instances[key].element_id == datum.element_id
    ]
    for key in of_element:
        if datum.name in step.state.variables.get(key, {}):
            return key
    return of_element[0] if of_element else step.state.key
