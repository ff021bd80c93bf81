"""Compensation: undoing what has completed, the latest first (BPMN 10.7 and 13.5.5).

An activity with a compensation handler is *recorded* in its scope when it completes, together with its local
variables; so is a subprocess in which something was recorded. To *compensate* is to take records from a scope
and begin their handlers, one after another in reverse order of completion. The element instance that asked
for it waits until all are done.

A subprocess without a handler of its own is undone by undoing what completed inside it, in a new instance of
the subprocess with the variables that it had; with a compensation event subprocess inside, by running that.
"""

from __future__ import annotations

from processes.bpmn.event_definitions import CancelEventDefinition, CompensateEventDefinition
from processes.bpmn.model import Element, ElementType
from processes.engine import events as e
from processes.engine.state import Compensating, Compensation, ElementInstance
from processes.engine.step import Step
from processes.engine.triggers.catching import trigger


def record(step: Step, instance: ElementInstance, element: Element) -> None:
    """Remember an element instance that is about to complete, if it can be undone."""
    if element.compensated_by is None and not instance.compensations:
        return
    assert instance.scope_key is not None
    has_handler = element.compensated_by is not None and not step.is_body(instance)
    if has_handler or instance.compensations:
        step.emit(
            e.CompensationRecorded(
                scope_key=instance.scope_key,
                key=instance.key,
                element_id=element.id,
                variables=step.local_variables(instance),
            )
        )


def throw(step: Step, thrower: ElementInstance, definition: CompensateEventDefinition) -> None:
    """Begin to undo what a compensation event names. The event completes when that is done; it lets its token
    go on before, if it does not wait for completion.
    """
    for scope in _scopes_meant(step, thrower, definition):
        keys = [
            each.key
            for each in scope.compensations or ()
            if definition.activity_id in (None, each.element_id)
        ]
        if keys:
            _begin(step, thrower, scope, keys)
            if not definition.wait_for_completion:
                _let_token_go_on(step, thrower)
            return
    step.complete_later(thrower)


def cancel_transaction(step: Step, end_event: ElementInstance) -> None:
    """Give up the transaction around a cancel end event: undo all of it, then leave it by its cancel boundary
    event (BPMN 10.3.5, *Transaction*).
    """
    transaction = _transaction_around(step, end_event)
    for other in step.state.children(transaction.key):
        if other.key != end_event.key and other.key in step.state.element_instances:
            step.terminate(other)
    step.empty_joins(transaction)
    _begin(step, end_event, transaction, [each.key for each in transaction.compensations or ()])


def go_on(step: Step, compensator: ElementInstance, compensating: Compensating) -> bool:
    """Begin the next handler of an element instance that is about to complete. False if there is none left,
    and nothing else to do before it completes.
    """
    if compensating.pending:
        scope = step.state.element_instances[compensating.scope_key]
        _undo(step, compensator, scope, compensating.pending[-1])
        return True
    for definition in step.element(compensator).event_definitions:
        match definition:
            case CancelEventDefinition():
                _leave_transaction(step, _transaction_around(step, compensator))
                return True
            case CompensateEventDefinition(wait_for_completion=False):
                step.leave(compensator, ())  # its token has gone on
                return True
    return False


def _begin(step: Step, compensator: ElementInstance, scope: ElementInstance, keys: list[int]) -> None:
    step.emit(
        e.CompensationTriggered(element_instance_key=compensator.key, scope_key=scope.key, keys=tuple(keys))
    )
    step.complete_later(compensator)


def _let_token_go_on(step: Step, thrower: ElementInstance) -> None:
    assert thrower.scope_key is not None
    for flow in step.element(thrower).outgoing:
        step.take(flow, thrower.scope_key)


def _undo(step: Step, compensator: ElementInstance, scope: ElementInstance, completed: Compensation) -> None:
    element = step.model.elements[completed.element_id]
    handler = step.model.elements[element.compensated_by] if element.compensated_by else None
    if handler is None or handler.is_event_sub_process:
        _undo_inside(step, compensator, scope, completed, element, handler)
        return
    instance = step.activate(handler, scope.key)
    _begun(step, compensator, completed, instance)
    step.set_variables(instance.key, completed.variables)


def _undo_inside(
    step: Step,
    compensator: ElementInstance,
    scope: ElementInstance,
    completed: Compensation,
    element: Element,
    handler: Element | None,
) -> None:
    again = step.enter(element, scope.key)
    _begun(step, compensator, completed, again)
    step.set_variables(again.key, completed.variables)
    if handler is not None:
        inside = step.enter(handler, again.key)
        step.activate(step.model.elements[handler.start_events[0]], inside.key)
        return
    _begin(step, again, again, [each.key for each in again.compensations or ()])


def _begun(
    step: Step, compensator: ElementInstance, completed: Compensation, handler: ElementInstance
) -> None:
    step.emit(
        e.CompensationBegun(element_instance_key=compensator.key, key=completed.key, handler_key=handler.key)
    )


def _scopes_meant(
    step: Step, thrower: ElementInstance, definition: CompensateEventDefinition
) -> list[ElementInstance]:
    """An event throws for its own scope, in an event subprocess also for the scope around that. One that
    names an activity means the nearest scope in which it has completed.
    """
    scopes = []
    key = thrower.scope_key
    while key is not None:
        scope = step.state.element_instances[key]
        scopes.append(scope)
        if definition.activity_id is None and not step.element(scope).is_event_sub_process:
            break
        key = scope.scope_key
    return scopes


def _transaction_around(step: Step, end_event: ElementInstance) -> ElementInstance:
    scope = end_event
    while step.element(scope).type is not ElementType.TRANSACTION and scope.scope_key is not None:
        scope = step.state.element_instances[scope.scope_key]
    return scope


def _leave_transaction(step: Step, transaction: ElementInstance) -> None:
    event_scope = transaction
    if step.is_inner(transaction) and transaction.scope_key is not None:
        event_scope = step.state.element_instances[transaction.scope_key]
    for event_id in step.element(transaction).boundary_events:
        definitions = step.model.elements[event_id].event_definitions
        if any(isinstance(definition, CancelEventDefinition) for definition in definitions):
            trigger(step, event_scope, event_id, {})
            return
    scope_key = event_scope.scope_key
    assert scope_key is not None
    step.terminate(event_scope)
    step.end_scope_if_done(scope_key)
