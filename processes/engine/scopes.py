"""Entering in the middle: where a token goes that an operator adds, and which scopes around it are missing.

The *path* of an element are the scopes around it, from the process inwards. Those that are alive are used as
they are, if it is clear which ones are meant; the others are entered: their input mappings are evaluated and
their events are waited for, but nothing inside them begins by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from processes.bpmn.model import LONGEST_TEXT, Element, ElementType, ProcessModel
from processes.engine import data
from processes.engine import events as e
from processes.engine.commands import ActivateInstruction, VariableInstruction
from processes.engine.errors import ElementFailed, ErrorType, PlanProblem
from processes.engine.joins import is_stuck_no_more
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import arm
from processes.engine.variables import map_variables

#: key of a scope and id of an element in it → key of the scope that a plan has entered there
Entered = dict[tuple[int, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A token that is to enter an element."""

    element: Element
    #: the innermost scope of its path that is alive
    scope_key: int
    #: the scopes inside that which are to be entered first
    missing: tuple[Element, ...]
    #: whether `missing` are entered for this token alone
    alone: bool
    variables: tuple[VariableInstruction, ...] = ()
    #: local variables that the token brings along
    brought: Mapping[str, Any]


def path_of(model: ProcessModel, element: Element) -> list[Element]:
    path: list[Element] = []
    scope_id = element.scope_id
    while scope_id is not None:
        path.append(model.elements[scope_id])
        scope_id = model.elements[scope_id].scope_id
    return path[::-1]


def problems_of(model: ProcessModel, instruction: ActivateInstruction) -> Iterable[PlanProblem]:
    """What is wrong with an instruction wherever tokens are."""
    element = model.elements.get(instruction.element_id)
    if element is None:
        yield PlanProblem(
            message=f"process {model.process_id!r} has no element {instruction.element_id!r}",
            element_id=instruction.element_id,
        )
        return
    why_not = _why_not(model, element)
    if why_not is not None:
        yield PlanProblem(
            message=f"no token can be added at {element.label!r}: {why_not}", element_id=element.id
        )
    yield from _problems_of_variables(model, element, instruction.variables)


def _why_not(model: ProcessModel, element: Element) -> str | None:
    behind = {model.elements[flow.source].type for flow in element.incoming}
    if element.type is ElementType.PROCESS:
        return "it is the process itself"
    if element.type is ElementType.BOUNDARY_EVENT:
        return "it is attached to an activity; choose what comes after it"
    if element.type is ElementType.START_EVENT and element.event_definition is not None:
        return "something has to trigger it; choose what comes after it"
    if ElementType.EVENT_BASED_GATEWAY in behind:
        return "the gateway in front of it waits for it; choose the gateway, or what comes after it"
    if element.is_for_compensation:
        return "it undoes another one, which has to ask for it"
    return None


def _problems_of_variables(
    model: ProcessModel, element: Element, instructions: Iterable[VariableInstruction]
) -> Iterable[PlanProblem]:
    scopes = {scope.id for scope in path_of(model, element)} | {element.id}
    for each in instructions:
        if each.scope_id is not None and each.scope_id not in scopes:
            message = f"variables cannot be set in {each.scope_id!r}: it is no scope around {element.label!r}"
            yield PlanProblem(message=message, element_id=element.id)
        for name in each.variables:
            if len(name) > LONGEST_TEXT or "\x00" in name:
                message = (
                    f"a variable has at most {LONGEST_TEXT} printable characters in its name, "
                    f"but one begins with {name[:40]!r}"
                )
                yield PlanProblem(message=message, element_id=element.id)


def find_entry(
    step: Step,
    instruction: ActivateInstruction,
    *,
    near: int | None = None,
    brought: Mapping[str, Any],
    ending: Collection[int] = (),
) -> Entry | PlanProblem:
    """Where the token of an instruction enters, the instruction being sound by itself. `near` is a scope
    around it to begin to look in; scopes with keys in `ending` are about to end, and are not used.
    """
    element = step.model.elements[instruction.element_id]
    path = path_of(step.model, element)
    named = instruction.ancestor_element_instance_key
    if named is not None:
        found = _named_scope(step, element, path, named, ending)
        if isinstance(found, PlanProblem):
            return found
        scope, missing = found, path[_place(path, found) + 1 :]
    else:
        scope = step.state.element_instances[near or step.state.key]
        missing = path[_place(path, scope) + 1 :]
        while missing:
            candidates = _living(step, missing[0], scope, ending)
            if len(candidates) > 1:
                keys = ", ".join(str(each.key) for each in candidates)
                return _problem(
                    element,
                    f"there are several instances of {missing[0].label!r} around it; "
                    f"name one as its ancestor: {keys}",
                )
            if not candidates:
                break
            scope, missing = candidates[0], missing[1:]
    for each in missing:
        if each.loop is not None:
            return _problem(
                element,
                f"{each.label!r} around it is done several times, and none of its inner instances is meant; "
                f"name one as its ancestor, or add a token at {each.label!r}",
            )
    return Entry(
        element=element,
        scope_key=scope.key,
        missing=tuple(missing),
        alone=named is not None,
        variables=instruction.variables,
        brought=brought,
    )


