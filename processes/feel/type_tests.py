"""A type test says whether a value conforms to a type (DMN 1.3, 10.3.2.9.1). Null conforms to every type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from processes.feel import ast
from processes.feel.durations import DaysTimeDuration, YearsMonthsDuration
from processes.feel.temporal import Date, DateTime, Time
from processes.feel.values import Function, Range, adopt

TypeTest = Callable[[object], bool]

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


def type_test(node: ast.Node, types: Mapping[str, ast.Node], depth: int = 0) -> TypeTest | None:
    """``None`` when the type, or one inside it, is unknown."""
    if depth > 20:  # a decision model may define types in a circle
        return None
    match node:
        case ast.TypeName(name="Any"):
            return lambda value: True
        case ast.TypeName(name="function"):
            return lambda value: value is None or isinstance(value, Function)
        case ast.TypeName(name=name) if name in types:
            return type_test(types[name], types, depth + 1)
        case ast.TypeName(name=name) if name in CLASSES:
            classes = CLASSES[name]
            return lambda value: value is None or value.__class__ in classes
        case ast.ListType(item=item):
            return _list_test(type_test(item, types, depth + 1))
        case ast.RangeType(endpoint=endpoint):
            return _range_test(type_test(endpoint, types, depth + 1))
        case ast.ContextType(entries=entries):
            return _context_test({key: type_test(entry, types, depth + 1) for key, entry in entries})
        case ast.FunctionType(parameters=parameters, result=result):
            return _function_test(parameters, result, type_test(result, types, depth + 1))
    return None


def _list_test(item_conforms: TypeTest | None) -> TypeTest | None:
    if item_conforms is None:
        return None

    def conforms(value: object) -> bool:
        return value is None or (
            isinstance(value, list) and all(item_conforms(adopt(item)) for item in value)
        )

    return conforms


def _range_test(endpoint_conforms: TypeTest | None) -> TypeTest | None:
    if endpoint_conforms is None:
        return None

    def conforms(value: object) -> bool:
        if value is None:
            return True
        return isinstance(value, Range) and endpoint_conforms(value.start) and endpoint_conforms(value.end)

    return conforms


def _context_test(entry_tests: Mapping[str, TypeTest | None]) -> TypeTest | None:
    """A context with more entries than the type still conforms to it."""
    known = {key: test for key, test in entry_tests.items() if test is not None}
    if len(known) < len(entry_tests):
        return None

    def conforms(value: object) -> bool:
        if value is None:
            return True
        if not isinstance(value, dict):
            return False
        return all(key in value and test(adopt(value[key])) for key, test in known.items())

    return conforms


def _function_test(
    parameters: tuple[ast.Node, ...], result: ast.Node, result_test: TypeTest | None
) -> TypeTest:
    """A function without declared types takes anything, and mostly gives nobody knows what before it is
    invoked.
    """
    gives_anything = result == ast.TypeName("Any")

    def conforms(value: object) -> bool:
        if value is None:
            return True
        if not isinstance(value, Function) or not value.accepts_types(parameters):
            return False
        return gives_anything or (result_test is not None and value.is_sure_to_give(result_test))

    return conforms
