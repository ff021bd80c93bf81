"""What a command is about must still be there, or the command is refused."""

from __future__ import annotations

from typing import TypeVar

from processes.bpmn.model import LONGEST_TEXT
from processes.engine import commands as c
from processes.engine.errors import CommandRejected
from processes.engine.state import (
    Call,
    ElementInstance,
    Incident,
    Job,
    MessageSubscription,
    SignalSubscription,
    Timer,
    UserTask,
)
from processes.engine.step import Step

W = TypeVar("W", Job, UserTask, Timer, MessageSubscription, SignalSubscription, Call, Incident)


def found(step: Step, key: int, kind: type[W], wanted: str) -> tuple[ElementInstance, W]:
    found = step.state.wait(key, kind)
    if found is None:
        raise CommandRejected(
            f"Expected to {wanted} {key}, but it is no longer there: it "
            "has been completed, canceled, or done by someone else."
        )
    return found


def active(step: Step, wanted: str) -> ElementInstance:
    root = step.state.element_instances.get(step.state.key)
    if root is None:
        raise CommandRejected(f"Expected to {wanted} process instance {step.state.key}, but it has ended.")
    return root


def brought(variables: c.Variables) -> c.Variables:
    """What a command brings. Its names must fit where they are looked up."""
    for name in variables:
        if len(name) > LONGEST_TEXT or "\x00" in name:
            raise CommandRejected(
                f"Expected names of variables of at most {LONGEST_TEXT} printable characters, "
                f"but one begins with {name[:40]!r}."
            )
    return variables
