"""The handlers that a scenario names for its tasks, by the id of the element.

    handlers:
      charge-card: {behaviour: noop}
      check-stock: {behaviour: throw_bpmn_error, code: OUT_OF_STOCK}
      work-out: {behaviour: set, variables: {total: "=price * quantity"}}
      book-hotel: {behaviour: fail, message: the hotel does not answer}

Values of `variables` that are texts are expressions in FEEL, or in JUEL (`${…}`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from processes import feel
from processes.bpmn.extensions.juel import feel_from_juel, is_juel
from processes.scenarios.engine import Variables
from processes.scenarios.work import Completes, Fails, Handler, Outcome, ThrowsError, WaitingJob

#: behaviour → what else it must say, and what it may
_FIELDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "noop": (frozenset(), frozenset()),
    "throw_bpmn_error": (frozenset({"code"}), frozenset({"message"})),
    "set": (frozenset({"variables"}), frozenset()),
    "fail": (frozenset(), frozenset({"message", "retries"})),
}


def read_handler(written: Any) -> Handler:
    """Raises `ValueError`."""
    if not isinstance(written, dict) or written.get("behaviour") not in tuple(_FIELDS):
        raise ValueError(f"needs a `behaviour`: {', '.join(_FIELDS)}")
    behaviour = written["behaviour"]
    needed, possible = _FIELDS[behaviour]
    given = written.keys() - {"behaviour"}
    if missing := needed - given:
        raise ValueError(f"{behaviour} needs {', '.join(sorted(missing))}")
    if unknown := given - needed - possible:
        raise ValueError(f"{behaviour} has no {', '.join(sorted(map(str, unknown)))}")
    return _READ[behaviour](written)


def _noop(written: Mapping[str, Any]) -> Handler:
    return lambda job, visible, now: Completes()


def _throw(written: Mapping[str, Any]) -> Handler:
    thrown = ThrowsError(code=str(written["code"]), message=written.get("message"))
    return lambda job, visible, now: thrown


def _fail(written: Mapping[str, Any]) -> Handler:
    retries = written.get("retries")
    if retries is not None and (not isinstance(retries, int) or isinstance(retries, bool) or retries < 0):
        raise ValueError(f"`retries` must be a number from 0, but it is {retries!r}")
    failed = Fails(message=str(written.get("message", "failed")), retries=retries or 0)
    return lambda job, visible, now: failed


def _set(written: Mapping[str, Any]) -> Handler:
    if not isinstance(written["variables"], dict):
        raise ValueError('`variables` must be a map of names to expressions, such as {total: "=price * 2"}')
    values = {name: expression(value) for name, value in written["variables"].items()}

    def set_variables(job: WaitingJob, visible: Variables, now: datetime) -> Outcome:
        return Completes(variables={name: value(visible, now) for name, value in values.items()})

    return set_variables


_READ: Mapping[str, Callable[[Mapping[str, Any]], Handler]] = {
    "noop": _noop,
    "throw_bpmn_error": _throw,
    "set": _set,
    "fail": _fail,
}


def expression(written: Any) -> Callable[[Variables, datetime], Any]:
    """What a text says as FEEL or JUEL; anything else is itself. Raises `ValueError`."""
    if not isinstance(written, str):
        return lambda visible, now: written
    text = feel_from_juel(written) if is_juel(written) else written.removeprefix("=")
    compiled = feel.compile(text)
    return lambda visible, now: feel.to_json(compiled.evaluate(visible, now=now))
