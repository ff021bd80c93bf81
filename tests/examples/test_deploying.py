"""The examples deploy as they are, and together show every element of everyday work."""

import json
import re
from datetime import UTC, datetime
from importlib import import_module

import pytest

from examples.catalog import EXAMPLES, Example
from processes.bpmn import check_diagram, read_diagram
from processes.bpmn.event_definitions import ErrorEventDefinition, TerminateEventDefinition
from processes.bpmn.model import ElementType
from processes.forms import check_answers
from processes.workers import handlers

#: the examples are about everyday work; these have scenarios of their own (tests/processes/scenarios)
SHOWN_ELSEWHERE = {
    ElementType.TASK,
    ElementType.AD_HOC_SUB_PROCESS,
    ElementType.CALL_ACTIVITY,
    ElementType.COMPLEX_GATEWAY,
    ElementType.TRANSACTION,
}


@pytest.fixture(params=EXAMPLES, ids=lambda example: example.name)
def example(request: pytest.FixtureRequest) -> Example:
    return request.param


def test_a_diagram_has_no_problems_and_no_warnings(example: Example) -> None:
    assert check_diagram(example.diagram.read_bytes(), forms=[form.stem for form in example.forms]) == []


def test_every_job_has_a_handler_and_every_handler_a_job(example: Example) -> None:
    import_module(example.handlers)
    (model,) = read_diagram(example.diagram.read_bytes()).processes
    wanted = {element.job.type.evaluate({}) for element in model.elements.values() if element.job}
    prefix = re.escape(next(iter(wanted)).partition(".")[0])
    assert wanted == {job_type for job_type in handlers if re.match(rf"{prefix}\.", job_type)}


def test_a_readme_starts_it_with_what_its_form_accepts(example: Example) -> None:
    text = (example.folder / "README.md").read_text(encoding="utf-8")
    (model,) = read_diagram(example.diagram.read_bytes()).processes
    assert f'"process_id": "{model.process_id}"' in text or '"name": "order-placed"' in text
    shown = re.search(r"manage\.py .+? --variables '(.+?)'\n", text, re.DOTALL)
    form = model.none_start_event and model.none_start_event.form
    assert shown
    assert form
    schema = json.loads((example.folder / f"{form.form_id}.form").read_text(encoding="utf-8"))
    checked = check_answers(schema, json.loads(shown[1]), variables={}, now=datetime.now(UTC))
    assert not checked.errors


def test_together_they_show_every_element_of_everyday_work() -> None:
    elements = [
        element
        for example in EXAMPLES
        for model in read_diagram(example.diagram.read_bytes()).processes
        for element in model.elements.values()
    ]
    assert {element.type for element in elements} == set(ElementType) - SHOWN_ELSEWHERE
    ends = {type(e.event_definition) for e in elements if e.type is ElementType.END_EVENT}
    assert ends >= {type(None), ErrorEventDefinition, TerminateEventDefinition}
    boundaries = {
        (type(e.event_definition).__name__, e.interrupting)
        for e in elements
        if e.type is ElementType.BOUNDARY_EVENT
    }
    assert boundaries >= {
        ("TimerEventDefinition", True),
        ("TimerEventDefinition", False),
        ("MessageEventDefinition", True),
        ("ErrorEventDefinition", True),
    }
