"""Commands to an instance as a whole: start it, cancel it, set its variables."""

from __future__ import annotations

from processes.bpmn.model import Element, ElementType, ProcessModel
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.correlation import learn
from processes.engine.errors import CommandRejected, ElementFailed
from processes.engine.handling.checks import active, brought
from processes.engine.state import (
    ElementInstance,
)
from processes.engine.step import Step
from processes.engine.triggers.catching import (
    arm_event_starts,
    complete_triggered,
)


def start_instance(step: Step, command: c.StartInstance) -> None:
    model = step.model
    if step.state.revision:
        raise CommandRejected(
            f"Expected to start process instance {step.state.key}, but it has been started already."
        )
    start = _start_event(model, command.start_element_id)
    implicit = model.implicit_starts if command.start_element_id is None else ()
    is_triggered = start.event_definition is not None and not implicit
    variables = brought(command.variables)
    step.emit(
        e.InstanceStarted(
            command.process_instance_key,
            command.process_definition_key,
            model.process_id,
            command.version,
            command.business_key,
            command.started_by,
            start.id,
            command.parent_process_instance_key,
            command.parent_element_instance_key,
        )
    )
    if model.root.data is not None:
        declared = model.root.declared(is_inner=False)
        step.set_variables(
            command.process_instance_key, {name: None for name in declared if name not in variables}
        )
    if not is_triggered:
        step.set_variables(command.process_instance_key, variables)
    if is_triggered:
        learn(step, start.event_definitions, variables)
    root = step.state.element_instances[command.process_instance_key]
    try:
        interrupted = arm_event_starts(step, root)
    except ElementFailed as failure:
        raise CommandRejected(
            f"Expected to start process {model.process_id!r}, but an event subprocess cannot wait for its "
            f"event. {failure.message}"
        ) from failure
    if interrupted:
        if is_triggered:
            step.set_variables(root.key, variables)
        return
    for element in implicit:
        step.activate(element, root.key)
    if implicit:
        return
    if start.type is ElementType.START_EVENT:
        instance = step.activate(start, root.key)
    else:
        complete_triggered(step, _enter_instantiating(step, start, root.key), variables)
        return
    if is_triggered:
        step.receive(instance, variables)


def _enter_instantiating(step: Step, start: Element, scope_key: int) -> ElementInstance:
    """A receive task, or an event behind an event-based gateway, that has been triggered already (BPMN
    10.6.6). Behind a parallel gateway the other events are waited for.
    """
    gateway = step.model.elements[start.incoming[0].source] if start.incoming else None
    if gateway is not None and gateway.instantiates:
        passed = step.enter(gateway, scope_key)
        step.completed(passed)
        for flow in gateway.outgoing:
            if flow.target == start.id:
                step.emit(e.SequenceFlowTaken(scope_key=scope_key, flow_id=flow.id))
            elif gateway.is_parallel:
                step.take(flow, scope_key)
    return step.enter(start, scope_key)


def _start_event(model: ProcessModel, element_id: str | None) -> Element:
    if element_id is None:
        start = model.none_start_event or next(iter(model.implicit_starts), None)
        if start is None:
            raise CommandRejected(
                f"Expected to start process {model.process_id!r}, but it has "
                "no none start event: it is started by a message or by time."
            )
        return start
    if all(element_id != event.id for event in model.instantiating):
        raise CommandRejected(
            f"Expected to start process {model.process_id!r} at {element_id!r}, "
            "but that is none of its start events."
        )
    return model.elements[element_id]


def cancel_instance(step: Step, command: c.CancelInstance) -> None:
    root = active(step, "cancel")
    step.empty(root)
    step.disarm(root)
    step.emit(e.InstanceTerminated(process_instance_key=root.key))


def set_variables(step: Step, command: c.SetVariables) -> None:
    root = active(step, "set variables of")
    scope_key = command.scope_key or root.key
    if scope_key not in step.state.element_instances:
        raise CommandRejected(
            f"Expected to set variables in scope {scope_key}, but "
            f"it is no active scope of process instance {root.key}."
        )
    step.set_variables(scope_key, brought(command.variables))
