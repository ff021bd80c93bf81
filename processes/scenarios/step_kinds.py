"""The kinds of steps, read from the functions that play them: which fields each has, of which kind, and which
of them it needs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from processes.scenarios.kinds import read_value

#: steps that need one of these fields at least; with `True` not more than one
ONE_OF: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "advance_time": (("by", "to"), True),
    "waiting": (("exact", "contains"), True),
    "path": (("exact", "contains"), True),
    "variables": (("equals", "absent"), False),
    "subscriptions": (("count", "exact"), False),
    "timers": (("count", "due"), False),
}


class StepInvalid(ValueError):
    """A step says what it cannot say; all mistakes of it."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(mistakes))


@dataclass(frozen=True, slots=True, kw_only=True)
class StepKind:
    name: str
    play: Callable[..., None]
    #: field as it is written → its kind
    fields: Mapping[str, Any]
    required: frozenset[str]

    def read(self, written: Mapping[str, Any], folder: Path) -> dict[str, Any]:
        """The arguments of the function. Raises `StepInvalid`."""
        mistakes = []
        if unknown := [name for name in written if name not in self.fields]:
            mistakes.append(f"{self.name} knows no {_listed(unknown)}; it knows {_listed(self.fields)}")
        if missing := [name for name in self.fields if name in self.required and name not in written]:
            mistakes.append(f"{self.name} needs {_listed(missing)}")
        mistakes += self._wrong_choice(written)
        arguments = {}
        for name, kind in self.fields.items():
            if name in written:
                try:
                    arguments[_parameter(name)] = read_value(kind, written[name], folder)
                except ValueError as wrong:
                    mistakes.append(f"`{name}` {wrong}")
        if mistakes:
            raise StepInvalid(mistakes)
        return arguments

    def _wrong_choice(self, written: Mapping[str, Any]) -> list[str]:
        names, only_one = ONE_OF.get(self.name, ((), False))
        said = [name for name in names if name in written]
        either = " or ".join(f"`{name}`" for name in names)
        if names and not said:
            return [f"{self.name} needs {either}"]
        return [f"{self.name} needs {either}, not both"] if only_one and len(said) > 1 else []


def kinds_of(functions: Mapping[str, Callable[..., None]]) -> dict[str, StepKind]:
    return {name: _kind_of(name, function) for name, function in functions.items()}


def _kind_of(name: str, function: Callable[..., None]) -> StepKind:
    _, *parameters = inspect.signature(function).parameters.values()
    hints = get_type_hints(function, include_extras=True)
    return StepKind(
        name=name,
        play=function,
        fields={_field(each.name): _without_none(hints[each.name]) for each in parameters},
        required=frozenset(_field(p.name) for p in parameters if p.default is inspect.Parameter.empty),
    )


def _without_none(hint: Any) -> Any:
    if get_origin(hint) is Annotated:
        return hint
    (kind,) = (each for each in get_args(hint) if each is not NoneType)
    return kind


def _field(parameter: str) -> str:
    return parameter.removesuffix("_")


def _parameter(field: str) -> str:
    return "as_" if field == "as" else field


def _listed(words: Any) -> str:
    return ", ".join(f"`{word}`" for word in words) or "no fields"
