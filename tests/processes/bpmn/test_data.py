"""Data: inputs, outputs and the sets they form, data associations, the data of events, and their items."""

from __future__ import annotations

import pytest

from processes.bpmn import Severity
from tests.processes.bpmn.diagrams import flow, found_in, problems_in, process_of, sequence

ITEMS = (
    '<bpmn:itemDefinition id="text" structureRef="xsd:string"/>'
    '<bpmn:itemDefinition id="word" structureRef="xsd:string"/>'
    '<bpmn:itemDefinition id="number" structureRef="xsd:int"/>'
    '<bpmn:itemDefinition id="texts" isCollection="true"/>'
)


def specified(content, *, after="", element="task"):
    specification = f'<bpmn:ioSpecification id="io">{content}</bpmn:ioSpecification>'
    return sequence(f'<bpmn:{element} id="it">{specification}{after}</bpmn:{element}>', roots=ITEMS)


def input_set(*data, inside=""):
    return f'<bpmn:inputSet id="in">{refs("dataInputRefs", *data)}{inside}</bpmn:inputSet>'


def output_set(*data, inside=""):
    return f'<bpmn:outputSet id="out">{refs("dataOutputRefs", *data)}{inside}</bpmn:outputSet>'


def refs(tag, *ids):
    return "".join(f"<bpmn:{tag}>{id}</bpmn:{tag}>" for id in ids)


INPUT, OUTPUT = '<bpmn:dataInput id="i"/>', '<bpmn:dataOutput id="o"/>'


def test_data_are_in_their_sets():
    assert problems_in(specified(INPUT + OUTPUT + input_set("i") + output_set("o"))) == []
    assert problems_in(specified(INPUT + input_set() + output_set())) == [("datum-in-no-set", "i")]
    assert problems_in(specified(OUTPUT + input_set() + output_set())) == [("datum-in-no-set", "o")]


def test_a_specification_has_sets():
    assert problems_in(specified(output_set())) == [("no-set", "io")]
    assert problems_in(specified(input_set())) == [("no-set", "io")]


@pytest.mark.parametrize("relation", ["optionalInputRefs", "whileExecutingInputRefs"])
def test_special_inputs_are_listed_among_all(relation):
    other = '<bpmn:dataInput id="j"/>'
    second = '<bpmn:inputSet id="in2"><bpmn:dataInputRefs>j</bpmn:dataInputRefs></bpmn:inputSet>'
    special = refs(relation, "j")
    content = specified(INPUT + other + input_set("i", inside=special) + second + output_set())
    assert problems_in(content) == [("datum-not-listed", "in")]
    assert problems_in(specified(INPUT + input_set("i", inside=refs(relation, "i")) + output_set())) == []


@pytest.mark.parametrize("relation", ["optionalOutputRefs", "whileExecutingOutputRefs"])
def test_special_outputs_are_listed_among_all(relation):
    content = specified(OUTPUT + input_set() + output_set("o", inside=refs(relation, "x")))
    assert problems_in(content) == [("datum-not-listed", "out")]


def test_sets_that_belong_together_say_so_both():
    one_sided = specified(input_set(inside=refs("outputSetRefs", "out")) + output_set())
    assert problems_in(one_sided) == [("one-sided-reference", "in")]
    other_side = specified(input_set() + output_set(inside=refs("inputSetRefs", "in")))
    assert problems_in(other_side) == [("one-sided-reference", "out")]
    both = input_set(inside=refs("outputSetRefs", "out")) + output_set(inside=refs("inputSetRefs", "in"))
    assert problems_in(specified(both)) == []


@pytest.mark.parametrize("scope", ["subProcess", "transaction", "adHocSubProcess"])
def test_subprocesses_specify_no_data(scope):
    content = specified(input_set() + output_set(), after='<bpmn:task id="t"/>', element=scope)
    assert problems_in(content) == [("misplaced-element", "it")]


def test_a_collection_is_doubtful_if_its_item_is_none():
    content = sequence('<bpmn:task id="it"/><bpmn:dataObject id="d" itemSubjectRef="texts"/>', roots=ITEMS)
    (problem,) = found_in(content)
    assert (problem.code, problem.severity) == ("collection-differs", Severity.WARNING)
    assert problems_in(content.replace(b'id="d"', b'id="d" isCollection="true"')) == []


# --- associations


def association(*sources, inside=""):
    data = "".join(f'<bpmn:property id="{id}"/>' for id in sources)
    moved = f"{refs('sourceRef', *sources)}<bpmn:targetRef>i</bpmn:targetRef>{inside}"
    return specified(
        INPUT + input_set("i") + output_set(),
        after=f'{data}<bpmn:dataInputAssociation id="a">{moved}</bpmn:dataInputAssociation>',
    )


