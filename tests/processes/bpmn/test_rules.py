"""Rules of gateways, flows, scopes and paths; and everything that does not run here is refused by name."""

from __future__ import annotations

import pytest

from processes.bpmn import Severity
from processes.bpmn.support import MISPLACED, REFUSED
from tests.processes.bpmn.diagrams import flow, found_in, only_problem, problems_in, process_of, sequence
from tests.support.diagrams import process, xml_of


def test_a_flawless_diagram_has_no_problems():
    drawn = (
        process("order")
        .exclusive("big")
        .when("amount > 10")
        .user_task("approve")
        .boundary_timer("late", "PT1H")
        .end_error("given_up", "LATE")
        .at("approve")
        .end("done")
        .at("big")
        .otherwise()
        .to("done")
    )
    assert found_in(drawn) == []


# --- not supported yet


@pytest.mark.parametrize("tag", sorted(REFUSED))
def test_elements_that_do_not_run_here_are_refused_by_name(tag):
    problem = only_problem(sequence(f'<bpmn:{tag} id="it" name="Decide"/>'))
    assert (problem.code, problem.element_id, problem.element_type) == ("unsupported-element", "it", tag)
    assert problem.message.startswith(REFUSED[tag][0][0].upper())
    assert "'Decide' (it) is not supported yet; " in problem.message
    assert problem.element_name == "Decide"
    assert problem.process_id == "p"
    assert problem.line == 1


@pytest.mark.parametrize("tag", sorted(MISPLACED))
def test_a_process_contains_no_choreography(tag):
    problem = only_problem(sequence(f'<bpmn:{tag} id="it" name="Agree"/>'))
    assert (problem.code, problem.element_id) == ("misplaced-element", "it")
    assert MISPLACED[tag] in problem.message.lower()


def test_attributes_with_their_default_are_fine():
    element = '<bpmn:task id="it" isForCompensation="false" startQuantity="1" completionQuantity="1"/>'
    assert problems_in(sequence(element)) == []


# --- gateways


def test_every_branch_of_an_exclusive_gateway_has_a_condition():
    drawn = process("p").exclusive("g").when("a").end("yes").at("g").flow("bare").end("no")
    problem = only_problem(drawn)
    assert (problem.code, problem.element_id) == ("missing-condition", "bare")
    assert "exclusive gateway 'g'" in problem.message


def test_one_flow_out_of_an_exclusive_gateway_needs_no_condition():
    drawn = process("p").parallel("fork").task("a").exclusive("g").end().at("fork").to("g")
    assert problems_in(drawn) == []


@pytest.mark.parametrize("gateway", ["exclusive", "parallel", "inclusive", "complex"])
def test_a_gateway_splits_or_joins(gateway):
    drawn = getattr(process("p"), gateway)("g").end()
    problem = only_problem(drawn)
    assert (problem.code, problem.element_id) == ("gateway-without-choice", "g")


def test_a_gateway_with_one_condition_asks_something():
    assert problems_in(process("p").exclusive("g").when("ready").end()) == []


@pytest.mark.parametrize("ways", ["in", "out"])
def test_a_mixed_gateway_joins_and_splits(ways):
    drawn = process("p").parallel("fork").parallel("g").set(gatewayDirection="Mixed").end("a")
    drawn.at("fork").to("g") if ways == "in" else drawn.at("g").end("b").at("fork").end("c")
    assert problems_in(drawn) == [("gateway-direction", "g")]


def test_an_event_based_gateway_awaits_messages_one_way():
    drawn = process("p").event_gateway("g").catch_message("c", "a").end("x").at("g").receive_task("r", "b")
    assert problems_in(drawn.end("y")) == [("event-gateway-target", "g")]


def test_an_event_based_gateway_chooses_by_what_happens():
    drawn = process("p").event_gateway("g").when("a").catch_timer("c", "PT1H").end("x").at("g")
    assert problems_in(drawn.receive_task("r", "b").end("y")) == [("condition-after-event-gateway", "g_to_c")]


def test_inclusive_and_parallel_branches_need_no_conditions():
    for gateway in ("inclusive", "parallel"):
        drawn = getattr(process("p"), gateway)("g").end("a").at("g").end("b")
        assert problems_in(drawn) == []


def test_conditions_nobody_looks_at_deserve_a_warning():
    drawn = process("p").parallel("g").when("a").end("yes").at("g").end("no")
    assert [(p.code, p.severity) for p in found_in(drawn)] == [("condition-ignored", Severity.WARNING)]
    assert drawn.model().flows["g_to_yes"].condition is None


def test_a_default_flow_has_no_condition():
    drawn = process("p").exclusive("g").when("a").end("yes").at("g").when("b").otherwise().end("no")
    assert [(p.code, p.severity) for p in found_in(drawn)] == [
        ("condition-on-default-flow", Severity.WARNING)
    ]
    assert drawn.model().flows["g_to_no"].condition is None


def test_a_default_flow_leaves_its_element():
    drawn = process("p").inclusive("g").set(default="start_to_g").end("a").at("g").end("b")
    assert problems_in(drawn) == [("unknown-reference", "g")]


def test_an_event_based_gateway_chooses_among_events():
    fine = (
        process("p")
        .event_gateway("g")
        .catch_timer("late", "PT1H")
        .end("a")
        .at("g")
        .receive_task("r", "m")
        .end("b")
    )
    assert problems_in(fine) == []
    lonely = process("p").event_gateway("g").catch_timer("late", "PT1H").end()
    assert problems_in(lonely) == [("event-gateway-without-choice", "g")]


