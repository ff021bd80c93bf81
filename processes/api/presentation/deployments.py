"""What a deployment has done, and what a check has found."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from processes.api.presentation.definitions import shown
from processes.bpmn.problems import Problem, Severity
from processes.models import DecisionDefinition, Deployment, Form, ProcessDefinition
from processes.services import DeploymentRejected


def checked(problems: Sequence[Problem]) -> dict[str, Any]:
    """Nothing is deployed by a check; what would be refused is refused here too."""
    if any(problem.severity == Severity.ERROR for problem in problems):
        raise DeploymentRejected(problems)
    return {
        "deployment_key": None,
        "deployed_at": None,
        "process_definitions": [],
        "forms": [],
        "decisions": [],
        "warnings": problems,
    }


def deployed(
    deployment: Deployment, resources: Mapping[str, bytes], problems: Iterable[Problem]
) -> dict[str, Any]:
    """A resource that was deployed before, just as it is, makes no new version; it shows the one it made."""
    checksums = {sha256(content).hexdigest() for content in resources.values()}
    definitions = list(
        ProcessDefinition.objects.filter(resource__checksum__in=checksums, is_latest=True)
        .select_related("resource")
        .order_by("process_id")
    )
    forms = Form.objects.filter(resource__checksum__in=checksums).select_related("resource")
    latest_forms = {form.form_id: form for form in forms.order_by("form_id", "version")}
    return {
        "deployment_key": deployment.key,
        "deployed_at": deployment.deployed_at,
        "process_definitions": [
            {**each, "is_new": definition.resource.deployment_id == deployment.key}
            for each, definition in zip(shown(definitions), definitions, strict=True)
        ],
        "forms": [
            {
                "form_id": form.form_id,
                "version": form.version,
                "is_new": form.resource.deployment_id == deployment.key,
            }
            for form in latest_forms.values()
        ],
        "decisions": [
            {
                "decision_id": decision.decision_id,
                "name": decision.name or decision.decision_id,
                "version": decision.version,
                "is_new": decision.resource.deployment_id == deployment.key,
            }
            for decision in DecisionDefinition.objects.filter(
                resource__checksum__in=checksums, is_latest=True
            )
            .select_related("resource")
            .order_by("decision_id")
        ],
        "warnings": list(problems),
    }
