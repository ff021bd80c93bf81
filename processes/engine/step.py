"""A step: one command being carried out on one process instance.

It holds what a behavior may know (the model, the state, the time, new keys) and what it may do: read
expressions, emit events, move tokens. Whatever can fail is read first; then the events are emitted. An
emitted event is applied at once, so the state is always up to date.

The *agenda* lists what is still to run: activations and completions of element instances. It is empty when
all tokens wait.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from processes.bpmn.model import Element, ElementType, ProcessModel, SequenceFlow
from processes.engine import events as e
from processes.engine.apply import APPLIERS
from processes.engine.commands import Command
from processes.engine.decisions import Decisions, no_decisions
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.reading import Reader
from processes.engine.state import (
    Call,
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
from processes.engine.stores import Stores, no_stores
from processes.engine.variables import propagation_scope, visible_variables

# Looked up once: a member of an enumeration costs as much as a call.
ACTIVATION, COMPLETION = Phase.ACTIVATION, Phase.COMPLETION
PARALLEL_GATEWAY = ElementType.PARALLEL_GATEWAY


class Step:
    """The abilities that behaviors and triggers share."""

    __slots__ = (
        "afterwards",
        "agenda",
        "decisions",
        "events",
        "keys",
        "model",
        "now",
        "state",
        "stored",
        "variables_changed",
        "widest_loop",
    )

    def __init__(
        self,
        model: ProcessModel,
        state: InstanceState,
        now: datetime,
        keys: Iterator[int],
        decisions: Decisions = no_decisions,
        stores: Stores = no_stores,
    ) -> None:
        self.model = model
        self.state = state
        self.now = now
        self.keys = keys
        self.decisions = decisions
        #: what is in a data store
        self.stored = stores
        self.events: list[e.Event] = []
        self.agenda: list[tuple[Phase, int]] = []
        #: commands that have been held, and are to be carried out when all tokens wait
        self.afterwards: list[Command] = []
        #: since conditions were last looked at
        self.variables_changed = False
        #: how many inner instances the widest loop has that this step has begun, loops inside included
        self.widest_loop = 0

    # --- seeing -----------------------------------------------------------------------------------

    def element(self, instance: ElementInstance) -> Element:
        return self.model.elements[instance.element_id]

    def new_key(self) -> int:
        return next(self.keys)

    def variables(self, scope_key: int) -> Mapping[str, Any]:
        """The variables visible in a scope."""
        return visible_variables(self.state, scope_key)

    def local_variables(self, instance: ElementInstance) -> dict[str, Any]:
        """The variables that an element instance has for itself: what a throw event sends along."""
        variables = dict(self.state.variables.get(instance.key, {}))
        data = self.element(instance).data
        if data is not None:
            for name in {*data.own, *data.outputs} - {*data.inputs}:
                variables.pop(name, None)
        return variables

    def reader(self, element: Element, scope_key: int, error_type: ErrorType) -> Reader:
        """Reads the expressions of an element with the variables visible in a scope."""
        return Reader(element, self.variables(scope_key), self.now, error_type)

    # --- telling ----------------------------------------------------------------------------------

    def emit(self, event: e.Event) -> None:
        """Let it happen: what `apply` does, which besides tells of journals that do not fit their state."""
        applier = APPLIERS.get(type(event))
        if applier is not None:
            applier(self.state, event)
        self.events.append(event)

    def set_variables(self, scope_key: int, values: Mapping[str, Any]) -> None:
        """Set variables exactly in this scope."""
        if values:
            self.variables_changed = True
            for name, value in values.items():
                self.emit(e.VariableSet(scope_key, name, value))

    def propagate(self, scope_key: int, values: Mapping[str, Any]) -> None:
        """Set each variable in the nearest scope that has it, from this one outwards; else in the process
        instance.
        """
        if values:
            self.variables_changed = True
            for name, value in values.items():
                self.emit(e.VariableSet(propagation_scope(self.state, scope_key, name), name, value))

    def receive(self, instance: ElementInstance, values: Mapping[str, Any]) -> None:
        """Take what a job, a form or a message brought: into the element if it maps outputs itself, else
        it is propagated, so that what an input mapping made local stays local.
        """
        if not values:
            return
        data = self.element(instance).data
        if data is not None and data.caught:
            # BPMN 10.5.1: an output of what catches is what was caught; here also one part of it, by name.
            values = {name: values.get(name, dict(values)) for name in data.caught} | dict(values)
        if self.element(instance).outputs:
            self.set_variables(instance.key, values)
        else:
            self.propagate(instance.key, values)

    # --- moving tokens ----------------------------------------------------------------------------

    def activate(self, element: Element, scope_key: int) -> ElementInstance:
        """Let a token enter an element. What the element does about it is next on the agenda."""
        instance = self.enter(element, scope_key)
        self.agenda.append((ACTIVATION, instance.key))
        return instance

    def enter(self, element: Element, scope_key: int) -> ElementInstance:
        """Let a token enter an element, and leave it to the caller what comes next."""
        key = next(self.keys)
        kind = element.type if element.loop is None else self._kind(element, scope_key)
        self.emit(e.ElementActivated(key, element.id, kind, scope_key))
        if element.data is not None:
            is_inner = self.is_inside_itself(element, scope_key)
            self.set_variables(key, dict.fromkeys(element.declared(is_inner=is_inner)))
        return self.state.element_instances[key]

    def _kind(self, element: Element, scope_key: int | None) -> str:
        if element.loop is None or self.is_inside_itself(element, scope_key):
            return element.type
        return e.LOOP_BODY

    def is_inside_itself(self, element: Element, scope_key: int | None) -> bool:
        """Inner instances of a loop live in its body, which is an instance of the same element."""
        return scope_key is not None and self.state.element_instances[scope_key].element_id == element.id

    def is_inner(self, instance: ElementInstance) -> bool:
        """One of the instances that the body of a loop consists of."""
        scope_key = instance.scope_key
        return (
            scope_key is not None
            and self.state.element_instances[scope_key].element_id == instance.element_id
        )

    def is_body(self, instance: ElementInstance) -> bool:
        """The container of the inner instances of a loop."""
        return self.element(instance).loop is not None and not self.is_inner(instance)

    def is_undone(self, instance: ElementInstance) -> bool:
        """A subprocess that has been left, and now is undone by undoing what is inside it."""
        return instance.compensates is not None and not self.element(instance).is_for_compensation

    def tell_compensator(self, handler: ElementInstance) -> None:
        """A compensation handler has ended: what had it begun goes on."""
        compensator = self.state.element_instances.get(handler.compensates or 0)
        if compensator is not None:
            self.complete_later(compensator)

    def complete_later(self, instance: ElementInstance) -> None:
        """The element has done its work; completing it is next on the agenda."""
        self.agenda.append((COMPLETION, instance.key))

    def leave(self, instance: ElementInstance, flows: Sequence[SequenceFlow]) -> None:
        """End an element instance normally; a token takes each of these flows. Where none is taken, the scope
        may be done.
        """
        scope_key = instance.scope_key
        assert scope_key is not None
        if instance.waits:
            self.disarm(instance)
        element = self.completed(instance)
        if element.completion_quantity != 1:
            flows = [flow for flow in flows for _ in range(element.completion_quantity)]
        for flow in flows:
            self.take(flow, scope_key)
        if not flows:
            self.end_scope_if_done(scope_key)

    def completed(self, instance: ElementInstance) -> Element:
        element = self.model.elements[instance.element_id]
        kind = element.type if element.loop is None else self._kind(element, instance.scope_key)
        self.emit(e.ElementCompleted(instance.key, element.id, kind))
        return element

    def take(self, flow: SequenceFlow, scope_key: int) -> None:
        """A token takes a sequence flow and enters its target, or waits in front of it for others."""
        self.emit(e.SequenceFlowTaken(scope_key, flow.id))
        target = self.model.elements[flow.target]
        if target.gathers:
            self._arrive(target, flow, scope_key)
        else:
            self.activate(target, scope_key)

    def _arrive(self, target: Element, flow: SequenceFlow, scope_key: int) -> None:
        """What else may let tokens through is looked at when nothing moves any more (`joins_moved`)."""
        self.emit(e.TokenArrived(scope_key, target.id, flow.id))
        if target.type is PARALLEL_GATEWAY:
            self.join_if_complete(target, scope_key)
        elif target.start_quantity > 1:
            self.join_if_enough(target, scope_key)

    def join_if_complete(self, join: Element, scope_key: int) -> None:
        """BPMN 13.4.1: a parallel join takes just one token from each incoming flow; surplus tokens stay."""
        arrived = (self.state.element_instances[scope_key].arrivals or {}).get(join.id, {})
        if len(arrived) == len(join.incoming):
            self.join(join, scope_key, tuple([flow.id for flow in join.incoming]))

    def join_if_enough(self, activity: Element, scope_key: int) -> None:
        """BPMN 13.3.2: an activity begins once `startQuantity` tokens have come, on whichever flows."""
        arrived = (self.state.element_instances[scope_key].arrivals or {}).get(activity.id, {})
        tokens = [flow_id for flow_id, count in arrived.items() for _ in range(count)]
        if len(tokens) >= activity.start_quantity:
            self.join(activity, scope_key, tuple(tokens[: activity.start_quantity]))

    def join(self, join: Element, scope_key: int, flow_ids: tuple[str, ...]) -> None:
        self.emit(e.TokensJoined(scope_key, join.id, flow_ids))
        self.activate(join, scope_key)

    def end_scope_if_done(self, scope_key: int) -> None:
        """A scope is done when nothing lives in it and no token waits in it (BPMN 13.3.4 for subprocesses,
        13.5.6 for the process).
        """
        scope = self.state.element_instances.get(scope_key)
        if scope is None or scope.active_children or scope.arrivals or scope.released:
            return
        if scope.loop is not None and (self.is_body(scope) or scope.loop.items):
            return  # it begins the next itself, or knows that it was the last
        if scope.scope_key is None:
            self.disarm(scope)
            self._tell_caller()
            self.emit(e.InstanceCompleted(process_instance_key=scope.key))
        else:
            self.complete_later(scope)

    def _tell_caller(self) -> None:
        if self.state.parent is not None:
            result = self.state.result
            self.emit(e.ResultReturned(parent_process_instance_key=self.state.parent[0], variables=result))

    def terminate(self, instance: ElementInstance) -> None:
        """End an element instance and all that lives in it, without leaving it."""
        if instance.compensating is not None:
            for handler in self.state.children(instance.compensating.scope_key):
                if handler.compensates == instance.key:
                    self.terminate(handler)
        self.empty(instance)
        self.disarm(instance)
        kind = self._kind(self.element(instance), instance.scope_key)
        self.emit(e.ElementTerminated(key=instance.key, element_id=instance.element_id, element_type=kind))

    def empty(self, scope: ElementInstance) -> None:
        """End all that lives or waits in a scope, not the scope itself."""
        if scope.active_children:
            for child in self.state.children(scope.key):
                if child.key in self.state.element_instances:  # what undoes something may be gone with it
                    self.terminate(child)
        self.empty_joins(scope)

    def empty_joins(self, scope: ElementInstance) -> None:
        """End the tokens that wait in front of joins of this scope, and what its gateways remember."""
        if scope.arrivals or scope.released:
            self.emit(e.TokensDropped(scope_key=scope.key))

    def disarm(self, instance: ElementInstance) -> None:
        """Stop waiting, for whatever it was."""
        for key, wait in list((instance.waits or {}).items()):
            self.stop_waiting(instance, key, wait)

    def stop_waiting(self, instance: ElementInstance, key: int, wait: Wait) -> None:
        self.emit(ENDINGS[type(wait)](key, instance.key))

    def raise_incident(
        self,
        instance: ElementInstance,
        failure: ElementFailed,
        phase: Phase,
        *,
        job_key: int | None = None,
        at: str | None = None,
    ) -> None:
        """The element is stuck. `at` names another element that the incident is shown at."""
        self.emit(
            e.IncidentRaised(
                key=self.new_key(),
                element_instance_key=instance.key,
                element_id=at or instance.element_id,
                error_type=failure.error_type,
                message=failure.message,
                phase=phase,
                job_key=job_key,
            )
        )


#: how each kind of wait ends when the element instance ends otherwise
ENDINGS: dict[type, Any] = {
    Job: e.JobCanceled,
    UserTask: e.UserTaskCanceled,
    Timer: e.TimerCanceled,
    MessageSubscription: e.MessageSubscriptionClosed,
    SignalSubscription: e.SignalSubscriptionClosed,
    Condition: e.ConditionDropped,
    Call: e.CallCanceled,
    Incident: e.IncidentResolved,
}
