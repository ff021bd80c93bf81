"""Definitions: deploying resources.

A deployment is all or nothing: every problem of every resource is found first. A resource that is the same
as the latest version makes no new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from processes.bpmn import ScriptLanguages, check_diagram, load_diagram
from processes.bpmn.scripts import PYTHON_ALONE
from processes.models import Deployment, Form, Resource
from processes.resources.problems import Problem, ResourceRejected, Severity
from processes.runtime import deployed_decisions, deployed_forms, deployed_processes
from processes.runtime.keys import keys

#: how often a deployment is tried that others get ahead of
ATTEMPTS = 20


class DeploymentRejected(ValueError):
    """A resource cannot be deployed, so none was. `problems` has all errors and warnings."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def check(resources: Mapping[str, bytes], languages: ScriptLanguages = PYTHON_ALONE) -> list[Problem]:
    """All errors and warnings of these resources, as if they were deployed together. `languages` are those
    that their scripts may be written in.
    """
    if not resources:
        message = "There is no file to deploy; add a .bpmn, .dmn or .form file."
        return [Problem(code="nothing-to-deploy", message=message)]
    problems: list[Problem] = []
    forms = set(Form.objects.values_list("form_id", flat=True))
    for name, content in resources.items():
        if deployed_forms.is_form(name):
            schema = deployed_forms.read(name, content)
            if isinstance(schema, Problem):
                problems.append(schema)
            else:
                forms.add(schema["id"])
    process_ids: dict[str, str] = {}
    heads = deployed_decisions.heads_of(resources)
    for name, content in resources.items():
        if deployed_decisions.is_decision_model(name):
            problems += deployed_decisions.check(name, resources, heads)
        elif not deployed_forms.is_form(name):
            found = check_diagram(content, resource=name, forms=forms, languages=languages)
            problems += found
            if not _has_error(found):
                problems += _processes_of_others(name, content, process_ids)
    return problems


def _processes_of_others(name: str, content: bytes, process_ids: dict[str, str]) -> Iterable[Problem]:
    for model in load_diagram(content, resource=name).processes:
        if (other := process_ids.setdefault(model.process_id, name)) != name:
            message = f"Process {model.process_id!r} is also in {other}; deploy one of them."
            yield Problem(
                code="duplicate-process", message=message, resource=name, process_id=model.process_id
            )


def deploy(
    resources: Mapping[str, bytes],
    *,
    deployed_by: str | None,
    now: datetime | None = None,
    languages: ScriptLanguages = PYTHON_ALONE,
) -> Deployment:
    """Deploy these resources. Raises `DeploymentRejected`."""
    problems = check(resources, languages)
    if _has_error(problems):
        raise DeploymentRejected(problems)
    keys.reserve()
    now = now or timezone.now()
    for _ in range(ATTEMPTS):
        try:
            return _deploy(resources, deployed_by, now)
        except ResourceRejected as rejected:
            raise DeploymentRejected(rejected.problems) from rejected
        except IntegrityError as overtaken:  # someone else has just made the version that we wanted to make
            collision = overtaken
    raise collision


def _deploy(resources: Mapping[str, bytes], deployed_by: str | None, now: datetime) -> Deployment:
    with transaction.atomic():
        deployment = Deployment.objects.create(key=next(keys), deployed_at=now, deployed_by=deployed_by)
        for name in deployed_decisions.in_order(resources, deployed_decisions.heads_of(resources)):
            content = resources[name]
            resource = Resource(
                key=next(keys),
                deployment=deployment,
                name=name,
                checksum=sha256(content).hexdigest(),
                content=content,
            )
            _deployed_by(name)(resource)
    return deployment


def _deployed_by(name: str) -> Callable[[Resource], None]:
    if deployed_forms.is_form(name):
        return deployed_forms.deploy
    if deployed_decisions.is_decision_model(name):
        return deployed_decisions.deploy
    return deployed_processes.deploy


def _has_error(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
