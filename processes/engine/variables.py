"""Variables: where a name is looked up, where a value goes, and what input and output mappings make of them
(BPMN 10.3, Camunda 8 *Variables*).

A name is looked up from the scope outwards. *Propagation* sets a value in the nearest scope, outwards, that
already has the name, and else in the process instance. *Input mappings* create local variables when an
element is activated; *output mappings* say what leaves it when it completes.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from processes.engine.errors import ErrorType
from processes.engine.reading import Reader
from processes.engine.state import InstanceState, Loop

if TYPE_CHECKING:
    from processes.bpmn.model import Element, VariableMapping
    from processes.engine.step import Step

NOTHING: Mapping[str, Any] = {}


def visible_variables(state: InstanceState, scope_key: int) -> Mapping[str, Any]:
    """The variables seen from a scope; inner ones hide outer ones. A live view, not a copy."""
    variables = state.variables
    if len(variables) == 1 and state.key in variables:
        return variables[state.key]  # mostly, only the instance itself has any
    scopes: list[Mapping[str, Any]] = []
    key: int | None = scope_key
    while key is not None:
        instance = state.element_instances[key]
        if key in variables:
            scopes.append(variables[key])
        if instance.loop is not None and instance.loop.output is not None:
            scopes.append(Collected(instance.loop))
        key = instance.scope_key
    if len(scopes) == 1:
        return scopes[0]
    return ChainMap(*scopes) if scopes else NOTHING  # type: ignore[arg-type]


class Collected(Mapping[str, Any]):
    """The output collection of a loop under its name: as it is, or as it will be with one more result. It is
    copied only when somebody asks for it.
    """

    def __init__(self, loop: Loop, index: int | None = None, result: Any = None) -> None:
        self._loop = loop
        self._index = index
        self._result = result

    def __getitem__(self, name: str) -> list[Any]:
        if name != self._loop.output:
            raise KeyError(name)
        results = list(self._loop.results or ())
        if self._index is not None:
            results[self._index] = self._result
        return results

    def __iter__(self) -> Iterator[str]:
        return iter(() if self._loop.output is None else (self._loop.output,))

    def __len__(self) -> int:
        return 0 if self._loop.output is None else 1


def propagation_scope(state: InstanceState, scope_key: int, name: str) -> int:
    """The key of the scope in which propagation sets this name."""
    for key in scope_chain(state, scope_key):
        if name in state.variables.get(key, NOTHING):
            return key
    return state.key


def scope_chain(state: InstanceState, scope_key: int) -> list[int]:
    """The keys of a scope and of those around it, innermost first."""
    chain: list[int] = []
    key: int | None = scope_key
    while key is not None:
        chain.append(key)
        key = state.element_instances[key].scope_key
    return chain


def map_variables(
    step: Step,
    element: Element,
    mappings: Sequence[VariableMapping],
    variables: Mapping[str, Any],
    outer: Mapping[str, Any],
) -> dict[str, Any]:
    """The values that mappings make. Later mappings see what earlier ones made.

    A dotted target sets a property and keeps the others: those of this mapping run, or of the context that
    `outer` has under the first name.
    """
    made: dict[str, Any] = {}
    seen: Mapping[str, Any] = ChainMap(made, variables)  # type: ignore[arg-type]
    reader = Reader(element, seen, step.now, ErrorType.IO_MAPPING)
    for mapping in mappings:
        first, *path = mapping.target
        value = reader.json_or_none(mapping.source, f"mapping to {'.'.join(mapping.target)}")
        made[first] = with_property(made.get(first, outer.get(first)), path, value)
    return made


def with_property(context: Any, path: Sequence[str], value: Any) -> Any:
    """The context with this part of it set, and all else as it was. An empty path is the whole of it."""
    if not path:
        return value
    first, *rest = path
    copied = dict(context) if isinstance(context, dict) else {}
    copied[first] = with_property(copied.get(first), rest, value)
    return copied
