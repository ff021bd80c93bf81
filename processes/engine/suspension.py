"""Suspension: nothing in an instance moves until it is resumed.

What comes meanwhile is of three kinds. What can wait where it is, waits there: timers that are due, messages,
jobs that nobody has taken. What its sender cannot repeat is *held*: the result of a job that was under way,
the answer of a called instance, a signal. It happens on resumption, in the order in which it came. All else
is refused: people are told why.

An operator may still set variables, add and move tokens, migrate and cancel. A token that is added enters its
element and goes on with the others.

Called instances are suspended with their caller, and resumed with it unless they are suspended for
themselves.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.errors import CommandRejected, IsSuspended
from processes.engine.joins import join_what_is_complete
from processes.engine.state import Call, HeldCommand, InstanceState, Job, SignalSubscription
from processes.engine.step import Step

OPERATOR, CALLER = "operator", "caller"
#: who can suspend an instance: each for himself, so that nobody undoes what another one has done
SUSPENDERS = (OPERATOR, CALLER)

ALLOWED = (
    c.SuspendInstance,
    c.ResumeInstance,
    c.CancelInstance,
    c.SetVariables,
    c.ModifyInstance,
    c.MigrateInstance,
)

_Held = (
    c.CompleteJob
    | c.FailJob
    | c.ThrowJobError
    | c.CompleteCall
    | c.ThrowCallError
    | c.ThrowCallEscalation
    | c.RefuseCall
    | c.ReceiveSignal
)
#: held commands by name: what they are about, and by which field they name it
HELD: dict[str, tuple[type[_Held], type, str]] = {
    kind.__name__: (kind, wait, field)
    for wait, field, kinds in (
        (Job, "job_key", (c.CompleteJob, c.FailJob, c.ThrowJobError)),
        (
            Call,
            "called_process_instance_key",
            (c.CompleteCall, c.ThrowCallError, c.ThrowCallEscalation, c.RefuseCall),
        ),
        (SignalSubscription, "subscription_key", (c.ReceiveSignal,)),
    )
    for kind in kinds
}
#: what may come several times for the same wait
REPEATABLE = {c.ThrowCallEscalation.__name__, c.ReceiveSignal.__name__}


def suspend_instance(step: Step, command: c.SuspendInstance) -> None:
    state = step.state
    by = CALLER if command.by_caller else OPERATOR
    if not state.is_active:
        raise CommandRejected(f"Expected to suspend process instance {state.key}, but it has ended.")
    if state.suspension is not None and by in state.suspension.by:
        raise CommandRejected(
            f"Expected to suspend process instance {state.key}, but it is suspended already."
        )
    step.emit(e.InstanceSuspended(process_instance_key=state.key, by=by, called=_called(state)))


def resume_instance(step: Step, command: c.ResumeInstance) -> None:
    state = step.state
    by = CALLER if command.by_caller else OPERATOR
    if not state.is_active:
        raise CommandRejected(f"Expected to resume process instance {state.key}, but it has ended.")
    suspension = state.suspension
    if suspension is None:
        raise CommandRejected(f"Expected to resume process instance {state.key}, but it is not suspended.")
    if by not in suspension.by:
        assert state.parent is not None
        raise CommandRejected(
            f"Expected to resume process instance {state.key}, but it is suspended because process instance "
            f"{state.parent[0]}, which has called it, is. Resume that one."
        )
    step.emit(
        e.InstanceResumed(
            process_instance_key=state.key, by=by, called=_called(state), goes_on=suspension.by == {by}
        )
    )
    if state.is_suspended:
        return
    step.agenda.extend(suspension.agenda)
    step.afterwards.extend(_command(held) for held in suspension.commands)
    step.variables_changed = True
    join_what_is_complete(step)


def hold(step: Step, command: c.Command) -> bool:
    """Keep a command for later that has come for a suspended instance. False if it is to be carried out all
    the same. Raises `CommandRejected` for what can neither wait nor be carried out.
    """
    if isinstance(command, ALLOWED):
        return False
    state = step.state
    name = type(command).__name__
    if name not in HELD:
        raise IsSuspended(
            f"Expected process instance {state.key} to go on, but it is suspended. "
            "It can be done once somebody has resumed it."
        )
    _, kind, field = HELD[name]
    key = getattr(command, field)
    if state.wait(key, kind) is None or (name not in REPEATABLE and _is_held_already(state, field, key)):
        raise CommandRejected(
            f"Expected suspended process instance {state.key} to keep an answer for {key}, but nothing waits "
            "for it any more: it has been answered, completed or canceled."
        )
    step.emit(e.CommandHeld(command=name, arguments=_plain(command)))
    return True


def hold_agenda(step: Step) -> None:
    """What would follow in a suspended instance follows on resumption."""
    if step.agenda:
        step.emit(e.StepsHeld(steps=[[phase.value, key] for phase, key in step.agenda]))
        step.agenda.clear()


def _called(state: InstanceState) -> list[int]:
    instances = state.element_instances.values()
    return [key for instance in instances for key, _ in instance.waits_of(Call)]


def _is_held_already(state: InstanceState, field: str, key: int) -> bool:
    assert state.suspension is not None
    return any(
        held.name not in REPEATABLE and held.arguments.get(field) == key for held in state.suspension.commands
    )


def _plain(command: c.Command) -> dict[str, Any]:
    values = {name: getattr(command, name) for name in command.FIELDS}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def _command(held: HeldCommand) -> c.Command:
    kind, _, _ = HELD[held.name]
    arguments = dict(held.arguments)
    if arguments.get("retry_at") is not None:
        arguments["retry_at"] = datetime.fromisoformat(arguments["retry_at"])
    return kind(**arguments)
