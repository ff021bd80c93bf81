"""Cases beside the diagrams they are about."""

from processes.scenarios import Case, read_case
from processes.scenarios.engine import BEGINNING, content_of
from processes.scenarios.kinds import Resource
from processes.scenarios.yaml_reader import read_yaml
from tests.support.diagrams import DiagramBuilder


def told(name: str, *diagrams: DiagramBuilder | bytes, steps: str) -> Case:
    """A case that begins on a Monday at noon."""
    resources = [Resource(name=f"{n}", content=content_of(each)) for n, each in enumerate(diagrams, 1)]
    written = {"id": name, "begins": BEGINNING.isoformat(), "steps": read_yaml(steps)}
    return read_case(written, deploy=resources)
