"""Deploying decision models: each decision in them has versions of its own."""

from __future__ import annotations

from processes.dmn import DecisionModel, check_decisions, read_decisions
from processes.models import DecisionDefinition, Resource
from processes.resources.problems import Problem
from processes.runtime.keys import keys


def is_decision_model(name: str) -> bool:
    return name.lower().endswith(".dmn")


def check(name: str, content: bytes) -> list[Problem]:
    return check_decisions(content, resource=name)


def deploy(resource: Resource) -> None:
    """Store a sound decision model, unless all its decisions are the same as their latest versions."""
    model = read_decisions(bytes(resource.content), resource=resource.name)
    latest = {
        definition.decision_id: definition
        for definition in DecisionDefinition.objects.select_for_update(of=("self",))
        .filter(decision_id__in=model.decisions, is_latest=True)
        .select_related("resource")
    }
    if model.decisions and all(
        decision_id in latest and latest[decision_id].resource.checksum == resource.checksum
        for decision_id in model.decisions
    ):
        return
    resource.save(force_insert=True)
    DecisionDefinition.objects.filter(key__in=[each.key for each in latest.values()]).update(is_latest=False)
    DecisionDefinition.objects.bulk_create(_definitions(resource, model, latest))


def _definitions(
    resource: Resource, model: DecisionModel, latest: dict[str, DecisionDefinition]
) -> list[DecisionDefinition]:
    return [
        DecisionDefinition(
            key=next(keys),
            resource=resource,
            decision_id=decision_id,
            version=latest[decision_id].version + 1 if decision_id in latest else 1,
            name=name,
        )
        for decision_id, name in model.decisions.items()
    ]
