"""Decisions: what the engine needs of the world to evaluate one, and what it makes of the answer.

Which version of a decision is meant, only the host knows: it hands `execute` a `Decisions`, which finds the
decision model. Evaluating it is pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from processes.bpmn.model import DecisionResult
from processes.dmn import DecisionModel


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDecision:
    """A deployed decision: its key, and the model that has it."""

    key: int | None
    decision_id: str
    model: DecisionModel


class Decisions(Protocol):
    def __call__(
        self, decision_id: str, binding: str, bound_to: str | None, process_definition_key: int
    ) -> FoundDecision | None:
        """The decision that a process of this definition means, or None."""


def no_decisions(
    decision_id: str, binding: str, bound_to: str | None, process_definition_key: int
) -> FoundDecision | None:
    """A host that has none."""
    return None


def as_result(output: Any, kind: DecisionResult | None, name: str) -> Any:
    """The answer in the form that the task wants. `name` is what a single output is called.

    Camunda 8 takes the answer as it is. Camunda 7 takes it for a list of results, each with its outputs by
    name, and `mapDecisionResult` says what of it is kept. Raises `ValueError` with the rest of the sentence.
    """
    if kind is None:
        return output
    results = [] if output is None else output if isinstance(output, list) else [output]
    match kind:
        case DecisionResult.RESULT_LIST:
            return [_by_name(each, name) for each in results]
        case DecisionResult.COLLECT_ENTRIES:
            return [_only_output(each) for each in results]
    if len(results) > 1:
        raise ValueError(f"it gave {len(results)} results where one was expected")
    if not results:
        return None
    return _by_name(results[0], name) if kind is DecisionResult.SINGLE_RESULT else _only_output(results[0])


def _by_name(result: Any, name: str) -> dict[str, Any]:
    return result if isinstance(result, dict) else {name: result}


def _only_output(result: Any) -> Any:
    if not isinstance(result, dict):
        return result
    if len(result) != 1:
        raise ValueError(f"it gave the outputs {', '.join(result)} where one was expected")
    return next(iter(result.values()))
