"""External functions that models made for Java engines call (DMN 1.5, 10.3.2.13.4), written in Python.

    function(a, b) external {java: {class: "java.lang.Math", method signature: "max(double, double)"}}

There is no Java here: what the specification calls the class path is this table of pure functions. Anything
else is null, like any external function that cannot be found.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from processes.feel.errors import BecomesNull
from processes.feel.feel_text import to_feel_text
from processes.feel.limits import check_string
from processes.feel.numbers import Number, number_from_float, whole_as_int
from processes.feel.values import is_number, kind_name

_SIGNATURE = re.compile(r"\s*(\w+)\s*\(([^()]*)\)\s*")
_FORMAT = re.compile(r"%(?:%|(-)?(0)?(\d{1,3})?(?:\.(\d{1,2}))?([sdfn]))")


def java_function(class_name: object, signature: object) -> Callable[[list[object]], object]:
    """Raises ``BecomesNull`` when the class has no such method."""
    match = _SIGNATURE.fullmatch(signature) if isinstance(signature, str) else None
    if match is not None:
        types = tuple(part.strip() for part in match[2].split(",") if part.strip())
        method = _METHODS.get((str(class_name), match[1]))
        if method is not None and (invoke := method(types)) is not None:
            return _of_arity(len(types), invoke) if types[-1:] not in _MANY else invoke
    raise BecomesNull(f"There is no external function {class_name}.{signature}")


def _of_arity(count: int, invoke: Callable[[list[object]], object]) -> Callable[[list[object]], object]:
    def checked(arguments: list[object]) -> object:
        if len(arguments) != count:
            raise BecomesNull(f"The external function takes {count} arguments, not {len(arguments)}")
        return invoke(arguments)

    return checked


# ── values ──

_MANY = (("[Ljava.lang.Object;",), ("java.lang.Object...",))

_BITS = {"byte": 8, "short": 16, "int": 32, "long": 64}
_BOXED = {"java.lang.Integer": "int", "java.lang.Long": "long", "java.lang.Short": "short"}
_BOXED |= {"java.lang.Byte": "byte", "java.lang.Double": "double", "java.lang.Float": "float"}


_FITS: dict[str, Callable[[object], bool]] = {
    "double": is_number,
    "float": is_number,
    "java.math.BigDecimal": is_number,
    "char": lambda value: isinstance(value, str) and len(value) == 1,
    "java.lang.String": lambda value: value is None or isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "java.lang.Object": lambda value: True,
}


def _argument(value: object, java_type: str) -> Any:
    java_type = _BOXED.get(java_type, java_type)
    if java_type in _BITS and is_number(value):
        bits = _BITS[java_type]
        whole = int(value)  # type: ignore[call-overload]
        if -(2 ** (bits - 1)) <= whole < 2 ** (bits - 1):
            return whole
    elif java_type in _FITS and _FITS[java_type](value):
        return value
    raise BecomesNull(f"The external function takes a {java_type}, which a {kind_name(value)} is not")


def _number(value: float | Number) -> Number | None:
    """FEEL has no NaN and no infinity."""
    number = number_from_float(value) if isinstance(value, float) else value
    return None if number is None else whole_as_int(number)


# ── java.lang.Math ──

_Method = Callable[[tuple[str, ...]], Callable[[list[object]], object] | None]
_NUMERIC = {*_BITS, "double", "float"}


def _math(calculate: Callable[..., Any], arity: int = 1) -> _Method:
    def method(types: tuple[str, ...]) -> Callable[[list[object]], object] | None:
        if len(types) != arity or not _NUMERIC.issuperset(types):
            return None

        def invoke(arguments: list[object]) -> object:
            given = [_argument(value, type_) for value, type_ in zip(arguments, types, strict=True)]
            try:
                return _number(calculate(*given))
            except (ValueError, OverflowError, ArithmeticError) as error:
                raise BecomesNull(f"The external function has no result: {error}") from error

        return invoke

    return method


# ── java.lang.String and the classes of numbers ──


def _value_of(convert: Callable[[Any], object], *takes: str) -> _Method:
    def method(types: tuple[str, ...]) -> Callable[[list[object]], object] | None:
        if len(types) != 1 or types[0] not in takes:
            return None
        return lambda arguments: convert(_argument(arguments[0], types[0]))

    return method


def _parsed(bits: int | None) -> Callable[[Any], object]:
    def parse(value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            number = Decimal(value.strip()) if bits is None else Decimal(int(value))
        except (ValueError, ArithmeticError) as error:
            raise BecomesNull(f'"{value}" is not a number') from error
        if not number.is_finite() or (bits and not -(2 ** (bits - 1)) <= number < 2 ** (bits - 1)):
            raise BecomesNull(f'"{value}" is not a number of this size')
        return whole_as_int(number)

    return parse


def _format(types: tuple[str, ...]) -> Callable[[list[object]], object] | None:
    """``String.format`` with the conversions %s, %d, %f, %n and %%."""
    if types not in (
        ("java.lang.String", "[Ljava.lang.Object;"),
        ("java.lang.String", "java.lang.Object..."),
    ):
        return None

    def invoke(arguments: list[object]) -> object:
        text, *values = arguments or [None]
        if not isinstance(text, str):
            raise BecomesNull("The external function needs a text to format")
        remaining = iter(values)

        def replaced(match: re.Match[str]) -> str:
            left, zeros, width, precision, conversion = match.groups()
            if conversion is None or conversion == "n":
                return "%" if conversion is None else "\n"
            written = _converted(next(remaining, None), conversion, precision)
            return (
                written.ljust(int(width or 0))
                if left
                else written.rjust(int(width or 0), "0" if zeros else " ")
            )

        if "%" in _FORMAT.sub("", text):
            raise BecomesNull(f'The format "{text}" has a conversion that is not known')
        return check_string(_FORMAT.sub(replaced, text))

    return invoke


def _converted(value: object, conversion: str, precision: str | None) -> str:
    if conversion == "s":
        return to_feel_text(value)
    if not is_number(value):
        raise BecomesNull(f"%{conversion} formats a number, not a {kind_name(value)}")
    if conversion == "d":
        return format(int(value), "d")  # type: ignore[call-overload]
    return format(Decimal(value), f".{precision or 6}f")  # type: ignore[arg-type]


def _rounded(value: Number) -> int:
    return math.floor(Decimal(value) + Decimal("0.5"))


_MATH: dict[str, tuple[Callable[..., Any], int]] = {
    **{
        name: (getattr(math, name), 1)
        for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "sqrt")
    },
    "abs": (abs, 1),
    "cbrt": (math.cbrt, 1),
    "ceil": (math.ceil, 1),
    "floor": (math.floor, 1),
    "log": (math.log, 1),
    "log10": (math.log10, 1),
    "round": (_rounded, 1),
    "signum": (lambda value: (value > 0) - (value < 0), 1),
    "toDegrees": (math.degrees, 1),
    "toRadians": (math.radians, 1),
    "atan2": (math.atan2, 2),
    "hypot": (math.hypot, 2),
    "max": (max, 2),
    "min": (min, 2),
    "pow": (lambda base, exponent: math.pow(base, exponent), 2),
}
_METHODS: dict[tuple[str, str], _Method] = {
    **{("java.lang.Math", name): _math(calculate, arity) for name, (calculate, arity) in _MATH.items()},
    ("java.lang.String", "valueOf"): _value_of(
        to_feel_text, "char", "boolean", "int", "long", "float", "double", "java.lang.Object"
    ),
    ("java.lang.String", "format"): _format,
}
for _class, _primitive in _BOXED.items():
    _parse = _value_of(_parsed(_BITS.get(_primitive)), "java.lang.String", _primitive)
    _METHODS[_class, "valueOf"] = _parse
    _METHODS[_class, f"parse{_primitive.capitalize()}"] = _parse
