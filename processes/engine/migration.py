"""Migration: an instance follows another version of its process, or another process, from where it stands
(Camunda 8 *Process instance migration*).

Each element that is alive has a counterpart in the other definition: the one that a mapping instruction
names, else the one with the same id. It must be of the same kind and in the counterpart of the same scope.
Whatever is alive keeps its key and goes on as it is: people keep their tasks, workers their jobs, loops their
counters, and tokens wait on at joins. What waits for an event waits for its counterpart: as before if that
says the same, anew if it says something else. Events that are new are waited for, those that are gone are
not.

The plan is checked whole before anything changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.errors import CommandRejected, PlanProblem, PlanRejected
from processes.engine.joins import join_what_is_complete
from processes.engine.mapping import Mapping, counterparts, problems_of_instructions
from processes.engine.state import (
    Call,
    CatchingWait,
    Compensation,
    Condition,
    ElementInstance,
    Incident,
    InstanceState,
    Job,
    MessageSubscription,
    Phase,
    SignalSubscription,
    Timer,
    UserTask,
    Wait,
)
from processes.engine.step import Step
from processes.engine.waits_migrated import Rewaiting, rewaiting_of

#: what waits are called in `InstanceMigrated`
WAIT_KINDS: dict[type, str] = {
    Job: "job",
    UserTask: "user_task",
    Timer: "timer",
    MessageSubscription: "message",
    SignalSubscription: "signal",
    Condition: "condition",
    Call: "call",
    Incident: "incident",
}


@dataclass(slots=True)
class Joins:
    """Tokens that wait at joins, and gateways that wait to reset, as they are called from now on."""

    arrivals: dict[int, dict[str, dict[str, int]]] = field(default_factory=dict)
    released: dict[int, dict[str, list[str]]] = field(default_factory=dict)

    def written(self) -> list[list[Any]]:
        keys = dict.fromkeys([*self.arrivals, *self.released])
        return [[key, self.arrivals.get(key, {}), self.released.get(key, {})] for key in keys]


def migrate_instance(step: Step, command: c.MigrateInstance) -> None:
    state = step.state
    wanted = f"migrate process instance {state.key}"
    if not state.is_active:
        raise CommandRejected(f"Expected to {wanted}, but it has ended.")
    mapping = Mapping.of(step.model, command.target, command.mapping)
    problems = list(problems_of_instructions(step.model, command.target, command.mapping))
    joins = Joins()
    to_do: dict[int, list[str]] = {}
    renamed: dict[str, str] = {}
    rewaiting: list[Rewaiting] = []
    for instance in state.element_instances.values():
        found = list(counterparts(step, mapping, instance))
        problems += found
        if not found:
            rewaiting.append(rewaiting_of(step, mapping, instance, recompute=command.recompute_timers))
            problems += rewaiting[-1].problems
        problems += _map_joins(mapping, instance, joins)
        problems += _map_what_is_to_do(step, mapping, instance, to_do)
        problems += _map_compensations(mapping, instance, renamed)
    if problems:
        raise PlanRejected(f"{wanted} to {command.target.process_id!r}", _each_once(problems))
    for each in rewaiting:
        for key, wait in each.gone:
            step.stop_waiting(each.instance, key, wait)
    step.emit(_migrated(state, mapping, command, joins, to_do, renamed))
    step.model = command.target
    for each in rewaiting:
        for waits in each.armed:
            step.emit(waits)
            step.variables_changed |= isinstance(waits, e.ConditionAwaited)
        if each.begins:
            step.agenda.append((Phase.ACTIVATION, each.instance.key))
    if not state.is_suspended:
        join_what_is_complete(step)


def _migrated(
    state: InstanceState,
    mapping: Mapping,
    command: c.MigrateInstance,
    joins: Joins,
    to_do: dict[int, list[str]],
    renamed: dict[str, str],
) -> e.InstanceMigrated:
    elements: list[list[Any]] = []
    waits: list[list[Any]] = []
    for instance in state.element_instances.values():
        to = mapping.element_id(instance.element_id)
        if instance.scope_key is not None:
            kind = (
                e.LOOP_BODY if _is_body(state, mapping, instance) else str(mapping.target.elements[to].type)
            )
            elements.append([instance.key, instance.element_id, to, kind])
        for key, wait in (instance.waits or {}).items():
            at = _element_of(instance, wait)
            waits.append([key, WAIT_KINDS[type(wait)], at, mapping.element_id(at)])
    return e.InstanceMigrated(
        process_instance_key=state.key,
        from_process_definition_key=state.process_definition_key,
        from_process_id=mapping.source.process_id,
        process_definition_key=command.process_definition_key,
        process_id=command.target.process_id,
        version=command.version,
        elements=elements,
        waits=waits,
        joins=joins.written(),
        to_do=[[key, ids] for key, ids in to_do.items()],
        renamed=renamed,
    )


def _is_body(state: InstanceState, mapping: Mapping, instance: ElementInstance) -> bool:
    assert instance.scope_key is not None
    scope = state.element_instances[instance.scope_key]
    return (
        mapping.source.elements[instance.element_id].loop is not None
        and scope.element_id != instance.element_id
    )


def _element_of(instance: ElementInstance, wait: Wait) -> str:
    if isinstance(wait, CatchingWait):
        return wait.element_id
    if isinstance(wait, Incident) and wait.element_id is not None:
        return wait.element_id
    return instance.element_id


def _map_joins(mapping: Mapping, scope: ElementInstance, joins: Joins) -> Iterator[PlanProblem]:
    for join_id, arrived in (scope.arrivals or {}).items():
        at_join = joins.arrivals.setdefault(scope.key, {}).setdefault(mapping.element_id(join_id), {})
        yield from _problems_of_join(mapping, scope, join_id)
        for flow_id, count in arrived.items():
            to = mapping.flow_id(flow_id)
            if to is None or to in at_join:
                yield _lost_flow(mapping, join_id, flow_id, is_taken=to is not None)
            else:
                at_join[to] = count
    for join_id, flow_ids in (scope.released or {}).items():
        mapped = [mapping.flow_id(flow_id) for flow_id in flow_ids]
        yield from _problems_of_join(mapping, scope, join_id)
        for flow_id, to in zip(flow_ids, mapped, strict=True):
            if to is None:
                yield _lost_flow(mapping, join_id, flow_id, is_taken=False)
        kept = [flow_id for flow_id in mapped if flow_id is not None]
        joins.released.setdefault(scope.key, {})[mapping.element_id(join_id)] = kept


def _problems_of_join(mapping: Mapping, scope: ElementInstance, join_id: str) -> Iterator[PlanProblem]:
    join = mapping.source.elements[join_id]
    to = mapping.target.elements.get(mapping.element_id(join_id))
    if to is None:
        yield mapping.missing(join, "has tokens waiting in front of it")
    elif to.scope_id != mapping.element_id(scope.element_id):
        yield PlanProblem(
            message=f"tokens wait at {join.label!r} in {mapping.element_id(scope.element_id)!r}, but "
            f"{to.label!r} is in {to.scope_id!r}",
            element_id=join_id,
        )
    elif to.type != join.type or (join.start_quantity > 1) != (to.start_quantity > 1):
        yield PlanProblem(
            message=f"tokens wait at {join.label!r}, but {to.label!r} does not wait for tokens as that does",
            element_id=join_id,
        )


def _lost_flow(mapping: Mapping, join_id: str, flow_id: str, *, is_taken: bool) -> PlanProblem:
    join = mapping.source.elements[join_id]
    why = "its counterpart has a token already" if is_taken else "no flow into its counterpart is that one"
    return PlanProblem(
        message=f"a token waits at {join.label!r} on flow {flow_id!r}, but {why}; map the flow",
        element_id=join_id,
    )


def _map_what_is_to_do(
    step: Step, mapping: Mapping, instance: ElementInstance, to_do: dict[int, list[str]]
) -> Iterator[PlanProblem]:
    element = step.element(instance)
    if element.ad_hoc is None or instance.loop is None or step.is_body(instance):
        return
    ids = []
    for element_id in instance.loop.items or ():
        to = mapping.target.elements.get(mapping.element_id(element_id))
        if to is None or to.scope_id != mapping.element_id(element.id):
            yield mapping.missing(mapping.source.elements[element_id], "is still to be done")
        else:
            ids.append(to.id)
    if ids != (instance.loop.items or []):
        to_do[instance.key] = ids


def _map_compensations(
    mapping: Mapping, instance: ElementInstance, renamed: dict[str, str]
) -> Iterator[PlanProblem]:
    recorded = [*(instance.compensations or ())]
    if instance.compensating is not None:
        recorded += instance.compensating.pending
    yield from _map_records(mapping, recorded, renamed)


def _map_records(
    mapping: Mapping, records: list[Compensation], renamed: dict[str, str]
) -> Iterator[PlanProblem]:
    for record in records:
        done = mapping.source.elements[record.element_id]
        to = mapping.target.elements.get(mapping.element_id(record.element_id))
        if to is None:
            yield mapping.missing(done, "has been done and can be undone")
        elif (done.compensated_by is None) != (to.compensated_by is None) or to.type != done.type:
            yield PlanProblem(
                message=f"{done.label!r} has been done and can be undone, but not as {to.label!r} is",
                element_id=done.id,
            )
        elif to.id != done.id:
            renamed[done.id] = to.id
        yield from _map_records(mapping, record.inner, renamed)


def _each_once(problems: list[PlanProblem]) -> list[PlanProblem]:
    return list(dict.fromkeys(problems))
