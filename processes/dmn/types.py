"""Item definitions: the types that a decision model defines (DMN 1.5, 7.3.3), as FEEL's own type expressions.

    itemDefinition tPerson {name: string, age: number [0..150]} → context<name: string, age: number(allowed)>

Allowed values restrict the items of a collection, a type constraint the collection as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from processes.feel import FeelSyntaxError, ast
from processes.feel.compiled.unary_tests import compile_unary_tests
from processes.feel.parser import parse_unary_tests
from processes.feel.type_tests import ANY

#: Names of FEEL's base types, and what other modelers call them.
BASE_TYPES: dict[str, str] = {
    **dict.fromkeys(("number", "integer", "long", "double", "decimal"), "number"),
    "string": "string",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    **dict.fromkeys(("date and time", "dateTime", "dateAndTime"), "date and time"),
    **dict.fromkeys(
        ("days and time duration", "dayTimeDuration", "daysAndTimeDuration"), "days and time duration"
    ),
    **dict.fromkeys(
        ("years and months duration", "yearMonthDuration", "yearsAndMonthsDuration"),
        "years and months duration",
    ),
    "Any": "Any",
    "context": "context",
    "list": "list",
    "function": "function",
}
_MAX_NESTING = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDefinition:
    """As written: a reference to another type, components, or a function's signature."""

    name: str
    type_ref: str | None = None
    components: tuple[ItemDefinition, ...] = ()
    is_collection: bool = False
    allowed_values: str | None = None
    type_constraint: str | None = None
    #: (types of the parameters, type of the result) of a function item
    function: tuple[tuple[str | None, ...], str | None] | None = None


class UnknownType(ValueError):
    """There is no type of that name; the argument tells which."""


@dataclass(slots=True)
class Types:
    """The types that are known in one model: its own, and those of imported models as ``import.type``."""

    definitions: Mapping[str, ItemDefinition]
    imported: Mapping[str, Mapping[str, ast.Node]] = field(default_factory=dict)
    _made: dict[str, ast.Node] = field(default_factory=dict)

    def named(self) -> dict[str, ast.Node]:
        """All types that can be made, by name; for ``instance of`` and for parameters."""
        known = {
            f"{alias}.{name}": node for alias, types in self.imported.items() for name, node in types.items()
        }
        for name in self.definitions:
            try:
                known[name] = self.resolve(name)
            except (UnknownType, FeelSyntaxError):
                continue
        return known

    def resolve(self, type_ref: str | None, depth: int = 0) -> ast.Node:
        """Raises ``UnknownType``, or ``FeelSyntaxError`` when its allowed values are no unary tests."""
        if not type_ref:
            return ANY
        name = " ".join(type_ref.split())
        if depth > _MAX_NESTING:
            raise UnknownType(f"{name}, whose definition needs itself or is nested too deeply")
        if name in self.definitions:
            if name not in self._made:
                self._made[name] = self._of(self.definitions[name], depth + 1)
            return self._made[name]
        if name in self.imported.get("", {}):  # an import without a name
            return self.imported[""][name]
        alias, dot, inner = name.partition(".")
        if dot and inner in self.imported.get(alias, {}):
            return self.imported[alias][inner]
        if name in BASE_TYPES:
            return ast.TypeName(BASE_TYPES[name])
        prefix, colon, local = name.partition(":")
        if colon and prefix:  # DMN 1.1 wrote qualified names: feel:number
            return self.resolve(local, depth + 1)
        raise UnknownType(name)

    def _of(self, definition: ItemDefinition, depth: int) -> ast.Node:
        node = self._item(definition, depth)
        if definition.allowed_values:
            node = _restricted(node, definition.allowed_values)
        if definition.is_collection:
            node = ast.ListType(node)
        if definition.type_constraint:
            node = _restricted(node, definition.type_constraint)
        return node

    def _item(self, definition: ItemDefinition, depth: int) -> ast.Node:
        if definition.components:
            if depth > _MAX_NESTING:
                raise UnknownType(f"{definition.name}, which is nested too deeply")
            return ast.ContextType(
                tuple((component.name, self._of(component, depth + 1)) for component in definition.components)
            )
        if definition.function:
            parameters, result = definition.function
            return ast.FunctionType(
                tuple(self.resolve(parameter, depth + 1) for parameter in parameters),
                self.resolve(result, depth + 1),
            )
        return self.resolve(definition.type_ref, depth + 1)

    def component_names(self) -> set[str]:
        """Names that may follow a dot, which may hold spaces and operators."""
        names: set[str] = set()
        pending = list(self.definitions.values())
        while pending:
            definition = pending.pop()
            names.update(component.name for component in definition.components)
            pending.extend(definition.components)
        return names


def _restricted(node: ast.Node, tests: str) -> ast.Node:
    passes = compile_unary_tests(parse_unary_tests(tests))
    return ast.RestrictedType(node, lambda value, run: passes(value, {}, run))
