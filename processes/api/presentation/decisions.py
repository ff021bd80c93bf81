"""Decisions and their evaluations, each table with its rules and which of them matched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from processes.api.presentation.elements import ElementNames
from processes.dmn import ShownTable
from processes.models import DecisionDefinition, DecisionEvaluation
from processes.selectors.decisions import decision_tables


def shown_definitions(definitions: Iterable[DecisionDefinition]) -> Iterator[dict[str, Any]]:
    for definition in definitions:
        deployment = definition.resource.deployment
        requirements = getattr(definition.resource, "decision_requirements", None)
        yield {
            "key": definition.key,
            "decision_id": definition.decision_id,
            "name": definition.name or definition.decision_id,
            "version": definition.version,
            "version_tag": definition.version_tag,
            "is_latest": definition.is_latest,
            "resource_name": definition.resource.name,
            "decision_requirements_name": requirements.name if requirements else definition.resource.name,
            "deployed_at": deployment.deployed_at,
            "deployed_by": deployment.deployed_by,
        }


def detailed_definition(definition: DecisionDefinition) -> dict[str, Any]:
    (found,) = shown_definitions([definition])
    tables = decision_tables(definition.resource_id)
    return {**found, "tables": [_drawn(table) for table in tables.values()]}


def shown_evaluations(evaluations: Iterable[DecisionEvaluation]) -> Iterator[dict[str, Any]]:
    evaluations = list(evaluations)
    names = ElementNames()
    definitions = DecisionDefinition.objects.in_bulk({each.decision_key for each in evaluations})
    for each in evaluations:
        definition = definitions.get(each.decision_key)
        yield {
            "key": each.key,
            "process_instance_key": each.process_instance_key,
            "process_definition_key": each.process_definition_key,
            "element_instance_key": each.element_instance_key,
            "element_id": each.element_id,
            "element_name": names.name(each.process_definition_key, each.element_id),
            "decision_id": each.decision_id,
            "decision_name": (definition and definition.name) or each.decision_id,
            "decision_key": each.decision_key,
            "decision_version": definition.version if definition else None,
            "evaluated_at": each.evaluated_at,
            "result": json.loads(each.evaluation)["output"],
        }


def detailed_evaluation(evaluation: DecisionEvaluation) -> dict[str, Any]:
    """The decision that was asked comes first, then those that it requires, the nearest first."""
    (found,) = shown_evaluations([evaluation])
    document = json.loads(evaluation.evaluation)
    definition = DecisionDefinition.objects.filter(key=evaluation.decision_key or 0).first()
    drawn = decision_tables(definition.resource_id) if definition else {}
    return {
        **found,
        "warnings": document["warnings"],
        "decisions": [_evaluated(each, drawn) for each in reversed(document["decisions"])],
    }


def _evaluated(decision: Mapping[str, Any], drawn: Mapping[str, ShownTable]) -> dict[str, Any]:
    return {
        "decision_id": decision["decision_id"],
        "name": decision["name"],
        "inputs": [{"name": name, "value": value} for name, value in decision["inputs"].items()],
        "result": decision["output"],
        "tables": [_filled(table, drawn.get(table["element_id"])) for table in decision["tables"]],
        "warnings": decision["warnings"],
    }


def _filled(record: Mapping[str, Any], table: ShownTable | None) -> dict[str, Any]:
    """A table as it was drawn, with the values that it was asked about and the rules that matched. One that
    is gone is shown by what was recorded of it.
    """
    values = [each["value"] for each in record["inputs"]]
    matched = {each["number"]: each["output"] for each in record["matched"]}
    if table is None or len(table.inputs) != len(values):
        found = {
            **_EMPTY,
            "element_id": record["element_id"],
            "inputs": [{"label": each["label"], "expression": ""} for each in record["inputs"]],
            "rules": [
                {**_EMPTY_RULE, "number": each["number"], "rule_id": each["rule_id"]}
                for each in record["matched"]
            ],
        }
    else:
        found = _drawn(table)
    found["inputs"] = [
        {**clause, "value": value} for clause, value in zip(found["inputs"], values, strict=True)
    ]
    found["rules"] = [
        {**rule, "is_matched": rule["number"] in matched, "result": matched.get(rule["number"])}
        for rule in found["rules"]
    ]
    return found


_EMPTY: dict[str, Any] = {
    "hit_policy": "",
    "hit_policy_name": "",
    "outputs": [],
    "annotations": [],
}
_EMPTY_RULE: dict[str, Any] = {"inputs": [], "outputs": [], "annotations": []}


def _drawn(table: ShownTable) -> dict[str, Any]:
    return {
        "element_id": table.element_id,
        "hit_policy": table.hit_policy,
        "hit_policy_name": table.hit_policy_name,
        "inputs": [{"label": each.label, "expression": each.expression} for each in table.inputs],
        "outputs": [{"label": each.label, "name": each.expression} for each in table.outputs],
        "annotations": list(table.annotations),
        "rules": [
            {
                "number": rule.number,
                "rule_id": rule.rule_id,
                "inputs": list(rule.inputs),
                "outputs": list(rule.outputs),
                "annotations": list(rule.annotations),
            }
            for rule in table.rules
        ],
    }
