"""Calls: what the events of one instance ask of another, carried over within the batch.

A call activity names a process; which version that is, is found here, when the call is made. The called
instance has its caller's business key and requester unless the call says otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from processes.engine import events as e
from processes.engine.commands import RefuseCall, StartInstance
from processes.models import ProcessDefinition
from processes.runtime.bindings import bound
from processes.runtime.instances import Instance

ACTOR = "call"
#: how deep calls may be nested that one command makes
DEEPEST = 100
#: how many calls one command may make, of all that it sets going
MOST = 10_000


class Limits:
    """How far calls have gone in one batch, so that those that never end are stopped."""

    def __init__(self) -> None:
        #: key of an instance called in this batch → how many calls deep it is, and with whom that began
        self._called: dict[int, tuple[int, int]] = {}
        #: key of the instance with which calls began → how many there were
        self._made: Counter[int] = Counter()

    def too_far(self, call: Call) -> RefuseCall | None:
        """Count a call. What to tell the caller if it goes too far."""
        caller_key = call.caller.state.key
        depth, first_key = self._called.get(caller_key, (0, caller_key))
        self._made[first_key] += 1
        if depth >= DEEPEST:
            return _endless(call, f"{DEEPEST} calls deep")
        if self._made[first_key] > MOST:
            return _endless(call, f"after {MOST} other calls without a wait")
        self._called[call.event.key] = (depth + 1, first_key)
        return None


@dataclass(frozen=True, slots=True)
class Call:
    """A call of an instance."""

    caller: Instance
    event: e.InstanceCalled


def starts(calls: Iterable[Call]) -> Iterable[tuple[Call, StartInstance | RefuseCall]]:
    """The command that each call becomes: to start the called instance, or to tell the caller why not."""
    calls = list(calls)
    definitions = _definitions(calls)
    for call in calls:
        definition = definitions.get(_wanted(call))
        if definition is None:
            yield call, _refusal(call, "it is not deployed. Deploy it, then try again.")
        elif definition.is_suspended:
            why = f"its version {definition.version} is suspended. Resume it, then try again."
            yield call, _refusal(call, why)
        else:
            yield call, _start(call, definition)


def _endless(call: Call, how: str) -> RefuseCall:
    return RefuseCall(
        called_process_instance_key=call.event.key,
        reason=f"Expected calls to end, but process {call.event.process_id!r} is called {how}: "
        "does it call itself?",
    )


def _start(call: Call, definition: ProcessDefinition) -> StartInstance:
    return StartInstance(
        process_instance_key=call.event.key,
        process_definition_key=definition.key,
        version=definition.version,
        business_key=call.event.business_key or call.caller.business_key,
        started_by=call.caller.started_by,
        variables=call.event.variables,
        parent_process_instance_key=call.caller.state.key,
        parent_element_instance_key=call.event.element_instance_key,
    )


def _refusal(call: Call, why: str) -> RefuseCall:
    event = call.event
    which = f" ({event.binding} {event.bound_to})" if event.bound_to else ""
    return RefuseCall(
        called_process_instance_key=event.key,
        reason=f"Expected to call process {event.process_id!r}{which}, but {why}",
    )


#: (process id, binding, bound to, definition key of the caller)
_Wanted = tuple[str, str, str | None, int]


def _wanted(call: Call) -> _Wanted:
    event = call.event
    return event.process_id, event.binding, event.bound_to, call.caller.state.process_definition_key


def _definitions(calls: Iterable[Call]) -> Mapping[_Wanted, ProcessDefinition]:
    found: dict[_Wanted, ProcessDefinition] = {}
    for wanted in {_wanted(call) for call in calls}:
        process_id, binding, bound_to, caller_key = wanted
        versions = ProcessDefinition.objects.filter(process_id=process_id)
        definition = bound(versions, binding, bound_to, caller_key).first()
        if definition is not None:
            found[wanted] = definition
    return found
