"""The elements of a requirement graph, ready to be evaluated: decisions, input data, business knowledge,
decision services.

An element is known by its *key*, the namespace of its model and its id, since models import each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from processes.feel import ast
from processes.feel.compiled.code import Code
from processes.feel.errors import BecomesNull
from processes.feel.scope import Run
from processes.feel.type_tests import ANY, Coercion
from processes.feel.values import Function

Key = tuple[str, str]
#: How an element is called in a model: by its name, or by the name of an import and its name there.
QualifiedName = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    key: Key
    name: QualifiedName


@dataclass(frozen=True, slots=True, kw_only=True)
class InputData:
    key: Key
    name: str
    type: ast.Node
    coerce: Coercion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    key: Key
    name: str
    requires: tuple[Requirement, ...]  #: input data and decisions
    knowledge: Mapping[str, object]  #: functions, by name or, for imported ones, in a context
    label: str = ""  #: what people call it; others read it by its name
    version_tag: str | None = None
    output_name: str | None = None  #: of the only output of its table
    type: ast.Node
    code: Code
    coerce: Coercion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessKnowledge:
    key: Key
    name: str
    function: Function


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionService:
    key: Key
    name: str
    outputs: tuple[Requirement, ...]
    input_data: tuple[Requirement, ...]
    input_decisions: tuple[Requirement, ...]
    parameter_types: tuple[ast.Node, ...]
    type: ast.Node
    coerce: Coercion | None

    @property
    def parameters(self) -> tuple[Requirement, ...]:
        """Input data first, then input decisions (DMN 1.5, 10.4)."""
        return self.input_data + self.input_decisions


def put(scope: dict[str, object], name: QualifiedName, value: object) -> None:
    """Gives a name a meaning. What is imported stands in a context that bears the import's name."""
    if len(name) == 1:
        scope[name[0]] = value
        return
    inner = scope.get(name[0])
    scope[name[0]] = {**(inner if isinstance(inner, dict) else {}), name[1]: value}


class ServiceFunction(Function):
    """A decision service as FEEL invokes it."""

    __slots__ = ("_evaluate", "service")

    def __init__(
        self,
        service: DecisionService,
        evaluate: Callable[[DecisionService, Mapping[Key, object], Run], object],
    ) -> None:
        self.service = service
        self._evaluate = evaluate

    def __str__(self) -> str:
        return self.service.name

    @property
    def parameter_names(self) -> tuple[str, ...]:
        return tuple(".".join(parameter.name) for parameter in self.service.parameters)

    @property
    def parameter_types(self) -> tuple[ast.Node, ...]:
        return self.service.parameter_types

    @property
    def result_type(self) -> ast.Node | None:
        return None if self.service.type == ANY else self.service.type

    def invoke(self, arguments: list[object], run: Run) -> object:
        parameters = self.service.parameters
        if len(arguments) != len(parameters):
            raise _wrong_arguments(self)
        given = {parameter.key: argument for parameter, argument in zip(parameters, arguments, strict=True)}
        return self._invoke(given, run)

    def invoke_named(self, arguments: dict[str, object], run: Run) -> object:
        """Parameters that are not given are null."""
        if not arguments.keys() <= set(self.parameter_names):
            raise _wrong_arguments(self)
        return self._invoke(
            {parameter.key: arguments.get(".".join(parameter.name)) for parameter in self.service.parameters},
            run,
        )

    def _invoke(self, given: Mapping[Key, object], run: Run) -> object:
        run.enter_invocation()
        try:
            return self._evaluate(self.service, given, run)
        finally:
            run.leave_invocation()


def _wrong_arguments(function: ServiceFunction) -> BecomesNull:
    return BecomesNull(f"Expected {function}({', '.join(function.parameter_names)})")


Element = InputData | Decision | BusinessKnowledge | DecisionService
