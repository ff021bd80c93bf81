"""Bad files get one clear answer: what is wrong, where, and what to do."""

from __future__ import annotations

import pytest

from processes.bpmn import MAX_BYTES, DiagramRejected, read_diagram
from tests.processes.bpmn.diagrams import only_problem, problems_in, process_of
from tests.support.diagrams import process

REVIEW = process("review").user_task("approve").end().xml()


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-8-SIG", "UTF-16", "ISO-8859-1"])
def test_every_declared_encoding_is_read(encoding):
    declared = encoding.removesuffix("-SIG")
    text = (
        f'<?xml version="1.0" encoding="{declared}"?>'
        + process_of('<bpmn:startEvent id="start" name="Geprüft"/>').decode()
    )
    diagram = read_diagram(text.encode(encoding))
    assert diagram.processes[0].elements["start"].name == "Geprüft"


def test_text_that_is_no_xml_is_located():
    problem = only_problem(b"<bpmn>\n  <broken\n</bpmn>")
    assert problem.code == "not-xml"
    assert problem.line == 3
    assert "line 3, column" in problem.message
    assert "Export the diagram again" in problem.message


def test_invalid_utf_8_is_no_xml():
    problem = only_problem(REVIEW.replace(b"approve", b"appr\xffve"))
    assert problem.code == "not-xml"
    assert problem.line is not None


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "not-xml", "empty"),
        (b" \n ", "not-xml", "empty"),
        (b'{"components": []}', "not-xml", "JSON"),
        (b"<html><body/></html>", "not-bpmn", "web page"),
        (b"<definitions/>", "not-bpmn", "namespace ''"),
        (
            b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
            "not-bpmn",
            "DMN decision model",
        ),
        (b'<process xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', "not-bpmn", "<process>"),
    ],
)
def test_other_files_are_told_apart(content, code, words):
    problem = only_problem(content)
    assert problem.code == code
    assert words in problem.message


BOMB = """<!DOCTYPE lolz [
  <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
]>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    "doctype",
    ["<!DOCTYPE definitions>", '<!DOCTYPE d SYSTEM "file:///etc/passwd">', BOMB],
    ids=["plain", "external", "bomb"],
)
def test_a_document_type_is_refused_in_any_disguise(doctype, encoding):
    declaration = f'<?xml version="1.0" encoding="{"utf-8" if encoding == "utf-8-sig" else encoding}"?>'
    text = f"{declaration}<!-- a diagram -->{doctype}{process_of('').decode()}"
    assert only_problem(text.encode(encoding)).code == "doctype-not-allowed"


def test_a_document_type_that_only_the_parser_sees_is_refused():
    content = b'<?xml version="1.0" encoding="utf-7"?>+ADw-!DOCTYPE definitions>' + process_of("")
    assert only_problem(content).code == "doctype-not-allowed"


def test_an_entity_without_document_type_is_no_xml():
    assert only_problem(REVIEW.replace(b'id="approve"', b'id="&secret;"')).code == "not-xml"


def test_a_document_type_inside_a_text_is_only_text():
    page = "<bpmn:documentation><![CDATA[<!DOCTYPE html><html/>]]></bpmn:documentation>"
    diagram = read_diagram(process_of(f'<bpmn:startEvent id="start">{page}</bpmn:startEvent>'))
    assert diagram.processes[0].elements["start"].documentation == "<!DOCTYPE html><html/>"


def test_a_huge_file_is_refused_unread():
    problem = only_problem(b" " * (MAX_BYTES + 1))
    assert problem.code == "diagram-too-large"
    assert "10 MB are allowed" in problem.message


def test_the_size_limit_can_be_set():
    with pytest.raises(DiagramRejected):
        read_diagram(REVIEW, max_bytes=100)


def test_deeply_nested_xml_is_refused():
    content = "<bpmn:subProcess>" * 3000 + "</bpmn:subProcess>" * 3000
    assert problems_in(process_of(content)) == [("diagram-too-deep", None)]


def test_deeply_nested_subprocesses_are_refused():
    opening = "".join(f'<bpmn:subProcess id="s{depth}">' for depth in range(60))
    assert ("diagram-too-deep", "s49") in problems_in(process_of(opening + "</bpmn:subProcess>" * 60))


def test_too_many_elements_are_refused():
    tasks = "".join(f'<bpmn:task id="t{number}"/>' for number in range(5_001))
    problem = only_problem(process_of(tasks))
    assert problem.code == "too-many-elements"
    assert "5,002" in problem.message


def test_a_problem_bears_the_name_of_its_file():
    with pytest.raises(DiagramRejected) as rejected:
        read_diagram(process_of(""), resource="order.bpmn")
    assert {problem.resource for problem in rejected.value.problems} == {"order.bpmn"}
