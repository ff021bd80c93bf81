"""Running a Python script: its variables in, what it makes of them out (see the package)."""

from __future__ import annotations

import json
import keyword
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from processes.scripts import sandbox
from processes.scripts.json_values import NoVariable, to_json
from processes.scripts.reading import ScriptNames, names_in
from processes.scripts.sandbox import Limits, NoSandbox

if TYPE_CHECKING:
    from pydantic_monty import MontyError, MontySession

__all__ = ["ScriptError", "ScriptFailed", "fault_of", "run"]

#: begins the message of an exception that is a modelled error
_MARK = "\x1eBpmnError\x1e"
#: stands for a name that was not assigned in the end
_UNBOUND = "\x1eunbound\x1e"
_EXECUTION = "execution"
#: The interpreter knows no subclasses of exceptions, so a modelled error is one with a mark.
_PRELUDE = f"""
import json as _json

def BpmnError(code, message=None):
    return Exception({_MARK!r} + _json.dumps([str(code), None if message is None else str(message)]))

class _Execution:
    def __init__(self, known):
        self._known = known
        self._set = {{}}
    def getVariable(self, name):
        return self._set[name] if name in self._set else self._known.get(name)
    def getVariables(self):
        return {{**self._known, **self._set}}
    def hasVariable(self, name):
        return name in self._set or name in self._known
    def setVariable(self, name, value):
        self._set[name] = value
    def setVariables(self, values):
        for name in values:
            self._set[name] = values[name]

execution = _Execution(_known)
"""


class ScriptError(Exception):
    """The script raised a modelled error."""

    def __init__(self, code: str, message: str | None) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}" if message else code)


class ScriptFailed(Exception):
    """The script did not come to its end, or to nothing that can be kept. The message says where and why."""


def run(
    script: str,
    variables: Mapping[str, Any],
    *,
    result_variable: str | None = None,
    limits: Limits | None = None,
) -> dict[str, Any]:
    """The variables that the script sets. Raises `ScriptError` and `ScriptFailed`."""
    from pydantic_monty import MontyError

    limits = limits or Limits()
    names = _names(script)
    known = dict(variables)
    inputs = {name: value for name, value in known.items() if _is_name(name) and names.mentions(name)}
    try:
        with sandbox.session(limits) as session:
            reaches_execution = names.mentions(_EXECUTION)
            session.feed_run(_PRELUDE, inputs={"_known": known if reaches_execution else {}})
            value = session.feed_run(script, inputs=inputs, print_callback=sandbox.swallow)
            made = _made(session, names, inputs, known, result_variable, value)
            if reaches_execution:
                made = _read(session, "execution._set") | made
    except MontyError as failure:
        raise _explained(failure, limits) from failure
    except NoSandbox as missing:
        raise ScriptFailed(str(missing)) from missing
    return {name: _kept(name, value) for name, value in made.items()}


def _names(script: str) -> ScriptNames:
    try:
        return names_in(script)
    except SyntaxError as wrong:
        raise ScriptFailed(f"Line {wrong.lineno or 1} of the script: {wrong.msg}") from wrong
    except (ValueError, RecursionError, MemoryError) as wrong:
        raise ScriptFailed(f"The script cannot be read: {wrong}") from wrong


def _made(
    session: MontySession,
    names: ScriptNames,
    inputs: Mapping[str, Any],
    known: Mapping[str, Any],
    result_variable: str | None,
    value: Any,
) -> dict[str, Any]:
    if result_variable:
        if value is None and result_variable in names.assigned:
            value = _bound(session, {result_variable}).get(result_variable)
        return {result_variable: value}
    bound = _bound(session, names.assigned | inputs.keys())
    return {
        name: each
        for name, each in bound.items()
        if name in names.assigned or not _is_same(each, known[name])
    }


def _bound(session: MontySession, names: set[str] | frozenset[str]) -> dict[str, Any]:
    """The values that these names have by now, without those that have none."""
    if not names:
        return {}
    asked = "{" + ", ".join(f"{name!r}: {name}" for name in sorted(names)) + "}"
    unbound = dict.fromkeys(names, _UNBOUND)
    found = session.feed_run(asked, external_lookup=unbound, print_callback=sandbox.swallow)
    return {name: value for name, value in found.items() if value != _UNBOUND}


def _read(session: MontySession, expression: str) -> dict[str, Any]:
    found = session.feed_run(expression)
    return dict(found) if isinstance(found, dict) else {}


def _is_same(one: Any, other: Any) -> bool:
    """Also in what kind of number it is: `True`, `1` and `1.0` are three values."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_is_same(one[key], other[key]) for key in one)
    return type(one) is type(other) and bool(one == other)


def _is_name(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name)


def _kept(name: str, value: Any) -> Any:
    try:
        return to_json(value)
    except NoVariable as wrong:
        advice = " Begin its name with an underscore if the script alone needs it."
        raise ScriptFailed(f"{name!r} cannot be a variable: {wrong}.{advice}") from wrong


def _explained(failure: MontyError, limits: Limits) -> Exception:
    from pydantic_monty import MontyConversionError, MontyCrashedError

    if isinstance(failure, MontyCrashedError):
        how = "did not answer in time" if failure.timed_out else "died"
        return ScriptFailed(f"The sandbox of the script {how}, and was replaced")
    if isinstance(failure, MontyConversionError):
        return ScriptFailed(f"A variable cannot be given to the script: {failure}")
    raised = failure.exception()
    message = str(raised)
    where = _where(failure)
    if message.startswith(_MARK):
        code, told = json.loads(message.removeprefix(_MARK))
        return ScriptError(code, told)
    if isinstance(raised, TimeoutError) and "time limit exceeded" in message:
        return ScriptFailed(
            f"The script computed for more than {limits.seconds:g} seconds, which is its limit"
        )
    if isinstance(raised, MemoryError):
        return ScriptFailed(f"{where}it needs more than {limits.megabytes} MB, which is its limit")
    kind = type(raised).__name__
    return ScriptFailed(f"{where}{kind}: {message}" if message else f"{where}{kind}")


def _where(failure: MontyError) -> str:
    """`Line 3 of the script (total / 0): `, of the innermost of its lines."""
    from pydantic_monty import MontyRuntimeError, MontySyntaxError

    if not isinstance(failure, MontyRuntimeError | MontySyntaxError) or not failure.traceback():
        return "The script: "
    frame = failure.traceback()[-1]
    line = (frame.source_line or "").strip()
    return f"Line {frame.line} of the script{f' ({line})' if line else ''}: "


def fault_of(script: str, limits: Limits | None = None) -> str | None:
    """What keeps a script from being run at all, if anything: its syntax, or what the sandbox does not know,
    such as classes that inherit. Nothing of it is run. Raises `NoSandbox`.
    """
    from pydantic_monty import MontyError, MontyRuntimeError, MontySyntaxError

    with sandbox.session(limits or Limits()) as session:
        try:
            # Stopped before its first line, for which all of it has been read.
            session.feed_start(f"{_STOP}()\n{script}")
        except (MontySyntaxError, MontyRuntimeError) as failure:
            frames = failure.traceback()
            line = f"line {max(frames[-1].line - 1, 1)}: " if frames else ""
            message = str(failure.exception()).replace("The monty syntax parser does", "the sandbox does")
            return f"{line}{message}"
        except MontyError as failure:
            return str(failure)
    return None


_STOP = "_stop_before_the_script"
