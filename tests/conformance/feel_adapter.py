"""What the FEEL pack asks: one expression in the place where its decision model had it.

Around the expression are variables with types, other decisions (``let``), and types that the model defines.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from processes.dmn.types import ItemDefinition, Types, UnknownType
from processes.feel import FeelLimitExceeded, FeelSyntaxError, ast, compile
from processes.feel.errors import BecomesNull
from processes.feel.scope import Run
from processes.feel.type_tests import coercion
from tests.conformance.packs import load_runner
from tests.conformance.values import Typed, from_typed, to_typed


class FeelAdapter:
    def __init__(self, now: datetime, host: Any) -> None:
        self._now = now

    def feel(self, expression: str, context: dict[str, Typed], test: dict[str, Any]) -> Typed:
        types = Types({each["name"]: item_definition(each) for each in test.get("item_definitions", [])})
        place = _Place(self._now, types)
        try:
            for name, typed in context.items():
                type_ref = (test.get("context_types") or {}).get(name)
                place.variables[name] = place.converted(from_typed(typed), type_ref)
            for decision in test.get("let") or []:
                value = place.evaluate(decision["expression"])
                place.variables[decision["name"]] = place.converted(value, decision.get("type"))
            return to_typed(place.converted(place.evaluate(expression), test.get("result_type")))
        except (FeelSyntaxError, FeelLimitExceeded) as error:
            raise load_runner().EngineError(str(error)) from error


class _Place:
    """The variables and types around an expression."""

    def __init__(self, now: datetime, types: Types) -> None:
        self._now = now
        self._types = types
        self.variables: dict[str, object] = {}

    def evaluate(self, text: str) -> object:
        words = self._types.component_names() | self._types.definitions.keys()
        named: Mapping[str, ast.Node] = self._types.named()
        expression = compile(text, names=words | self.variables.keys(), types=named)
        return expression.evaluate(self.variables, now=self._now)

    def converted(self, value: object, type_ref: str | None) -> object:
        """What a variable of this type gets (DMN 1.5, 10.3.2.9.4)."""
        try:
            node = self._types.resolve(type_ref)
        except UnknownType:
            return value
        coerce = coercion(node, self._types.named())
        try:
            return coerce(value, Run(self._now, None)) if coerce else value
        except BecomesNull:
            return None


def item_definition(written: Mapping[str, Any]) -> ItemDefinition:
    function = written.get("functionItem")
    return ItemDefinition(
        name=written["name"],
        type_ref=written.get("typeRef"),
        components=tuple(item_definition(each) for each in written.get("components", ())),
        is_collection=bool(written.get("isCollection")),
        allowed_values=written.get("allowedValues"),
        type_constraint=written.get("typeConstraint"),
        function=_signature(function) if function is not None else None,
    )


def _signature(function: Mapping[str, Any]) -> tuple[tuple[str | None, ...], str | None]:
    parameters = tuple(each.get("typeRef") for each in function.get("parameters", ()))
    return parameters, function.get("outputTypeRef")
