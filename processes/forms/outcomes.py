"""Outcomes of a form: submit buttons that say, by a custom property `outcome`, how the task ends when they
are pressed. `outcomeVariable` on any of them names the variable that gets it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from processes.bpmn.model import DEFAULT_OUTCOME_VARIABLE, Outcome, Outcomes

Component = Mapping[str, Any]


def outcomes_of_form(schema: Component) -> Outcomes | None:
    """None if none of its buttons is an outcome."""
    variable: str | None = None
    labels: dict[str, str] = {}
    for button in _submit_buttons(schema):
        properties = button.get("properties")
        if not isinstance(properties, Mapping):
            continue
        if value := _text(properties.get("outcome")):
            labels.setdefault(value, _text(button.get("label")) or value)
            variable = variable or _text(properties.get("outcomeVariable"))
    if not labels:
        return None
    return Outcomes(
        variable=variable or DEFAULT_OUTCOME_VARIABLE,
        choices=tuple(Outcome(value=value, label=label) for value, label in labels.items()),
    )


def _submit_buttons(container: Component) -> Iterator[Component]:
    for component in container.get("components") or ():
        if component.get("type") == "button" and component.get("action", "submit") == "submit":
            yield component
        elif component.get("type") != "dynamiclist":
            yield from _submit_buttons(component)


def _text(value: object) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None
