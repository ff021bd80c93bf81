"""A type test says whether a value conforms to a type (DMN 1.3, 10.3.2.9.1). Null conforms to every type.

A *coercion* gives the value that a variable or parameter of a type gets: the value itself if it conforms, or
what FEEL converts it to (10.3.2.9.4): a list of one to its item, a single value to a list, a date to its
midnight.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from processes.feel import ast
from processes.feel.durations import DaysTimeDuration, YearsMonthsDuration
from processes.feel.errors import BecomesNull
from processes.feel.scope import Run
from processes.feel.temporal import Date, DateTime, Time
from processes.feel.values import Function, Range, adopt, kind_name

TypeTest = Callable[[object, Run], bool]
Coercion = Callable[[object, Run], object]

CLASSES: dict[str, frozenset[type]] = {
    "number": frozenset({int, Decimal}),
    "string": frozenset({str}),
    "boolean": frozenset({bool}),
    "date": frozenset({Date}),
    "time": frozenset({Time}),
    "date and time": frozenset({DateTime}),
    "days and time duration": frozenset({DaysTimeDuration}),
    "years and months duration": frozenset({YearsMonthsDuration}),
    # The short names that DMN's type language and older models use.
    "dayTimeDuration": frozenset({DaysTimeDuration}),
    "yearMonthDuration": frozenset({YearsMonthsDuration}),
    "dateTime": frozenset({DateTime}),
    "list": frozenset({list}),
    "context": frozenset({dict}),
    "range": frozenset({Range}),
    "Null": frozenset(),
}
ANY = ast.TypeName("Any")
_MAX_NESTING = 100


def type_test(node: ast.Node, types: Mapping[str, ast.Node]) -> TypeTest | None:
    """``None`` when the type, or one inside it, is unknown."""
    return _Tests(types).test(node)


def coercion(node: ast.Node, types: Mapping[str, ast.Node], what: str = "The value") -> Coercion | None:
    """Raises ``BecomesNull``, when it is used, for a value that does not conform. ``None`` for an unknown
    type.
    """
    conforms = _Tests(types, is_trusting=True).test(node)
    if conforms is None:
        return None

    def coerce(value: object, run: Run) -> object:
        if conforms(value, run):
            return value
        for converted in _conversions(value):
            if conforms(converted, run):
                return converted
        raise BecomesNull(f"{what} has the type {type_text(node)}, which a {kind_name(value)} is not")

    return coerce


def type_text(node: ast.Node) -> str:
    match node:
        case ast.TypeName(name=name):
            return name
        case ast.ListType(item=item):
            return f"list<{type_text(item)}>"
        case ast.RestrictedType(base=base):
            return f"{type_text(base)} with allowed values"
        case ast.ContextType():
            return "context"
        case ast.FunctionType():
            return "function"
    return "range"


def _conversions(value: object) -> list[object]:
    if isinstance(value, list):
        return [adopt(value[0])] if len(value) == 1 else []
    if isinstance(value, Date):
        return [[value], value.at_midnight_utc()]
    return [[value]]


class _Tests:
    """Types that are made of each other share their parts, so each part is looked at once."""

    def __init__(self, types: Mapping[str, ast.Node], is_trusting: bool = False) -> None:
        self._types = types
        #: Whether a function of which nobody knows what it gives is taken for one that gives what is wanted.
        self._is_trusting = is_trusting
        self._made: dict[int, tuple[ast.Node, TypeTest | None]] = {}

    def test(self, node: ast.Node, depth: int = 0) -> TypeTest | None:
        if depth > _MAX_NESTING:  # a decision model may define types in a circle
            return None
        if id(node) not in self._made:
            self._made[id(node)] = (node, self._make(node, depth + 1))
        return self._made[id(node)][1]

    def _make(self, node: ast.Node, depth: int) -> TypeTest | None:
        match node:
            case ast.TypeName(name="Any"):
                return lambda value, run: True
            case ast.TypeName(name="function"):
                return lambda value, run: value is None or isinstance(value, Function)
            case ast.TypeName(name=name) if name in self._types:
                return self.test(self._types[name], depth)
            case ast.TypeName(name=name) if name in CLASSES:
                classes = CLASSES[name]
                return lambda value, run: value is None or value.__class__ in classes
            case ast.ListType(item=item):
                return _list_test(self.test(item, depth))
            case ast.RangeType(endpoint=endpoint):
                return _range_test(self.test(endpoint, depth))
            case ast.ContextType(entries=entries):
                return _context_test({key: self.test(entry, depth) for key, entry in entries})
            case ast.FunctionType():
                return _function_test(node, self._types, self._is_trusting)
            case ast.RestrictedType(base=base, allows=allows):
                return _restricted_test(self.test(base, depth), allows)
        return None


def _list_test(item_conforms: TypeTest | None) -> TypeTest | None:
    if item_conforms is None:
        return None

    def conforms(value: object, run: Run) -> bool:
        if value is None:
            return True
        if not isinstance(value, list):
            return False
        run.count_iterations(len(value))
        return all(item_conforms(adopt(item), run) for item in value)

    return conforms


def _range_test(endpoint_conforms: TypeTest | None) -> TypeTest | None:
    if endpoint_conforms is None:
        return None

    def conforms(value: object, run: Run) -> bool:
        if value is None:
            return True
        if not isinstance(value, Range):
            return False
        return endpoint_conforms(value.start, run) and endpoint_conforms(value.end, run)

    return conforms


def _context_test(entry_tests: Mapping[str, TypeTest | None]) -> TypeTest | None:
    """A context with more entries than the type still conforms to it."""
    known = {key: test for key, test in entry_tests.items() if test is not None}
    if len(known) < len(entry_tests):
        return None

    def conforms(value: object, run: Run) -> bool:
        if value is None:
            return True
        if not isinstance(value, dict):
            return False
        run.count_iterations(len(known))
        return all(key in value and test(adopt(value[key]), run) for key, test in known.items())

    return conforms


def _restricted_test(base_conforms: TypeTest | None, allows: TypeTest) -> TypeTest | None:
    if base_conforms is None:
        return None
    return lambda value, run: value is None or (base_conforms(value, run) and allows(value, run))


def _function_test(node: ast.FunctionType, types: Mapping[str, ast.Node], is_trusting: bool) -> TypeTest:
    """A function without declared types takes anything, and mostly gives nobody knows what before it is
    invoked.
    """

    def conforms(value: object, run: Run) -> bool:
        if value is None:
            return True
        if not isinstance(value, Function) or not _accepts(value, node.parameters, types):
            return False
        if node.result == ANY:
            return True
        given = value.result_type
        return is_trusting if given is None else type_conforms(given, node.result, types)

    return conforms


def _accepts(function: Function, arguments: tuple[ast.Node, ...], types: Mapping[str, ast.Node]) -> bool:
    """Whether it can be invoked with arguments of these types (contravariance, 10.3.2.9.2)."""
    taken = function.parameter_types
    return len(taken) == len(arguments) and all(
        type_conforms(given, wanted, types) for given, wanted in zip(arguments, taken, strict=True)
    )


def type_conforms(given: ast.Node, wanted: ast.Node, types: Mapping[str, ast.Node], depth: int = 0) -> bool:
    """Whether every value of the type ``given`` conforms to ``wanted`` (10.3.2.9.2)."""
    given, wanted = _resolved(given, types), _resolved(wanted, types)
    if wanted == ANY or given == wanted:
        return True
    if depth > _MAX_NESTING:
        return False
    match given, wanted:
        case ast.RestrictedType(base=base), _:
            return type_conforms(base, wanted, types, depth + 1)
        case ast.TypeName(name=one), ast.TypeName(name=other):
            return one == "Null" or CLASSES.get(one, one) == CLASSES.get(other, other)
        case ast.ListType(item=one), ast.ListType(item=other):
            return type_conforms(one, other, types, depth + 1)
        case ast.ListType(), ast.TypeName(name="list"):
            return True
        case ast.RangeType(endpoint=one), ast.RangeType(endpoint=other):
            return type_conforms(one, other, types, depth + 1)
        case ast.RangeType(), ast.TypeName(name="range"):
            return True
        case ast.ContextType(), ast.TypeName(name="context"):
            return True
        case ast.ContextType(entries=entries), ast.ContextType(entries=needed):
            has = dict(entries)
            return all(
                key in has and type_conforms(has[key], entry, types, depth + 1) for key, entry in needed
            )
        case ast.FunctionType(), ast.TypeName(name="function"):
            return True
        case ast.FunctionType(parameters=has, result=gives), ast.FunctionType(parameters=gets, result=needs):
            return (
                len(has) == len(gets)
                and all(type_conforms(b, a, types, depth + 1) for a, b in zip(has, gets, strict=True))
                and type_conforms(gives, needs, types, depth + 1)
            )
    return False


def _resolved(node: ast.Node, types: Mapping[str, ast.Node]) -> ast.Node:
    for _ in range(_MAX_NESTING):
        if not (isinstance(node, ast.TypeName) and node.name in types):
            break
        node = types[node.name]
    return node
