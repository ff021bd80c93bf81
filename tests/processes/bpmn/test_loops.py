"""Loops: how often an activity is done, as BPMN and both dialects write it."""

from __future__ import annotations

import pytest

from processes.bpmn import read_diagram
from processes.bpmn.model import MultiInstance, StandardLoop
from tests.processes.bpmn.diagrams import only_problem, problems_in, sequence
from tests.support.diagrams import process


def loop_in(content):
    return read_diagram(content).processes[0].elements["it"].loop


def with_loop(characteristics, *, roots="", inside=""):
    return sequence(f'<bpmn:userTask id="it">{inside}{characteristics}</bpmn:userTask>', roots=roots)


def multi(content, attributes=""):
    tag = "bpmn:multiInstanceLoopCharacteristics"
    return f"<{tag} {attributes}>{content}</{tag}>"


# --- standard loops


def test_an_activity_is_done_again_while_a_condition_holds():
    loop = (
        process("p").task("it").loop("again", maximum=3, test_before=True).end().model().elements["it"].loop
    )
    assert isinstance(loop, StandardLoop)
    assert loop.condition is not None
    assert loop.condition.evaluate({"again": True}) is True
    assert (loop.maximum, loop.test_before) == (3, True)


def test_a_loop_ends_at_some_time():
    assert problems_in(with_loop("<bpmn:standardLoopCharacteristics/>")) == [("loop-without-end", "it")]


@pytest.mark.parametrize("maximum", ["-1", "0", "often", "1.5"])
def test_the_maximum_of_a_loop_is_a_whole_number(maximum):
    content = with_loop(f'<bpmn:standardLoopCharacteristics loopMaximum="{maximum}"/>')
    assert problems_in(content) == [("bad-value", "it")]


# --- multi-instance, in three spellings


def test_a_collection_of_camunda_8():
    drawn = (
        process("p")
        .user_task("it")
        .multi_instance(
            "items", item="i", output="results", output_element="r", until="enough", sequential=True
        )
    )
    loop = drawn.end().model().elements["it"].loop
    assert isinstance(loop, MultiInstance)
    assert (loop.element_variable, loop.output_collection, loop.sequential) == ("i", "results", True)
    assert loop.collection is not None
    assert loop.collection.evaluate({"items": ["a", "b"]}) == ["a", "b"]
    assert loop.output_element is not None
    assert loop.output_element.evaluate({"r": "ok"}) == "ok"
    assert loop.completion_condition is not None
    assert loop.completion_condition.evaluate({"enough": True}) is True
    assert loop.first_counter == 1


@pytest.mark.parametrize("collection", ["items", "${items}"])
def test_a_collection_of_camunda_7_counts_from_zero(collection):
    loop = loop_in(with_loop(multi("", f'camunda:collection="{collection}" camunda:elementVariable="i"')))
    assert isinstance(loop, MultiInstance)
    assert loop.collection is not None
    assert loop.collection.evaluate({"items": [1]}) == [1]
    assert (loop.element_variable, loop.first_counter, loop.sequential) == ("i", 0, False)


def test_a_collection_of_bpmn_itself():
    content = multi(
        "<bpmn:loopDataInputRef>items</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>results"
        '</bpmn:loopDataOutputRef><bpmn:inputDataItem id="i"/><bpmn:outputDataItem id="o" name="r"/>'
    )
    loop = loop_in(with_loop(content))
    assert isinstance(loop, MultiInstance)
    assert (loop.element_variable, loop.output_collection) == ("i", "results")
    assert loop.output_element is not None
    assert loop.output_element.evaluate({"r": 1}) == 1


def test_a_number_of_instances():
    loop = loop_in(with_loop(multi("<bpmn:loopCardinality>${count + 1}</bpmn:loopCardinality>")))
    assert isinstance(loop, MultiInstance)
    assert loop.cardinality is not None
    assert loop.cardinality.evaluate({"count": 2}) == 3
    assert loop.collection is None


def test_it_is_said_how_often():
    problem = only_problem(with_loop(multi("")))
    assert (problem.code, problem.element_id) == ("no-cardinality", "it")
    assert "collection" in problem.message


def test_what_is_wrong_with_a_collection_is_told_once():
    assert problems_in(with_loop(multi("", 'camunda:collection="${a.b(}"'))) == [("bad-expression", "it")]


def test_an_element_variable_is_a_name():
    content = with_loop(multi("", 'camunda:collection="items" camunda:elementVariable="1st"'))
    assert problems_in(content) == [("bad-variable-name", "it")]


# --- what it throws


@pytest.mark.parametrize(
    ("behavior", "event"),
    [
        ("None", 'noneBehaviorEventRef="s"'),
        ("One", 'oneBehaviorEventRef="s"'),
    ],
)
def test_a_behavior_has_its_event(behavior, event):
    root = '<bpmn:signal id="x" name="x"/><bpmn:signalEventDefinition id="s" signalRef="x"/>'
    count = "<bpmn:loopCardinality>3</bpmn:loopCardinality>"
    without = with_loop(multi(count, f'behavior="{behavior}"'), roots=root)
    assert problems_in(without) == [("behavior-without-event", "it")]
    assert problems_in(with_loop(multi(count, f'behavior="{behavior}" {event}'), roots=root)) == []


def test_a_complex_behavior_says_when():
    count = "<bpmn:loopCardinality>3</bpmn:loopCardinality>"
    content = with_loop(multi(count, 'behavior="Complex"'))
    assert problems_in(content) == [("behavior-without-event", "it")]
    tag = "bpmn:complexBehaviorDefinition"
    definition = f"<{tag}><bpmn:condition>a</bpmn:condition></{tag}>"
    assert problems_in(with_loop(multi(count + definition, 'behavior="Complex"'))) == []


def test_an_item_is_of_the_type_of_its_collection():
    items = (
        '<bpmn:itemDefinition id="text" structureRef="a"/><bpmn:itemDefinition id="number" structureRef="b"/>'
    )
    data = (
        '<bpmn:ioSpecification><bpmn:dataInput id="many" itemSubjectRef="text"/><bpmn:inputSet>'
        "<bpmn:dataInputRefs>many</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification>"
    )
    loop = multi(
        "<bpmn:loopDataInputRef>many</bpmn:loopDataInputRef>"
        '<bpmn:inputDataItem id="one" itemSubjectRef="number"/>'
    )
    content = with_loop(loop, roots=items, inside=data)
    assert [code for code, _ in problems_in(content)] == ["item-differs"]
    assert problems_in(content.replace(b'itemSubjectRef="number"', b'itemSubjectRef="text"')) == []
