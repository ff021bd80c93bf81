"""Deploys what tests draw, and starts it."""

import json
from typing import Any

from processes import services
from processes.models import ProcessInstance
from tests.support.diagrams import DiagramBuilder


def deploy(*diagrams: DiagramBuilder, forms: tuple[dict[str, Any], ...] = ()) -> None:
    resources = {f"{number}.bpmn": diagram.xml() for number, diagram in enumerate(diagrams)}
    resources |= {f"{form['id']}.form": json.dumps(form).encode() for form in forms}
    services.deploy(resources=resources)


def start(process_id: str, *, business_key: str | None = None, **variables: Any) -> ProcessInstance:
    return services.start_instance(process_id=process_id, variables=variables, business_key=business_key)
