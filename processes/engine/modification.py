"""Modification: an operator adds, ends and moves tokens of one instance (Camunda 8 *Process instance
modification*).

The plan is checked whole before anything changes. Tokens are added first, so that a scope is not left empty
in between; then others end, with all that lives in them. A scope in which nothing is left then ends as well,
and the instance with its last scope.

To *move* a token is to end it and to add one elsewhere, with its local variables, in the same scope if that
is around the other element, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.errors import CommandRejected, ElementFailed, PlanProblem, PlanRejected
from processes.engine.scopes import Entered, Entry, enter, find_entry, path_of, problems_of
from processes.engine.state import ElementInstance
from processes.engine.step import Step

#: keys of what exists in a rehearsal only
REHEARSED_KEYS = 1 << 62


@dataclass(slots=True)
class Plan:
    """What a modification comes to, where tokens are now."""

    entries: list[Entry] = field(default_factory=list)
    #: keys of the element instances that end, each with all that lives in it
    ending: list[int] = field(default_factory=list)
    #: (scope, join) at which waiting tokens end
    emptied_joins: list[tuple[int, str]] = field(default_factory=list)
    problems: list[PlanProblem] = field(default_factory=list)


def modify_instance(step: Step, command: c.ModifyInstance) -> None:
    key = step.state.key
    wanted = f"modify process instance {key}"
    if not step.state.is_active:
        raise CommandRejected(f"Expected to {wanted}, but it has ended.")
    plan = plan_of(step, command)
    if not plan.problems:
        plan.problems += try_out(step, plan)
    if plan.problems:
        raise PlanRejected(wanted, plan.problems)
    carry_out(step, plan)


def plan_of(step: Step, command: c.ModifyInstance) -> Plan:
    plan = Plan()
    if not (command.activate or command.terminate or command.move):
        plan.problems.append(PlanProblem(message="the plan says nothing: add, move or end a token"))
    for terminate in command.terminate:
        _find(step, plan, terminate.element_instance_key, terminate.element_id)
    moved = [(move, _find_to_move(step, plan, move)) for move in command.move]
    ending = _with_all_inside(step, plan.ending)
    for activate in command.activate:
        _plan_entry(step, plan, activate, ending, None, {})
    for move, sources in moved:
        activate = c.ActivateInstruction(
            element_id=move.target_element_id,
            ancestor_element_instance_key=move.ancestor_element_instance_key,
            variables=move.variables,
        )
        if not sources:
            plan.problems += problems_of(step.model, activate)
        for scope_key, brought in sources:
            _plan_entry(step, plan, activate, ending, scope_key, brought)
    return plan


#: scope and local variables of each token at a place
Tokens = list[tuple[int, Mapping[str, Any]]]


def _find_to_move(step: Step, plan: Plan, move: c.MoveInstruction) -> Tokens:
    """The tokens that move: none of them ends by another instruction, or it would move twice."""
    before = {*plan.ending, *plan.emptied_joins}
    alone = Plan()
    tokens = _find(step, alone, move.source_element_instance_key, move.source_element_id)
    plan.problems += alone.problems
    if not before.isdisjoint({*alone.ending, *alone.emptied_joins}):
        source = move.source_element_id or move.source_element_instance_key
        plan.problems.append(
            PlanProblem(
                message=f"what is at {source!r} cannot move to {move.target_element_id!r}: it ends, or moves "
                "elsewhere, by another instruction",
                element_id=move.source_element_id,
                element_instance_key=move.source_element_instance_key,
            )
        )
    plan.ending += [key for key in alone.ending if key not in before]
    plan.emptied_joins += [place for place in alone.emptied_joins if place not in before]
    return tokens


def _find(step: Step, plan: Plan, key: int | None, element_id: str | None) -> Tokens:
    """The tokens that end by an instruction."""
    state = step.state
    if key is not None:
        instance = state.element_instances.get(key)
        if instance is None or instance.scope_key is None:
            what = "it is the process instance; cancel it instead" if instance else "it is not active"
            plan.problems.append(
                PlanProblem(message=f"element instance {key} cannot end: {what}", element_instance_key=key)
            )
            return []
        return _end(step, plan, [instance])
    assert element_id is not None
    found = [
        instance
        for instance in state.element_instances.values()
        if instance.element_id == element_id
        and instance.scope_key is not None
        and not step.is_inner(instance)
    ]
    tokens = _end(step, plan, found)
    for scope_key in sorted(state.joining_scopes):
        arrived = (state.element_instances[scope_key].arrivals or {}).get(element_id, {})
        if arrived:
            if (scope_key, element_id) not in plan.emptied_joins:
                plan.emptied_joins.append((scope_key, element_id))
            tokens += [(scope_key, {}) for _ in range(sum(arrived.values()))]
    if not tokens:
        what = "no token is there" if element_id in step.model.elements else "the process has no such element"
        plan.problems.append(
            PlanProblem(message=f"nothing can end at {element_id!r}: {what}", element_id=element_id)
        )
    return tokens


def _end(step: Step, plan: Plan, instances: Sequence[ElementInstance]) -> Tokens:
    plan.ending += [instance.key for instance in instances if instance.key not in plan.ending]
    return [
        (instance.scope_key, step.local_variables(instance))
        for instance in instances
        if instance.scope_key is not None
    ]


def _with_all_inside(step: Step, keys: Sequence[int]) -> set[int]:
    """These element instances and all that live in them."""
    inside: set[int] = set(keys)
    for instance in step.state.element_instances.values():  # scopes come before what is in them
        if instance.scope_key in inside:
            inside.add(instance.key)
    return inside


def _plan_entry(
    step: Step,
    plan: Plan,
    activate: c.ActivateInstruction,
    ending: set[int],
    from_scope: int | None,
    brought: Mapping[str, Any],
) -> None:
    problems = list(problems_of(step.model, activate))
    if not problems:
        near = _nearest_common(step, activate.element_id, from_scope, ending)
        entry = find_entry(step, activate, near=near, brought=brought, ending=ending)
        if isinstance(entry, Entry):
            plan.entries.append(entry)
            return
        problems = [entry]
    plan.problems += [each for each in problems if each not in plan.problems]


def _nearest_common(step: Step, element_id: str, scope_key: int | None, ending: set[int]) -> int | None:
    """The innermost scope around a token that is also around the element it moves to."""
    path = {scope.id for scope in path_of(step.model, step.model.elements[element_id])}
    while scope_key is not None:
        scope = step.state.element_instances[scope_key]
        if scope.element_id in path and scope_key not in ending and not step.is_body(scope):
            return scope_key
        scope_key = scope.scope_key
    return None


def trial_of(step: Step) -> Step:
    """A copy to try something out on."""
    state = deepcopy(step.state)
    return Step(step.model, state, step.now, count(REHEARSED_KEYS), step.decisions, step.stored)


def try_out(step: Step, plan: Plan) -> Iterator[PlanProblem]:
    """What only turns out when it is done: on a copy."""
    trial = trial_of(step)
    entered: Entered = {}
    for entry in plan.entries:
        try:
            enter(trial, entry, entered)
        except ElementFailed as failure:
            message = f"no token can be added at {entry.element.label!r}: {failure.message}"
            yield PlanProblem(message=message, element_id=entry.element.id)
            return
    _end_tokens(trial, plan)
    if not trial.state.is_active and step.state.parent is not None:
        yield PlanProblem(
            message=f"no token would be left, but process instance {step.state.parent[0]} has called this "
            "one and waits for it; modify that one, or leave a token here"
        )


def carry_out(step: Step, plan: Plan) -> None:
    entered: Entered = {}
    for entry in plan.entries:
        enter(step, entry, entered)
    _end_tokens(step, plan)


def _end_tokens(step: Step, plan: Plan) -> None:
    instances = step.state.element_instances
    left: list[int] = []
    for scope_key, join_id in plan.emptied_joins:
        step.emit(e.ArrivalsRemoved(scope_key=scope_key, element_id=join_id))
        left.append(scope_key)
    for key in plan.ending:
        instance = instances.get(key)
        if instance is None:
            continue  # ended with another one
        assert instance.scope_key is not None
        left.append(instance.scope_key)
        step.terminate(instance)
        step.tell_compensator(instance)
    for scope_key in left:
        _end_if_empty(step, scope_key)


def _end_if_empty(step: Step, scope_key: int) -> None:
    scope = step.state.element_instances.get(scope_key)
    if scope is None or scope.active_children or scope.arrivals or scope.released:
        return
    if scope.scope_key is None:
        step.disarm(scope)
        step.emit(e.InstanceTerminated(process_instance_key=scope.key))
        return
    step.terminate(scope)
    step.tell_compensator(scope)
    _end_if_empty(step, scope.scope_key)
