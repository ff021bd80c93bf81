"""An expression is FEEL text, compiled once and evaluated on variables as often as wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from processes.feel import ast
from processes.feel.compiled import compile_node
from processes.feel.compiled.code import Code
from processes.feel.compiled.unary_tests import Passes
from processes.feel.compiled.unary_tests import compile_unary_tests as compile_unary_tests_of
from processes.feel.errors import FeelLimitExceeded, Warning
from processes.feel.json_value import to_json
from processes.feel.names_read import names_read, reads_clock
from processes.feel.parser import parse_expression, parse_unary_tests
from processes.feel.printer import print_node
from processes.feel.scope import Run, Scope


@dataclass(frozen=True, slots=True)
class Expression:
    text: str
    names: frozenset[str]  #: variables it reads, as far as the text tells
    is_constant: bool  #: reads no variable and no clock
    node: ast.Node = field(repr=False, compare=False)
    _code: Code = field(repr=False, compare=False)
    #: of a constant text, number or truth: what `to_json` makes of its value; else None
    constant: str | int | float | None = None

    def evaluate(
        self, variables: Scope, *, now: datetime | None = None, warnings: list[Warning] | None = None
    ) -> object:
        """The value, which is null (``None``) where FEEL has no answer; ``warnings`` then tells why.

        Raises ``FeelLimitExceeded`` when the expression asks for too much.
        """
        try:
            return self._code(variables, Run(now, warnings))
        except RecursionError as error:
            raise _too_deep(self.text) from error

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class UnaryTests:
    """An input entry of a decision table: asks whether a value passes its tests."""

    text: str
    names: frozenset[str]
    node: ast.UnaryTestList = field(repr=False, compare=False)
    _passes: Passes = field(repr=False, compare=False)

    def matches(
        self,
        value: object,
        variables: Scope,
        now: datetime | None = None,
        warnings: list[Warning] | None = None,
    ) -> bool:
        """Whether any test holds, or, negated, none does; without tests (``-``) every value passes."""
        try:
            return self._passes(value, variables, Run(now, warnings))
        except RecursionError as error:
            raise _too_deep(self.text) from error

    def __str__(self) -> str:
        return self.text


def compile(text: str, names: Iterable[str] = (), types: Mapping[str, ast.Node] | None = None) -> Expression:
    """A leading ``=``, as Camunda's modeler writes it, is accepted. Raises ``FeelSyntaxError``.

    ``names``: variables with operators or keywords in their names, such as ``days in weekend``, to be read
    as one name. ``types``: the types that a decision model defines, for ``instance of``.
    """
    if types:
        return _compile(text, tuple(names), types)
    return _cached(text, tuple(sorted(names)) if names else ())


def constant(text: str) -> Expression:
    """An expression that always gives this text, however long."""
    node = ast.Literal(text)
    return _of_node(print_node(node), node, None)


def compile_unary_tests(text: str, names: Iterable[str] = ()) -> UnaryTests:
    return _cached_unary_tests(text, tuple(sorted(names)))


def _compile(text: str, names: tuple[str, ...], types: Mapping[str, ast.Node] | None) -> Expression:
    return _of_node(text, parse_expression(without_marker(text), names), types)


def _of_node(text: str, node: ast.Node, types: Mapping[str, ast.Node] | None) -> Expression:
    read = names_read(node)
    code = compile_node(node, types)
    is_constant = not read and not reads_clock(node)
    constant = _scalar(code) if isinstance(node, ast.Literal) else None
    return Expression(text, read, is_constant, node, code, constant)


def _scalar(code: Code) -> str | int | float | None:
    value = to_json(code({}, Run(None, None)))
    return value if isinstance(value, str | int | float) else None


@lru_cache(maxsize=4096)
def _cached(text: str, names: tuple[str, ...]) -> Expression:
    return _compile(text, names, None)


@lru_cache(maxsize=4096)
def _cached_unary_tests(text: str, names: tuple[str, ...]) -> UnaryTests:
    node = parse_unary_tests(text, names)
    return UnaryTests(text, names_read(node), node, compile_unary_tests_of(node))


def without_marker(text: str) -> str:
    """The expression behind a leading ``=``. A blank takes its place, so that positions stay those of the
    text.
    """
    start = len(text) - len(text.lstrip())
    return f"{text[:start]} {text[start + 1 :]}" if text[start : start + 1] == "=" else text


def _too_deep(text: str) -> FeelLimitExceeded:
    return FeelLimitExceeded(f"Expected an expression and values less deeply nested: {text:.80}")
