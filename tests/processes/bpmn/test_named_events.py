"""Signals, errors, escalations and conditions: what an event refers to; and events with several triggers."""

from __future__ import annotations

import pytest

from processes.bpmn import read_diagram
from processes.bpmn.event_definitions import (
    ConditionalEventDefinition,
    ErrorEventDefinition,
    EscalationEventDefinition,
    MessageEventDefinition,
    MultipleEventDefinition,
    SignalEventDefinition,
    TimerEventDefinition,
)
from tests.processes.bpmn.diagrams import flow, only_problem, problems_in, process_of, sequence
from tests.support.diagrams import process


def definition_in(drawn, element_id):
    return drawn.model().elements[element_id].event_definition


def catch(definition):
    return f'<bpmn:intermediateCatchEvent id="it">{definition}</bpmn:intermediateCatchEvent>'


# --- signals


@pytest.mark.parametrize("position", ["start", "catch", "throw", "boundary", "end"])
def test_a_signal_has_its_name_everywhere(position):
    drawn = process("p")
    match position:
        case "start":
            drawn.start_signal("it", "alarm").end()
        case "catch":
            drawn.catch_signal("it", "alarm").end()
        case "throw":
            drawn.throw_signal("it", "alarm").end()
        case "boundary":
            drawn.task("t").end().at("t").boundary_signal("it", "alarm").end("e")
        case "end":
            drawn.end_signal("it", "alarm")
    definition = definition_in(drawn, "it")
    assert isinstance(definition, SignalEventDefinition)
    assert definition.name.evaluate({}) == "alarm"


def test_the_name_of_a_signal_may_be_an_expression():
    for name in ('="alarm-" + site', "alarm-${site}"):
        definition = definition_in(process("p").throw_signal("it", name).end(), "it")
        assert isinstance(definition, SignalEventDefinition)
        assert definition.name.evaluate({"site": "A"}) == "alarm-A"


@pytest.mark.parametrize("root", ["", '<bpmn:signal id="s"/>'])
def test_a_signal_is_needed(root):
    reference = 'signalRef="s"' if root else ""
    content = sequence(catch(f"<bpmn:signalEventDefinition {reference}/>"), roots=root)
    assert problems_in(content) == [("no-signal", "it")]


def test_a_signal_is_found_by_its_id():
    problem = only_problem(sequence(catch('<bpmn:signalEventDefinition signalRef="s"/>')))
    assert (problem.code, problem.element_id) == ("unknown-reference", "it")


# --- conditions


def test_a_condition_is_waited_for():
    definition = definition_in(process("p").catch_conditional("it", "level > 3").end(), "it")
    assert isinstance(definition, ConditionalEventDefinition)
    assert definition.condition.evaluate({"level": 4}) is True


@pytest.mark.parametrize("condition", ["", "<bpmn:condition {}/>", "<bpmn:condition {}> </bpmn:condition>"])
def test_a_conditional_event_has_a_condition(condition):
    condition = condition.format('xsi:type="bpmn:tFormalExpression"')
    event = catch(f"<bpmn:conditionalEventDefinition>{condition}</bpmn:conditionalEventDefinition>")
    assert problems_in(sequence(event)) == [("missing-condition", "it")]


def test_a_condition_is_said_to_be_formal():
    condition = "<bpmn:condition>level = 3</bpmn:condition>"
    event = catch(f'<bpmn:conditionalEventDefinition id="d">{condition}</bpmn:conditionalEventDefinition>')
    assert problems_in(sequence(event)) == [("informal-condition", "d")]


# --- escalations and errors


def test_an_escalation_is_thrown_with_its_code_and_caught_by_it():
    drawn = process("p").subprocess("s").end_escalation("thrown", "LATE").done().end().at("s")
    drawn.boundary_escalation("caught", "LATE", interrupting=False).end("e")
    for element_id in ("thrown", "caught"):
        definition = definition_in(drawn, element_id)
        assert isinstance(definition, EscalationEventDefinition)
        assert definition.code is not None
        assert definition.code.evaluate({}) == "LATE"
    assert not drawn.model().elements["caught"].interrupting


