"""What a scenario can expect of the instance. All that differs is told at once.

state       ACTIVE, COMPLETED or TERMINATED
path        the elements that have completed, in the order in which they were entered
passed      elements that are among them, in this order
active      the elements in which tokens are
terminated  the elements that were ended from outside
tasks, jobs, messages, signals, conditions
            the elements that wait for a person, a worker, a message, a signal, their condition
timers      the events that wait for time, and when they are due
variables   some variables of the instance; null for one that is not there
incidents   where something is stuck, and the kind of incident
now         the time
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from processes.bpmn.timer_texts import parse_moment
from processes.scenarios.engine import Engine


class Unexpected(AssertionError):
    """What is, differs from what was expected."""


def expect(engine: Engine, expected: Mapping[str, Any]) -> None:
    """See that the instance is as expected."""
    unknown = [about for about in expected if about not in EXPECTATIONS]
    if unknown:
        raise Unexpected(f"there is nothing to expect of {', '.join(unknown)}")
    differences = []
    for about, wanted in expected.items():
        compared = EXPECTATIONS[about](engine, wanted)
        if compared is not None:
            wanted_told, found_told = map(_told, compared)
            blank = " " * len(f"{about}: ")
            differences.append(f"{about}: expected {wanted_told}\n{blank}found {found_told}")
    if differences:
        raise Unexpected("\n".join(differences))


Difference = tuple[Any, Any] | None


def _same(wanted: Any, found: Any) -> Difference:
    return None if wanted == found else (wanted, found)


def _in_any_order(wanted: Sequence[str], found: Sequence[str]) -> Difference:
    return _same(sorted(wanted), sorted(found))


def _passed(engine: Engine, wanted: Sequence[str]) -> Difference:
    path = iter(engine.path)
    return None if all(element_id in path for element_id in wanted) else (list(wanted), engine.path)


def _timers(engine: Engine, wanted: Mapping[str, str]) -> Difference:
    moments = {element_id: parse_moment(text).astimezone(UTC) for element_id, text in wanted.items()}
    return _same(moments, engine.timers)


def _variables(engine: Engine, wanted: Mapping[str, Any]) -> Difference:
    found = engine.variables
    return _same(dict(wanted), {name: found.get(name) for name in wanted})


EXPECTATIONS: Mapping[str, Callable[[Engine, Any], Difference]] = {
    "state": lambda engine, wanted: _same(wanted, engine.state),
    "path": lambda engine, wanted: _same(wanted, engine.path),
    "passed": _passed,
    "active": lambda engine, wanted: _in_any_order(wanted, engine.active),
    "terminated": lambda engine, wanted: _in_any_order(wanted, engine.terminated),
    "tasks": lambda engine, wanted: _in_any_order(wanted, engine.tasks),
    "jobs": lambda engine, wanted: _in_any_order(wanted, engine.jobs),
    "messages": lambda engine, wanted: _in_any_order(wanted, engine.messages),
    "signals": lambda engine, wanted: _in_any_order(wanted, engine.signals),
    "conditions": lambda engine, wanted: _in_any_order(wanted, engine.conditions),
    "timers": _timers,
    "variables": _variables,
    "incidents": lambda engine, wanted: _same(wanted, engine.incidents),
    "now": lambda engine, wanted: _same(parse_moment(wanted), engine.now),
}


def _told(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_told, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_told(each)}' for key, each in value.items())}}}"
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str) else json.dumps(value)
