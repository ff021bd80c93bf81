"""What is deployed."""

from django.db.models import QuerySet

from processes.bpmn import DiagramRejected
from processes.bpmn.model import ProcessModel
from processes.bpmn.shown import shown_diagram
from processes.models import ProcessDefinition
from processes.runtime.definitions import DeploymentRejected
from processes.runtime.not_found import NotFound
from processes.runtime.process_models import load_model


def process_definitions(*, latest: bool = False) -> QuerySet[ProcessDefinition]:
    definitions = ProcessDefinition.objects.select_related("resource")
    return definitions.filter(is_latest=True) if latest else definitions


def definition(key: int) -> ProcessDefinition:
    """With its resource. Raises `NotFound`."""
    found = ProcessDefinition.objects.select_related("resource").filter(key=key).first()
    if found is None:
        raise NotFound(f"There is no process definition {key}.")
    return found


def latest_definition(process_id: str) -> ProcessDefinition:
    """Raises `NotFound`."""
    found = (
        ProcessDefinition.objects.select_related("resource")
        .filter(process_id=process_id, is_latest=True)
        .first()
    )
    if found is None:
        raise NotFound(f"There is no process {process_id!r}. Has it been deployed?")
    return found


def definition_xml(key: int) -> bytes:
    """The diagram as it was uploaded. Raises `NotFound`."""
    return bytes(definition(key).resource.content)


def definition_drawing(key: int) -> bytes:
    """The diagram as it is shown: sound, in UTF-8, and what is not drawn is laid out. Raises `NotFound`."""
    return shown_diagram(definition_xml(key)).xml


def drawing_of(name: str, content: bytes) -> bytes:
    """The same of a file. Raises `DeploymentRejected` if it is no diagram."""
    try:
        return shown_diagram(content, resource=name).xml
    except DiagramRejected as rejected:
        raise DeploymentRejected(rejected.problems) from rejected


def model(key: int) -> ProcessModel:
    """The executable model. Raises `NotFound`."""
    try:
        return load_model(key)
    except ProcessDefinition.DoesNotExist as missing:
        raise NotFound(f"There is no process definition {key}.") from missing
