"""Ad-hoc subprocesses: activities in any order."""

from __future__ import annotations

from processes.bpmn import read_diagram
from tests.processes.bpmn.diagrams import problems_in, sequence
from tests.support.diagrams import process


def test_an_ad_hoc_subprocess_says_when_it_is_done():
    drawn = process("p").ad_hoc("it", sequential=True, until="enough", active='["a"]')
    model = drawn.task("a").apart().task("b").done().end().model()
    ad_hoc = model.elements["it"].ad_hoc
    assert ad_hoc is not None
    assert ad_hoc.sequential
    assert ad_hoc.cancel_remaining
    assert ad_hoc.completion_condition is not None
    assert ad_hoc.completion_condition.evaluate({"enough": True}) is True
    assert ad_hoc.active_elements is not None
    assert ad_hoc.active_elements.evaluate({}) == ["a"]
    assert model.elements["it"].start_events == ("a", "b")


def test_what_remains_may_go_on():
    attributes = 'id="it" cancelRemainingInstances="false"'
    content = sequence(f'<bpmn:adHocSubProcess {attributes}><bpmn:task id="a"/></bpmn:adHocSubProcess>')
    ad_hoc = read_diagram(content).processes[0].elements["it"].ad_hoc
    assert ad_hoc is not None
    assert (ad_hoc.sequential, ad_hoc.cancel_remaining, ad_hoc.completion_condition) == (False, False, None)


def test_an_ad_hoc_subprocess_has_activities():
    assert problems_in(sequence('<bpmn:adHocSubProcess id="it"/>')) == [("no-activity", "it")]


def test_nothing_starts_and_ends_in_an_ad_hoc_subprocess():
    inside = '<bpmn:startEvent id="s"/><bpmn:task id="t"/><bpmn:endEvent id="e"/>'
    found = problems_in(sequence(f'<bpmn:adHocSubProcess id="it">{inside}</bpmn:adHocSubProcess>'))
    assert ("misplaced-element", "s") in found
    assert ("misplaced-element", "e") in found
