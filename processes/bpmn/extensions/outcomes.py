"""Outcomes: a user task that is completed with one of several buttons says so in its extension properties.

    outcomes          approve=Approve; refuse=Refuse; more=Ask for more
    outcomeVariable   decision

Each outcome is the value that the variable gets, and, after `=`, what its button says. Without
`outcomeVariable` the variable is `outcome`. No standard has a word for this: both dialects carry
`<zeebe:properties>` and `<camunda:properties>` for whoever runs the diagram.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from processes.bpmn.elements import DrawnNode
from processes.bpmn.extensions.names import is_variable_name
from processes.bpmn.model import DEFAULT_OUTCOME_VARIABLE, Outcome, Outcomes
from processes.bpmn.problems import Problem

LONGEST_OUTCOME = 255


def read_outcomes(properties: Mapping[str, str], node: DrawnNode, problems: list[Problem]) -> Outcomes | None:
    """None if the properties name no outcomes, or only faulty ones, which is told."""
    text = properties.get("outcomes")
    if text is None:
        return None
    variable = properties.get("outcomeVariable", "").strip() or DEFAULT_OUTCOME_VARIABLE
    outcomes = [_outcome(part) for part in re.split(r"[;,\n]", text) if part.strip()]
    wrong = _what_is_wrong(outcomes, variable)
    if wrong is not None:
        problems.append(node.error("bad-value", f"the outcomes of {node}: {wrong}"))
        return None
    return Outcomes(variable=variable, choices=tuple(outcomes))


def _outcome(part: str) -> Outcome:
    value, _, label = part.partition("=")
    return Outcome(value=value.strip(), label=label.strip() or value.strip())


def _what_is_wrong(outcomes: list[Outcome], variable: str) -> str | None:
    values = [outcome.value for outcome in outcomes]
    if not is_variable_name(variable):
        return f"outcomeVariable '{variable}' is no variable name; use letters, digits and underscores"
    if not outcomes:
        return "there is none; write them as 'approve=Approve; refuse=Refuse'"
    if not all(values):
        return "one has no value before its '='; write them as 'approve=Approve; refuse=Refuse'"
    if any(
        len(outcome.label) > LONGEST_OUTCOME or len(outcome.value) > LONGEST_OUTCOME for outcome in outcomes
    ):
        return f"one is longer than {LONGEST_OUTCOME} characters; the label goes on a button"
    twice = [value for value in dict.fromkeys(values) if values.count(value) > 1]
    return f"'{twice[0]}' is there twice; each needs a value of its own" if twice else None
