"""Links: a token goes on at another place of the same scope."""

from __future__ import annotations

from processes.bpmn import Severity, read_diagram
from processes.bpmn.event_definitions import LinkEventDefinition
from tests.processes.bpmn.diagrams import flow, found_in, only_problem, problems_in, process_of
from tests.support.diagrams import process


def link(id, name, inside=""):
    return f'<bpmn:linkEventDefinition id="{id}" name="{name}">{inside}</bpmn:linkEventDefinition>'


def linked(catching, throwing):
    return process_of(
        f'<bpmn:startEvent id="start"/><bpmn:intermediateThrowEvent id="t">{throwing}'
        f'</bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="c">{catching}'
        '</bpmn:intermediateCatchEvent><bpmn:endEvent id="end"/>' + flow("start", "t") + flow("c", "end")
    )


def target_of(content):
    definition = read_diagram(content).processes[0].elements["t"].event_definition
    assert isinstance(definition, LinkEventDefinition)
    return definition.target_id


def test_links_are_joined_by_their_name():
    assert target_of(linked(link("here", "A"), link("there", "A"))) == "c"


def test_links_are_joined_by_their_references():
    sourced = link("here", "B", "<bpmn:source>there</bpmn:source>")
    assert target_of(linked(sourced, link("there", "A"))) == "c"
    aimed = link("there", "A", "<bpmn:target>here</bpmn:target>")
    assert target_of(linked(sourced, aimed)) == "c"


def test_a_link_is_among_the_sources_of_its_target():
    aimed = link("there", "A", "<bpmn:target>here</bpmn:target>")
    other = link("here", "A", "<bpmn:source>elsewhere</bpmn:source>")
    for target in (other, link("here", "A")):
        problem = only_problem(linked(target, aimed))
        assert (problem.code, problem.element_id) == ("one-sided-reference", "there")


def test_a_link_leads_somewhere_in_its_scope():
    drawn = (
        process("p")
        .subprocess("s")
        .throw_link("t", "A")
        .done()
        .task("u")
        .end()
        .catch_link("c", "A")
        .to("end")
    )
    found = [(problem.code, problem.severity) for problem in found_in(drawn)]
    assert ("unknown-link", Severity.ERROR) in found
    assert ("link-without-source", Severity.WARNING) in found


def test_a_link_leads_to_one_place():
    drawn = process("p").throw_link("t", "A").catch_link("c", "A").end().catch_link("d", "A").to("end")
    assert ("duplicate-link", "d") in problems_in(drawn)


def test_only_a_link_leads_to_its_catch_event_and_only_it_leaves_its_throw_event():
    drawn = process("p").throw_link("t", "A").catch_link("c", "A").end().at("t").to("c")
    assert {code for code, _ in problems_in(drawn)} == {"link-with-outgoing-flow", "link-with-incoming-flow"}


def test_a_link_that_nothing_throws_never_happens():
    drawn = process("p").task("t").end().catch_link("c", "A").to("end")
    problem = only_problem(drawn)
    assert (problem.code, problem.severity) == ("link-without-source", Severity.WARNING)
