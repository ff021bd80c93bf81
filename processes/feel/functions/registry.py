"""A built-in function is a Python function with one or more signatures, written as in the specification's
tables:

    @builtin("substring", "string: string", "start position: number", "length: number?")

``kind?`` may be left out and ``kind|null`` may be null; ``list*`` takes a list or its items as separate
arguments, and ``kind+`` any number of arguments of that kind. A parameter called ``from`` is ``from_`` in
Python.

Arguments are converted to what the signature wants where FEEL allows it (10.3.2.9.4): a single value to a
list, a list of one to its item, a date to its midnight. The Python function gets values that fit, or is not
called at all.
"""

from __future__ import annotations

import decimal
import keyword
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from processes.feel.durations import DaysTimeDuration, YearsMonthsDuration
from processes.feel.errors import BecomesNull
from processes.feel.scope import Run
from processes.feel.temporal import Date, DateTime
from processes.feel.type_tests import CLASSES
from processes.feel.values import Function, adopt, kind_name

_Implementation = TypeVar("_Implementation", bound=Callable[..., object])
_Arguments = TypeVar("_Arguments", list[object], dict[str, object])
_KINDS = CLASSES | {
    "duration": frozenset({DaysTimeDuration, YearsMonthsDuration}),
    "null": frozenset({type(None)}),
}


class DoesNotFit(Exception):
    """The arguments are not those of this signature."""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kind: str
    classes: frozenset[type]  #: empty: any value
    optional: bool
    takes_items: bool
    takes_many: bool

    @classmethod
    def parse(cls, text: str) -> Parameter:
        name, kind = text.split(": ")
        plain = kind.rstrip("?*+")
        classes = frozenset[type]()
        if plain not in ("any", "function"):
            classes = classes.union(*(_KINDS[part] for part in plain.split("|")))
        return cls(name, plain, classes, kind.endswith("?"), kind.endswith("*"), kind.endswith("+"))

    def __str__(self) -> str:
        repeated = ", …" if self.takes_items or self.takes_many else ""
        return f"{self.name}: {self.kind}{'?' if self.optional else ''}{repeated}"

    def fit(self, value: object) -> object:
        """``value``, converted if need be; raises ``DoesNotFit``."""
        if self.kind == "function":
            if isinstance(value, Function):
                return value
            raise DoesNotFit
        if not self.classes:
            return value
        if value.__class__ in self.classes:
            return [adopt(item) for item in value] if isinstance(value, list) else value
        if list in self.classes and value is not None:
            return [value]
        if isinstance(value, list) and len(value) == 1:
            return self.fit(adopt(value[0]))
        if DateTime in self.classes and isinstance(value, Date):
            return value.at_midnight_utc()
        raise DoesNotFit


@dataclass(frozen=True, slots=True)
class Signature:
    parameters: tuple[Parameter, ...]
    implementation: Callable[..., object]
    needs_run: bool

    def fit(self, arguments: list[object]) -> list[object]:
        parameters = self.parameters
        if parameters and len(arguments) >= len(parameters):
            if parameters[-1].takes_many:
                return self._fit_many(arguments)
            if parameters[-1].takes_items and len(arguments) > len(parameters):
                arguments = [*arguments[: len(parameters) - 1], arguments[len(parameters) - 1 :]]
        if len(arguments) > len(parameters) or any(
            not each.optional for each in parameters[len(arguments) :]
        ):
            raise DoesNotFit
        return [parameter.fit(value) for parameter, value in zip(parameters, arguments, strict=False)]

    def _fit_many(self, arguments: list[object]) -> list[object]:
        fixed, last = self.parameters[:-1], self.parameters[-1]
        fitting = [parameter.fit(value) for parameter, value in zip(fixed, arguments, strict=False)]
        return [*fitting, [last.fit(value) for value in arguments[len(fixed) :]]]

    def fit_named(self, arguments: dict[str, object]) -> dict[str, object]:
        """By the names of the Python parameters."""
        needed = {parameter.name for parameter in self.parameters if not parameter.optional}
        known = {parameter.name: parameter for parameter in self.parameters}
        if not needed <= arguments.keys() <= known.keys():
            raise DoesNotFit
        fitting = {_python_name(name): known[name].fit(value) for name, value in arguments.items()}
        if self.parameters and self.parameters[-1].takes_many:
            last = _python_name(self.parameters[-1].name)
            fitting[last] = [fitting[last]]
        return fitting

    def call(self, run: Run, arguments: list[object]) -> object:
        return self.implementation(run, *arguments) if self.needs_run else self.implementation(*arguments)

    def call_named(self, run: Run, arguments: dict[str, object]) -> object:
        return self.implementation(run, **arguments) if self.needs_run else self.implementation(**arguments)

    def __str__(self) -> str:
        return ", ".join(map(str, self.parameters))


class Builtin(Function):
    __slots__ = ("name", "needs_clock", "signatures")

    def __init__(self, name: str) -> None:
        self.name = name
        self.signatures: list[Signature] = []
        self.needs_clock = False

    def __str__(self) -> str:
        return self.name

    @property
    def parameter_names(self) -> tuple[str, ...]:
        return tuple(parameter.name for parameter in self.signatures[0].parameters)

    def invoke(self, arguments: list[object], run: Run) -> object:
        for argument in arguments:
            run.count_value(argument)
        for signature in self.signatures:
            try:
                fitting = signature.fit(arguments)
            except DoesNotFit:
                continue
            return self._answered(signature.call, run, fitting)
        raise self._does_not_take(", ".join(map(kind_name, arguments)))

    def invoke_named(self, arguments: dict[str, object], run: Run) -> object:
        for argument in arguments.values():
            run.count_value(argument)
        for signature in self._by_order_of(list(arguments)):
            try:
                fitting = signature.fit_named(arguments)
            except DoesNotFit:
                continue
            return self._answered(signature.call_named, run, fitting)
        raise self._does_not_take(
            ", ".join(f"{name}: {kind_name(value)}" for name, value in arguments.items())
        )

    def _by_order_of(self, names: list[str]) -> list[Signature]:
        """`before(point, range)` and `before(range, point)` have the same names; what is meant is the one
        that is written in this order.
        """
        return sorted(self.signatures, key=lambda each: [one.name for one in each.parameters] != names)

    def _answered(self, call: Callable[[Run, _Arguments], object], run: Run, arguments: _Arguments) -> object:
        try:
            return call(run, arguments)
        except decimal.DecimalException as error:
            raise BecomesNull(f"The result of {self.name} is not a number that FEEL can hold") from error

    def _does_not_take(self, given: str) -> BecomesNull:
        wanted = " or ".join(f"{self.name}({signature})" for signature in self.signatures)
        return BecomesNull(f"Expected {wanted} but got ({given})")


BUILTINS: dict[str, Builtin] = {}


def builtin(
    name: str, *parameters: str, needs_run: bool = False, needs_clock: bool = False
) -> Callable[[_Implementation], _Implementation]:
    """Gives the function ``name`` one more signature. Signatures are tried in the order of the source."""

    def register(implementation: _Implementation) -> _Implementation:
        function = BUILTINS.setdefault(name, Builtin(name))
        signature = Signature(
            tuple(map(Parameter.parse, parameters)), implementation, needs_run or needs_clock
        )
        function.signatures.append(signature)
        function.needs_clock |= needs_clock
        return implementation

    return register


def _python_name(parameter: str) -> str:
    """``start position`` → ``start_position``; ``from`` → ``from_``, since that is a Python keyword."""
    name = parameter.replace(" ", "_")
    return name + "_" if keyword.iskeyword(name) else name
