"""Files of many tools are drawn whole by the component of our pages. `make rendering` draws all there are."""

import pytest

from tests.rendering.files import EXCEPTIONS, files, told
from tests.support.rendering import render, wanted_ids

#: every so-and-so-manieth file, so that each run of the tests takes seconds
EACH = 24
MODEL = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
BODY = (
    '<process id="größe" isExecutable="true"><startEvent id="Anfang"/><task id="prüfen"/><endEvent/>'
    '<sequenceFlow id="f 1" sourceRef="Anfang" targetRef="prüfen"/></process></definitions>'
)


@pytest.fixture
def page(open_as):
    return open_as("ada", "/diagrams")


@pytest.mark.parametrize("path", files()[::EACH], ids=told)
def test_a_file_is_drawn_whole(page, path):
    found = render(page, path.name, path.read_bytes())
    assert found.status == 200
    assert wanted_ids(path.read_bytes()) - found.ids <= EXCEPTIONS.get(told(path), set())


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1", "utf-8-sig"])
def test_any_encoding_and_any_id_is_drawn_and_known_by_its_own_name(page, encoding):
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><definitions {MODEL}>{BODY}'
    found = render(page, "it.bpmn", text.encode(encoding))
    assert found.ids >= {"Anfang", "prüfen", "f 1"}
    assert found.warnings == ()


def test_a_namespace_with_spaces_is_drawn(page):
    found = render(page, "it.bpmn", f'<definitions {MODEL} xmlns:a="http://a b c">{BODY}'.encode())
    assert "prüfen" in found.ids


def test_bytes_that_are_no_text_are_refused_by_name(page):
    found = render(page, "it.bpmn", f"<definitions {MODEL}>{BODY}".encode("latin-1"))
    assert found.status == 422
    assert "it.bpmn" in found.told


def test_an_empty_diagram_is_no_failure(page):
    assert render(page, "it.bpmn", f"<definitions {MODEL}/>".encode()).ids == frozenset()