def test_only_catching_elements_follow_an_event_based_gateway():
    drawn = process("p").event_gateway("g").catch_timer("c", "PT1H").end("a").at("g").user_task("t").end("b")
    assert problems_in(drawn) == [("event-gateway-target", "g")]


def test_an_event_based_gateway_is_the_only_way_to_its_events():
    drawn = (
        process("p")
        .parallel("fork")
        .event_gateway("g")
        .catch_timer("c", "PT1H")
        .end("a")
        .at("g")
        .receive_task("r", "m")
        .to("a")
        .at("r")
        .boundary_timer("b", "PT1H")
        .end("late")
        .at("fork")
        .to("c")
    )
    assert problems_in(drawn) == [("event-gateway-target", "c"), ("event-gateway-target", "r")]


@pytest.mark.parametrize(("direction", "ways_in"), [("Diverging", True), ("Converging", False)])
def test_flows_go_in_the_direction_of_their_gateway(direction, ways_in):
    drawn = process("p").parallel("fork").parallel("g").set(gatewayDirection=direction).end("a")
    if ways_in:
        drawn.at("fork").to("g")
    else:
        drawn.at("g").end("b").at("fork").end("c")
    assert problems_in(drawn) == [("gateway-direction", "g")]


# --- flows and scopes


def test_a_flow_does_not_cross_the_border_of_a_subprocess():
    drawn = (
        process("p")
        .subprocess("s")
        .task("inner")
        .done()
        .task("outer")
        .end()
        .at("inner")
        .flow("out")
        .to("outer")
    )
    problem = only_problem(drawn)
    assert (problem.code, problem.element_id) == ("flow-crosses-border", "out")
    assert "border of a subprocess" in problem.message


def test_a_flow_does_not_leave_its_pool():
    content = xml_of(process("a").end("ea"), process("b").start("sb").end("eb"))
    content = content.replace(b'targetRef="eb"', b'targetRef="ea"')
    codes = {p.code: p for p in found_in(content)}
    assert "use a message" in codes["flow-crosses-border"].message


def test_a_process_needs_a_start_event():
    """Or else something that no flow leads to."""
    assert problems_in(process_of('<bpmn:task id="t"/>')) == []
    ring = process_of('<bpmn:task id="t"/>' + flow("t", "t"))
    assert ("no-start-event", "p") in problems_in(ring)


def test_where_something_ends_something_starts():
    content = process_of('<bpmn:task id="t"/><bpmn:endEvent id="e"/>' + flow("t", "e"))
    assert problems_in(content) == [("end-event-without-start", "p")]
    inside = '<bpmn:task id="t"/><bpmn:endEvent id="e"/>' + flow("t", "e")
    assert problems_in(sequence(f'<bpmn:subProcess id="it">{inside}</bpmn:subProcess>')) == [
        ("end-event-without-start", "it")
    ]


def test_a_receive_task_may_start_where_there_is_no_start_event():
    drawn = process("p").apart().receive_task("r", "m").instantiating().end()
    assert problems_in(drawn) == []


def test_a_process_may_start_by_events_alone():
    drawn = process("p").start_timer("daily", "R/P1D").task("t").end().start_message("asked", "ask").to("t")
    assert problems_in(drawn) == []


def test_only_one_start_event_waits_for_nothing():
    drawn = process("p").start("a").task("t").start("b").to("t").start_message("c", "ask").to("t")
    problem = only_problem(drawn)
    assert (problem.code, problem.element_id) == ("several-start-events", "b")


def test_a_subprocess_is_entered_by_its_flow():
    drawn = process("p").subprocess("s").start_timer("tick", "PT1H").end("x").done().end()
    assert problems_in(drawn) == [("start-event-in-subprocess", "tick")]


def test_a_subprocess_contains_something():
    assert problems_in(process("p").subprocess("s").done().end()) == [("no-start-event", "s")]


def test_a_subprocess_that_only_circles_has_no_start():
    inside = '<bpmn:task id="a"/><bpmn:task id="b"/>' + flow("a", "b") + flow("b", "a")
    content = sequence(f'<bpmn:subProcess id="it">{inside}</bpmn:subProcess>')
    assert ("no-start-event", "it") in problems_in(content)


# --- paths


def test_an_element_that_nothing_leads_to_is_found():
    stray = '<bpmn:task id="stray"/>' + flow("stray", "end")
    assert problems_in(sequence(f'<bpmn:task id="it"/>{stray}')) == [("no-incoming-flow", "stray")]


def test_an_element_connected_to_nothing_is_found():
    content = sequence('<bpmn:task id="it"/><bpmn:task id="stray"/>')
    assert problems_in(content) == [("isolated-element", "stray")]


def test_an_unreachable_circle_is_doubtful():
    circle = '<bpmn:task id="a"/><bpmn:task id="b"/>' + flow("a", "b") + flow("b", "a") + flow("a", "end")
    found = found_in(sequence(f'<bpmn:task id="it"/>{circle}'))
    assert [(p.code, p.element_id, p.severity) for p in found] == [
        ("unreachable", "a", Severity.WARNING),
        ("unreachable", "b", Severity.WARNING),
    ]


def test_boundary_events_are_ways_to_other_elements():
    drawn = process("p").task("t").boundary_timer("b", "PT1H").task("u").end("late").at("t").end()
    assert problems_in(drawn) == []


def test_a_circle_without_a_way_out_is_doubtful():
    drawn = process("p").task("a").task("b").to("a")
    problem = only_problem(drawn)
    assert (problem.code, problem.severity) == ("no-end-reachable", Severity.WARNING)


def test_a_circle_with_a_boundary_event_has_a_way_out():
    drawn = process("p").task("a").task("b").to("a").at("b").boundary_timer("out", "PT1H").end()
    assert problems_in(drawn) == []