def _named_scope(
    step: Step, element: Element, path: list[Element], key: int, ending: Collection[int]
) -> ElementInstance | PlanProblem:
    scope = step.state.element_instances.get(key)
    if scope is None:
        return _problem(element, f"its ancestor {key} is not active")
    if all(scope.element_id != each.id for each in path):
        return _problem(element, f"its ancestor {key} is {scope.element_id!r}, which is no scope around it")
    if step.is_body(scope):
        return _problem(element, f"its ancestor {key} is the body of a loop; name one of its inner instances")
    if key in ending:
        return _problem(element, f"its ancestor {key} is ended by the same plan")
    return scope


def _living(
    step: Step, scope: Element, around: ElementInstance, ending: Collection[int]
) -> list[ElementInstance]:
    """The instances of a scope that live in another one, of a loop its inner instances. One that is being
    undone has been left.
    """
    found = [i for i in step.state.children(around.key) if i.element_id == scope.id]
    if scope.loop is not None:
        found = [inner for body in found for inner in step.state.children(body.key)]
    return [i for i in found if i.key not in ending and not step.is_undone(i)]


def _place(path: list[Element], scope: ElementInstance) -> int:
    return next(place for place, each in enumerate(path) if each.id == scope.element_id)


def _problem(element: Element, why: str) -> PlanProblem:
    return PlanProblem(message=f"no token can be added at {element.label!r}: {why}", element_id=element.id)


def enter(step: Step, entry: Entry, entered: Entered) -> None:
    """Let the token enter; what the element does about it is on the agenda. Raises `ElementFailed` of a
    missing scope.
    """
    local: dict[str, dict[str, Any]] = {}
    for each in entry.variables:
        scope_id = each.scope_id or step.model.process_id
        local.setdefault(scope_id, {}).update(each.variables)
    scope = step.state.element_instances[entry.scope_key]
    around: ElementInstance | None = scope
    while around is not None:
        step.set_variables(around.key, local.pop(around.element_id, {}))
        key = around.scope_key
        around = step.state.element_instances[key] if key is not None else None
    for missing in entry.missing:
        place = (scope.key, missing.id)
        if entry.alone or place not in entered:
            inside = _enter_scope(step, missing, scope, local.pop(missing.id, {}))
            if not entry.alone:
                entered[place] = inside.key
            scope = inside
        else:
            scope = step.state.element_instances[entered[place]]
            step.set_variables(scope.key, local.pop(missing.id, {}))
    _move_on(step, entry.element, scope)
    instance = step.activate(entry.element, scope.key)
    step.set_variables(instance.key, {**entry.brought, **local.pop(entry.element.id, {})})


def wait_for_events(step: Step, instance: ElementInstance, event_ids: Iterable[str]) -> None:
    """Begin to wait for events. Conditions that hold already are looked at when everything stands where it is
    to stand. Raises `ElementFailed` before anything has happened.
    """
    armed = [waits for each in event_ids for waits in arm(step, instance, step.model.elements[each])]
    for waits in armed:
        step.emit(waits)
        step.variables_changed |= isinstance(waits, e.ConditionAwaited)


def _enter_scope(
    step: Step, element: Element, around: ElementInstance, variables: Mapping[str, Any]
) -> ElementInstance:
    _move_on(step, element, around)
    scope = step.enter(element, around.key)
    step.set_variables(scope.key, variables)
    if element.data is not None and not data.take(step, element, scope):
        raise ElementFailed(ErrorType.IO_MAPPING, f"The data inputs of {element.label!r} have no values yet.")
    if element.inputs:
        seen = step.variables(scope.key)
        step.set_variables(scope.key, map_variables(step, element, element.inputs, seen, {}))
    wait_for_events(step, scope, (*element.boundary_events, *element.event_starts))
    return scope


def _move_on(step: Step, element: Element, scope: ElementInstance) -> None:
    """A scope gets another token: it is not stuck any more, and what an ad-hoc subprocess has begun is not
    still to be begun.
    """
    is_stuck_no_more(step, scope)
    if (
        step.element(scope).ad_hoc is not None
        and scope.loop is not None
        and element.id in (scope.loop.items or ())
    ):
        step.emit(e.AdHocElementBegun(element_instance_key=scope.key, element_id=element.id))
