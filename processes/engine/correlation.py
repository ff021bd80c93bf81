"""Correlation keys of an instance: the first message with one, sent or received, gives it its value (BPMN
8.4.2, *key-based correlation*).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from processes.bpmn.correlation import ANY, key_of
from processes.bpmn.event_definitions import Correlation, MessageEventDefinition, SingleEventDefinition
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.events import CorrelationKeySet
from processes.engine.state import ElementInstance
from processes.engine.step import Step


def learn(step: Step, definitions: Iterable[SingleEventDefinition], variables: Mapping[str, Any]) -> None:
    """A message that these definitions are about has been sent or received, with these variables."""
    for definition in definitions:
        if not isinstance(definition, MessageEventDefinition) or (found := definition.correlation) is None:
            continue
        if found.key in step.state.correlation_keys:
            continue
        value = key_of(found.properties, variables, step.now)
        if value is not None:
            step.emit(CorrelationKeySet(process_instance_key=step.state.key, name=found.key, value=value))


def awaited(step: Step, scope: ElementInstance, element: str, correlation: Correlation) -> str:
    """The correlation key to wait with. Raises `ElementFailed` if its data do not give it."""
    if correlation.is_along_flow:
        return ANY
    if correlation.bound:
        value = key_of(correlation.bound, step.variables(scope.key), step.now)
        if value is None:
            paths = ", ".join(f"`{each.text}`" for each in correlation.bound)
            raise ElementFailed(
                ErrorType.MESSAGE,
                f"Expected correlation key {correlation.key!r} of {element!r} to have texts or numbers, "
                f"but {paths} gives none.",
            )
        return value
    return step.state.correlation_keys.get(correlation.key, ANY)


def sent(step: Step, correlation: Correlation, variables: Mapping[str, Any]) -> str:
    """The correlation key of a message that is sent: what it carries, else that of the instance."""
    value = key_of(correlation.properties, variables, step.now)
    return value or step.state.correlation_keys.get(correlation.key, "")