@pytest.mark.parametrize("reference", ["", 'escalationRef="e"'])
def test_a_thrown_escalation_needs_a_code(reference):
    content = sequence(
        f'<bpmn:intermediateThrowEvent id="it"><bpmn:escalationEventDefinition {reference}/>'
        "</bpmn:intermediateThrowEvent>",
        roots='<bpmn:escalation id="e" name="Late"/>',
    )
    assert problems_in(content) == [("no-escalation-code", "it")]


@pytest.mark.parametrize(
    ("kind", "caught"), [("error", ErrorEventDefinition()), ("escalation", EscalationEventDefinition())]
)
def test_what_has_no_code_is_caught_whatever_its_code(kind, caught):
    boundary = (
        f'<bpmn:boundaryEvent id="b" attachedToRef="it"><bpmn:{kind}EventDefinition {kind}Ref="e"/>'
        "</bpmn:boundaryEvent>"
    )
    content = sequence(
        f'<bpmn:task id="it"/>{boundary}{flow("b", "end")}', roots=f'<bpmn:{kind} id="e" name="Any"/>'
    )
    assert problems_in(content) == []
    assert read_diagram(content).processes[0].elements["b"].event_definition == caught


# --- several triggers


def test_an_event_may_wait_for_several_things():
    drawn = process("p").catch_message("it", "paid", key="id").also_signal("alarm").also_timer("PT1H").end()
    definition = definition_in(drawn, "it")
    assert isinstance(definition, MultipleEventDefinition)
    assert not definition.parallel
    assert [type(each) for each in definition.definitions] == [
        MessageEventDefinition,
        SignalEventDefinition,
        TimerEventDefinition,
    ]


def test_an_event_may_wait_for_all_of_them():
    drawn = process("p").catch_signal("it", "a").also_signal("b").all_of_them().end()
    definition = definition_in(drawn, "it")
    assert isinstance(definition, MultipleEventDefinition)
    assert definition.parallel


def test_each_trigger_of_an_event_has_to_be_sound():
    event = catch("<bpmn:signalEventDefinition/><bpmn:messageEventDefinition/>")
    assert problems_in(sequence(event)) == [("no-signal", "it"), ("no-message", "it")]


def test_a_definition_inside_another_event_is_not_shared():
    roots = '<bpmn:signal id="s" name="s"/>'
    thrown = (
        '<bpmn:intermediateThrowEvent id="t"><bpmn:signalEventDefinition id="d" signalRef="s"/>'
        "</bpmn:intermediateThrowEvent>"
    )
    ended = '<bpmn:endEvent id="e"><bpmn:eventDefinitionRef>d</bpmn:eventDefinitionRef></bpmn:endEvent>'
    content = process_of(
        f'<bpmn:startEvent id="start"/>{thrown}{ended}' + flow("start", "t") + flow("t", "e"), roots=roots
    )
    assert problems_in(content) == [("unknown-reference", "e")]


# --- timers


def test_a_timer_says_when_only_once():
    times = "<bpmn:timeDuration>PT1H</bpmn:timeDuration><bpmn:timeDate>=a</bpmn:timeDate>"
    problem = only_problem(sequence(catch(f"<bpmn:timerEventDefinition>{times}</bpmn:timerEventDefinition>")))
    assert (problem.code, problem.element_id) == ("timer-says-when-twice", "it")
    assert "timeDuration and timeDate" in problem.message


# --- what starts a process


def test_an_event_based_gateway_may_start_a_process():
    drawn = process("p").apart().event_gateway("g").instantiating(parallel=True)
    model = drawn.catch_message("a", "a").end("x").at("g").catch_message("b", "b").end("y").model()
    assert model.elements["g"].instantiates
    assert model.elements["g"].is_parallel


@pytest.mark.parametrize("tag", ["receiveTask", "eventBasedGateway"])
def test_no_token_comes_to_what_starts_a_process(tag):
    element = f'<bpmn:{tag} id="it" instantiate="true"/>'
    found = problems_in(sequence(element))
    assert "instantiating-with-incoming-flow" in [code for code, _ in found]
