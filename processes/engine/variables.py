"""Variables: where a name is looked up, where a value goes, and what input and output mappings make of them
(BPMN 10.3, Camunda 8 *Variables*).

A name is looked up from the scope outwards. *Propagation* sets a value in the nearest scope, outwards, that
already has the name, and else in the process instance. *Input mappings* create local variables when an
element is activated; *output mappings* say what leaves it when it completes.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from processes.engine.errors import ErrorType
from processes.engine.reading import Reader
from processes.engine.state import InstanceState

if TYPE_CHECKING:
    from processes.bpmn.model import Element, VariableMapping
    from processes.engine.step import Step

NOTHING: Mapping[str, Any] = {}


def visible_variables(state: InstanceState, scope_key: int) -> Mapping[str, Any]:
    """The variables seen from a scope; inner ones hide outer ones. A live view, not a copy."""
    variables = state.variables
    if len(variables) == 1 and state.key in variables:
        return variables[state.key]  # mostly, only the instance itself has any
    scopes = [variables[key] for key in scope_chain(state, scope_key) if key in variables]
    if len(scopes) == 1:
        return scopes[0]
    return ChainMap(*scopes) if scopes else NOTHING


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
        made[first] = _with_property(made.get(first, outer.get(first)), path, value) if path else value
    return made


def _with_property(context: Any, path: Sequence[str], value: Any) -> Any:
    if not path:
        return value
    first, *rest = path
    copied = dict(context) if isinstance(context, dict) else {}
    copied[first] = _with_property(copied.get(first), rest, value)
    return copied
