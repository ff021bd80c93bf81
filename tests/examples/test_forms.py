"""The forms of the examples: complete form-js schemas that the diagrams use, and that people can fill."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from examples.catalog import EXAMPLES, Example
from tests.examples.drawing import Drawing

FORMS = [form for example in EXAMPLES for form in example.forms]


def _fields(components: list[dict]) -> Iterator[dict]:
    for component in components:
        yield component
        yield from _fields(component.get("components", []))


@pytest.fixture(params=FORMS, ids=lambda form: form.stem)
def form(request: pytest.FixtureRequest) -> dict:
    path: Path = request.param
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert schema["id"] == path.stem, "a form is found by the name of its file"
    return schema


def test_a_form_says_which_schema_it_follows(form: dict) -> None:
    assert (form["type"], form["schemaVersion"]) == ("default", 16)


def test_fields_have_ids_and_keys_of_their_own(form: dict) -> None:
    fields = list(_fields(form["components"]))
    ids = [field["id"] for field in fields]
    keys = [field["key"] for field in fields if "key" in field]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)


def test_fields_are_labelled_and_choices_offer_something(form: dict) -> None:
    for field in _fields(form["components"]):
        assert field["type"] == "text" or field["label"], field["id"]
        if field["type"] in ("select", "radio"):
            values = [choice["value"] for choice in field["values"]]
            assert len(set(values)) == len(values) > 1, field["id"]


def test_a_row_fits_its_sixteen_columns(form: dict) -> None:
    rows: dict[str, int] = {}
    for field in _fields(form["components"]):
        row = field["layout"]["row"]
        rows[row] = rows.get(row, 0) + (field["layout"]["columns"] or 16)
    assert not [row for row, columns in rows.items() if columns > 16]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_diagram_uses_the_forms_beside_it_and_no_others(example: Example) -> None:
    used = {element.attrib["formId"] for element in Drawing(example.diagram).root.iter("{*}formDefinition")}
    assert used == {form.stem for form in example.forms}
