"""Calls: what one instance's events ask of another (BPMN 13.3.4, call activity).

A call activity and the instance that it called know each other by key. What goes from one to the other is an
event of the one and becomes a command to the other; whoever executes commands carries it over, in the same
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from processes.engine import commands as c
from processes.engine import events as e

#: what `asked_of_others` looks at
ASKING = frozenset(
    {
        e.CallCanceled,
        e.InstanceSuspended,
        e.InstanceResumed,
        e.ResultReturned,
        e.ErrorReturned,
        e.EscalationReturned,
    }
)


def asked_of_others(process_instance_key: int, events: Iterable[e.Event]) -> Iterator[tuple[int, c.Command]]:
    """(process instance key, command) for what these events of an instance ask of its caller and of those it
    called. Starting a called instance is not among them: which version that is, only its host knows.
    """
    for event in events:
        if type(event) not in ASKING:
            continue
        match event:
            case e.CallCanceled():
                yield event.key, c.CancelInstance()
            case e.InstanceSuspended():
                yield from ((key, c.SuspendInstance(by_caller=True)) for key in event.called)
            case e.InstanceResumed():
                yield from ((key, c.ResumeInstance(by_caller=True)) for key in event.called)
            case e.ResultReturned():
                yield (
                    event.parent_process_instance_key,
                    c.CompleteCall(
                        called_process_instance_key=process_instance_key, variables=event.variables
                    ),
                )
            case e.ErrorReturned():
                yield (
                    event.parent_process_instance_key,
                    c.ThrowCallError(
                        called_process_instance_key=process_instance_key,
                        error_code=event.error_code,
                        error_message=event.error_message,
                        variables=event.variables,
                    ),
                )
            case e.EscalationReturned():
                yield (
                    event.parent_process_instance_key,
                    c.ThrowCallEscalation(
                        called_process_instance_key=process_instance_key,
                        escalation_code=event.escalation_code,
                        variables=event.variables,
                    ),
                )
