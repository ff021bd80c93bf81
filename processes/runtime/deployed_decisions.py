"""Deploying decision models: each decision in them has versions of its own.

A model that imports others finds them by their namespaces: among the files of the same deployment, else the
latest that is deployed. It keeps to what it found, so that its answers stay what they are when a newer
version of an imported model comes; deployed again, it takes that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from processes.dmn import (
    DecisionModel,
    DecisionsRejected,
    Head,
    check_decisions,
    head_of,
    imported_by,
    read_decisions,
)
from processes.models import DecisionDefinition, DecisionRequirements, Resource
from processes.resources.problems import Problem
from processes.runtime.keys import keys


def is_decision_model(name: str) -> bool:
    return name.lower().endswith(".dmn")


def heads_of(resources: Mapping[str, bytes]) -> dict[str, Head]:
    """Those of the decision models among these files that can be read, by file name."""
    heads: dict[str, Head] = {}
    for name, content in resources.items():
        if is_decision_model(name):
            try:
                heads[name] = head_of(content, resource=name)
            except DecisionsRejected:  # its check tells why
                continue
    return heads


def check(name: str, resources: Mapping[str, bytes], heads: Mapping[str, Head]) -> list[Problem]:
    """What is wrong with one decision model, as if these files were deployed together."""
    head = heads.get(name)
    if head is None:
        return check_decisions(resources[name], resource=name)
    beside: dict[str, list[str]] = {}
    for file, other in heads.items():
        if file != name:
            beside.setdefault(other.namespace, []).append(file)

    def find(namespace: str) -> bytes | None:
        if namespace in beside:
            return resources[beside[namespace][0]]
        deployed = _latest_of(namespace)
        return None if deployed is None else bytes(deployed.content)

    imported = imported_by(head, find)
    # Modelers give many models the same namespace, which is no harm until one of them is imported.
    problems = [
        Problem(
            code="ambiguous-import",
            message=(
                f"The decision model imports {namespace!r}, which several of these files are: "
                f"{', '.join(beside[namespace])}; give each a namespace of its own."
            ),
            resource=name,
        )
        for namespace in imported.files
        if len(beside.get(namespace, ())) > 1
    ]
    problems += [
        Problem(
            code="missing-import",
            message=(
                f"The decision model imports {namespace!r}, which is neither deployed nor among these files; "
                "deploy it, too."
            ),
            resource=name,
        )
        for namespace in imported.missing
    ]
    if problems:
        return problems
    found = check_decisions(
        resources[name], resource=name, imported={f"import {n}": each for n, each in imported.files.items()}
    )
    return [problem for problem in found if problem.resource == name]


def in_order(names: Iterable[str], heads: Mapping[str, Head]) -> list[str]:
    """Files in an order in which imported models come before those that import them."""
    file_of = {head.namespace: name for name, head in heads.items()}
    order: dict[str, None] = {}
    visiting: set[str] = set()

    def visit(name: str) -> None:
        if name in order or name in visiting:
            return
        visiting.add(name)
        if name in heads:
            for namespace in heads[name].imports:
                if namespace in file_of:
                    visit(file_of[namespace])
        order[name] = None

    for name in names:
        visit(name)
    return list(order)


def _latest_of(namespace: str) -> Resource | None:
    found = (
        DecisionRequirements.objects.filter(namespace=namespace)
        .select_related("resource")
        .order_by("-resource__deployment__deployed_at", "-key")
        .first()
    )
    return None if found is None else found.resource


def deploy(resource: Resource) -> None:
    """Store a sound decision model, unless it and all that it imports are as in its latest version."""
    content = bytes(resource.content)
    head = head_of(content, resource=resource.name)
    imported: dict[str, Resource] = {}

    def find(namespace: str) -> bytes | None:
        found = _latest_of(namespace)
        if found is None:
            return None
        imported[namespace] = found
        return bytes(found.content)

    files = imported_by(head, find).files
    used = [imported[namespace] for namespace in files]
    model = read_decisions(
        content,
        resource=resource.name,
        imported={f"{each.key}/{each.name}": bytes(each.content) for each in used},
    )
    latest = {
        definition.decision_id: definition
        for definition in DecisionDefinition.objects.select_for_update(of=("self",))
        .filter(decision_id__in=model.decisions, is_latest=True)
        .select_related("resource")
    }
    if _is_unchanged(resource, head, model, latest, used):
        return
    resource.save(force_insert=True)
    DecisionRequirements.objects.create(
        key=next(keys),
        resource=resource,
        namespace=head.namespace,
        name=head.name,
        imports=sorted(each.key for each in used),
    )
    DecisionDefinition.objects.filter(key__in=[each.key for each in latest.values()]).update(is_latest=False)
    DecisionDefinition.objects.bulk_create(_definitions(resource, model, latest))


def _is_unchanged(
    resource: Resource,
    head: Head,
    model: DecisionModel,
    latest: Mapping[str, DecisionDefinition],
    used: list[Resource],
) -> bool:
    if model.decisions:
        before = {definition.resource for definition in latest.values()}
        if len(latest) < len(model.decisions):
            return False
    else:  # nothing but what others import
        found = _latest_of(head.namespace)
        before = set() if found is None else {found}
    if not before or any(each.checksum != resource.checksum for each in before):
        return False
    kept = DecisionRequirements.objects.filter(resource__in=before).values_list("imports", flat=True)
    were = Resource.objects.filter(key__in=[key for keys_ in kept for key in keys_])
    return set(were.values_list("checksum", flat=True)) == {each.checksum for each in used}


def _definitions(
    resource: Resource, model: DecisionModel, latest: dict[str, DecisionDefinition]
) -> list[DecisionDefinition]:
    tags = model.version_tags
    return [
        DecisionDefinition(
            key=next(keys),
            resource=resource,
            decision_id=decision_id,
            version=latest[decision_id].version + 1 if decision_id in latest else 1,
            version_tag=tags.get(decision_id),
            name=name,
        )
        for decision_id, name in model.decisions.items()
    ]
