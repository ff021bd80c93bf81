"""`execute`: one command on one process instance, decided.

The command's own part comes first (`commands → events`, one small function each). Then the agenda is worked
off: every token moves on until all of them wait. What fails on the way becomes an incident and stops only
its own token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from processes.bpmn.model import ProcessModel
from processes.engine import commands as c
from processes.engine import lifecycle, suspension
from processes.engine.decisions import Decisions, no_decisions
from processes.engine.errors import CommandRejected, ElementFailed, ErrorType
from processes.engine.events import Event
from processes.engine.handling import HANDLERS
from processes.engine.joins import joins_moved
from processes.engine.state import ElementInstance, InstanceState, Phase
from processes.engine.step import Step
from processes.engine.stores import Stores, no_stores
from processes.engine.triggers.catching import wait_for_missing
from processes.engine.triggers.condition_changes import look_at_conditions
from processes.feel.limits import CommandLimits, of_command

#: how many element activations and completions one command may cause before it is taken for an endless loop
STEP_BUDGET = 10_000
#: how many more for each inner instance of the widest loop that it begins
INNER_BUDGET = 50

#: for these, what else there is in a very wide loop need not be here
_ABOUT_ONE_PLACE = frozenset(
    {
        c.CompleteJob,
        c.FailJob,
        c.ThrowJobError,
        c.ClaimUserTask,
        c.AssignUserTask,
        c.DelegateUserTask,
        c.ResolveUserTask,
        c.UpdateUserTask,
        c.CompleteUserTask,
        c.TriggerTimer,
        c.CorrelateMessage,
        c.ReceiveSignal,
        c.ResolveIncident,
    }
)

_RUN: dict[Phase, Callable[[Step, ElementInstance], None]] = {
    Phase.ACTIVATION: lifecycle.activate,
    Phase.COMPLETION: lifecycle.complete,
    Phase.WAITING: wait_for_missing,
}


def execute(
    model: ProcessModel,
    state: InstanceState,
    command: c.Command,
    now: datetime,
    keys: Iterator[int],
    decisions: Decisions = no_decisions,
    stores: Stores = no_stores,
) -> list[Event]:
    """Carry out `command` on the instance, and run on until all tokens wait.

    `state` is changed on the way and afterwards is what applying the returned events to it would have made
    it. Raises `CommandRejected` with `state` untouched; after any other exception `state` is unusable and
    the events are lost: load it again.
    """
    step = Step(model, state, now, keys, decisions, stores)
    limits = of_command.set(CommandLimits())
    try:
        if state.suspension is not None:
            state.bring_rest()
        if state.suspension is None or not suspension.hold(step, command):
            _carry_out(step, command)
        while step.afterwards:
            with suppress(CommandRejected):  # what it answers is not waited for any more
                _carry_out(step, step.afterwards.pop(0))
    finally:
        of_command.reset(limits)
    state.revision += 1
    return step.events


def _carry_out(step: Step, command: c.Command) -> None:
    state = step.state
    if state.rest is not None and type(command) not in _ABOUT_ONE_PLACE:
        state.bring_rest()
    HANDLERS[type(command)](step, command)
    if state.suspension is None:
        run_until_waiting(step)
    else:
        suspension.hold_agenda(step)


def run_until_waiting(step: Step) -> None:
    """Work off the agenda, then look at the joins, until nothing moves any more."""
    state, agenda = step.state, step.agenda
    instances = state.element_instances
    steps = 0
    if step.variables_changed:
        _look_at_conditions(step)
    while True:
        for phase, key in agenda:  # it grows on the way
            instance = instances.get(key)
            if instance is None:
                continue  # ended meanwhile: by a terminate event, an error, or an interrupting boundary event
            try:
                steps += 1
                if steps > STEP_BUDGET and steps > STEP_BUDGET + step.widest_loop * INNER_BUDGET:
                    raise _endless(step, instance)
                _RUN[phase](step, instance)
            except ElementFailed as failure:
                step.raise_incident(instance, failure, phase)
            if step.variables_changed:
                _look_at_conditions(step)
        agenda.clear()
        if not state.joining_scopes or not joins_moved(step):
            return


def _look_at_conditions(step: Step) -> None:
    step.variables_changed = False
    if step.state.conditions:
        look_at_conditions(step)


def _endless(step: Step, instance: ElementInstance) -> ElementFailed:
    return ElementFailed(
        ErrorType.STEP_BUDGET_EXCEEDED,
        f"Expected the instance to come to rest, but {step.element(instance).label!r} "
        "was reached after more steps than one command may take: "
        "is there a loop without a wait?",
    )