def test_several_sources_need_a_transformation():
    assert problems_in(association("x")) == []
    assert problems_in(association("x", "y")) == [("several-sources", "a")]
    made = "<bpmn:transformation>x + y</bpmn:transformation>"
    assert "several-sources" not in [code for code, _ in problems_in(association("x", "y", inside=made))]


def test_an_association_that_joins_nothing_is_doubtful():
    joined_to_nothing = association("x").replace(b"sourceRef>x<", b"sourceRef>y<")
    found = [(p.code, p.element_id, p.severity) for p in found_in(joined_to_nothing)]
    assert found == [("data-association-ignored", "a", Severity.WARNING)]


def test_an_empty_transformation_is_doubtful():
    found = found_in(association("x", inside="<bpmn:transformation/>"))
    assert ("empty-expression", "a", Severity.WARNING) in [(p.code, p.element_id, p.severity) for p in found]


@pytest.mark.parametrize(("source", "differs"), [("text", False), ("word", False), ("number", True)])
def test_the_ends_of_an_association_have_the_same_item(source, differs):
    content = process_of(
        f'<bpmn:startEvent id="start"/><bpmn:dataObject id="d" itemSubjectRef="{source}"/>'
        '<bpmn:dataObjectReference id="r" dataObjectRef="d"/><bpmn:task id="it"><bpmn:ioSpecification>'
        '<bpmn:dataInput id="i" itemSubjectRef="text"/>'
        + input_set("i")
        + output_set()
        + "</bpmn:ioSpecification>"
        f'<bpmn:dataInputAssociation id="a">{refs("sourceRef", "r")}{refs("targetRef", "i")}'
        "</bpmn:dataInputAssociation></bpmn:task>" + flow("start", "it"),
        roots=ITEMS,
    )
    expected = [("item-differs", "a", Severity.WARNING)] if differs else []
    assert [(p.code, p.element_id, p.severity) for p in found_in(content)] == expected


# --- events


def signaled(*items):
    data = "".join(f'<bpmn:dataOutput id="o{n}" itemSubjectRef="{item}"/>' for n, item in enumerate(items))
    sets = output_set(*(f"o{n}" for n in range(len(items))))
    event = f'<bpmn:intermediateCatchEvent id="it">{data}{sets}<bpmn:signalEventDefinition signalRef="s"/>'
    signal = '<bpmn:signal id="s" name="s" structureRef="text"/>'
    return sequence(f"{event}</bpmn:intermediateCatchEvent>", roots=ITEMS + signal)


def test_each_trigger_of_an_event_has_its_datum():
    assert problems_in(signaled("text")) == []
    assert problems_in(signaled("text", "text")) == [("event-data", "it")]


def test_the_datum_of_an_event_is_of_the_type_of_what_it_catches():
    assert problems_in(signaled("word")) == []
    assert problems_in(signaled("number")) == [("item-differs", "it")]


# --- texts


def documented(text_format):
    text = f'<bpmn:documentation textFormat="{text_format}">a</bpmn:documentation>'
    return sequence(f'<bpmn:task id="it">{text}</bpmn:task>')


@pytest.mark.parametrize("text_format", ["text/plain", "text/html; charset=utf-8", "application/vnd.x+json"])
def test_texts_have_a_mime_type(text_format):
    assert problems_in(documented(text_format)) == []


@pytest.mark.parametrize("text_format", ["plain", "", "text/", "text plain"])
def test_what_is_no_mime_type_is_found(text_format):
    assert problems_in(documented(text_format)) == [("bad-text-format", "it")]
    note = f'<bpmn:task id="it"/><bpmn:textAnnotation id="n" textFormat="{text_format}"/>'
    assert problems_in(sequence(note)) == [("bad-text-format", "n")]


def test_what_is_not_done_about_data_is_told():
    stored = sequence('<bpmn:task id="it"/>', roots='<bpmn:dataStore id="s" name="Stock" capacity="3"/>')
    assert [(p.code, p.severity) for p in found_in(stored)] == [("capacity-ignored", Severity.WARNING)]
    subscription = '<bpmn:correlationSubscription id="c" correlationKeyRef="k"/><bpmn:task id="it"/>'
    told = [(p.code, p.element_id, p.severity) for p in found_in(sequence(subscription))]
    assert told == [("correlation-ignored", "c", Severity.WARNING)]
