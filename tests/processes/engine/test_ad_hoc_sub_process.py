"""Ad-hoc subprocesses: activities without an order of their own (BPMN 10.3.5 and 13.3.5)."""

import pytest

from processes.engine import events as e
from tests.support.diagrams import process


def chores(**said):
    return (
        process("p")
        .ad_hoc("chores", **said)
        .user_task("wash")
        .apart()
        .user_task("iron")
        .apart()
        .user_task("fold")
        .done()
        .user_task("rest")
    )


def test_all_activities_begin_together_and_it_is_done_when_all_are(engine):
    engine.deploy(chores())
    engine.start()
    assert engine.tasks == ["wash", "iron", "fold"]
    engine.complete_task("iron")
    engine.complete_task("fold")
    engine.complete_task("wash")
    assert engine.tasks == ["rest"]


def test_a_sequential_one_begins_one_after_another(engine):
    engine.deploy(chores(sequential=True))
    engine.start()
    for chore in ("wash", "iron", "fold"):
        assert engine.tasks == [chore]
        engine.complete_task(chore)
    assert engine.tasks == ["rest"]


def test_once_its_completion_condition_is_true_what_still_runs_is_terminated(engine):
    engine.deploy(chores(until="tired"))
    engine.start(variables={"tired": False})
    engine.complete_task("wash")
    assert engine.tasks == ["iron", "fold"]
    engine.complete_task("fold", {"tired": True})
    assert engine.terminated == ["iron"]
    assert engine.tasks == ["rest"]


def test_without_canceling_the_remaining_ones_they_may_still_be_done(engine):
    engine.deploy(chores(until="tired", cancel_remaining=False))
    engine.start(variables={"tired": False})
    engine.complete_task("wash", {"tired": True})
    assert engine.tasks == ["iron", "fold"]
    engine.complete_task("iron")
    engine.complete_task("fold")
    assert engine.tasks == ["rest"]


def test_a_sequential_one_begins_no_more_once_its_completion_condition_is_true(engine):
    engine.deploy(chores(sequential=True, until="tired"))
    engine.start(variables={"tired": False})
    engine.complete_task("wash", {"tired": True})
    assert engine.tasks == ["rest"]
    assert "iron" not in engine.path


def test_the_completion_condition_sees_what_output_mappings_have_made(engine):
    engine.deploy(
        process("p")
        .ad_hoc("chores", until="count >= 2")
        .user_task("wash")
        .output("=n", "count")
        .apart()
        .user_task("iron")
        .done()
        .user_task("rest")
    )
    engine.start(variables={"count": 0})
    engine.complete_task("wash", {"n": 2})
    assert engine.tasks == ["rest"]


def test_the_elements_that_begin_can_be_chosen(engine):
    engine.deploy(chores(active="wanted"))
    engine.start(variables={"wanted": ["fold", "wash", "fold"]})
    assert sorted(engine.tasks) == ["fold", "wash"]
    engine.complete_task("fold")
    engine.complete_task("wash")
    assert engine.tasks == ["rest"]


def test_with_nothing_chosen_it_is_done_at_once(engine):
    engine.deploy(chores(active="wanted"))
    engine.start(variables={"wanted": []})
    assert engine.tasks == ["rest"]


@pytest.mark.parametrize("wanted", [["wash", "nap"], "wash", None, [7], ["rest"]])
def test_a_choice_that_is_no_list_of_its_elements_is_an_incident_until_it_is_repaired(engine, wanted):
    engine.deploy(chores(active="wanted"))
    engine.start(variables={"wanted": wanted})
    assert engine.incidents == {"chores": "EXPRESSION_ERROR"}
    engine.set_variables({"wanted": ["wash"]})
    engine.resolve_incident("chores")
    assert engine.tasks == ["wash"]


def test_flows_inside_lead_on_and_count_as_part_of_it(engine):
    engine.deploy(
        process("p")
        .ad_hoc("chores")
        .user_task("wash")
        .user_task("dry")
        .apart()
        .user_task("iron")
        .done()
        .user_task("rest")
    )
    engine.start()
    assert engine.tasks == ["wash", "iron"]
    engine.complete_task("wash")
    engine.complete_task("iron")
    assert engine.tasks == ["dry"]
    engine.complete_task("dry")
    assert engine.tasks == ["rest"]


def test_in_a_sequential_one_what_follows_by_a_flow_comes_before_the_next(engine):
    engine.deploy(
        process("p")
        .ad_hoc("chores", sequential=True)
        .user_task("wash")
        .user_task("dry")
        .apart()
        .user_task("iron")
        .done()
        .user_task("rest")
    )
    engine.start()
    for chore in ("wash", "dry", "iron", "rest"):
        assert engine.tasks == [chore]
        engine.complete_task(chore)


def test_a_completion_condition_that_is_neither_true_nor_false_is_an_incident_at_what_completes(engine):
    engine.deploy(chores(until="tired"))
    engine.start()
    engine.complete_task("wash")
    assert engine.incidents == {"wash": "CONDITION_ERROR"}
    assert engine.tasks == ["iron", "fold"]
    engine.set_variables({"tired": True})
    engine.resolve_incident("wash")
    assert engine.tasks == ["rest"]
    assert engine.path.count("wash") == 1


def test_results_that_cannot_be_mapped_are_one_incident(engine):
    engine.deploy(process("p").ad_hoc("chores").user_task("wash").done().when("clean").user_task("rest"))
    engine.start()
    engine.complete_task("wash")
    assert [(i.element_id, i.error_type) for i in engine.open_incidents()] == [("chores", "CONDITION_ERROR")]
    engine.set_variables({"clean": True})
    engine.resolve_incident("chores")
    assert engine.tasks == ["rest"]


def test_a_boundary_event_can_interrupt_it(engine):
    diagram = chores().at("chores").boundary_timer("late", "PT1H").user_task("hurry")
    engine.deploy(diagram)
    engine.start()
    engine.complete_task("wash")
    engine.advance_clock(hours=1)
    assert engine.tasks == ["hurry"]
    assert engine.terminated == ["chores", "iron", "fold"]


def test_it_can_be_done_for_each_item(engine):
    engine.deploy(
        process("p")
        .ad_hoc("chores", sequential=True)
        .user_task("wash")
        .apart()
        .user_task("iron")
        .done()
        .multi_instance("shirts", item="shirt")
        .user_task("rest")
    )
    engine.start(variables={"shirts": ["red", "blue"]})
    assert engine.tasks == ["wash", "wash"]
    engine.complete_task("wash")
    assert engine.tasks == ["wash", "iron"]
    engine.complete_task("wash")
    engine.complete_task("iron")
    engine.complete_task("iron")
    assert engine.tasks == ["rest"]


def test_automatic_activities_go_through_in_one_breath(engine):
    engine.deploy(
        process("p")
        .ad_hoc("sums", sequential=True)
        .script_task("one", "n + 1", result="n")
        .apart()
        .script_task("two", "n * 10", result="n")
        .done()
        .user_task("rest")
    )
    engine.start(variables={"n": 1})
    assert engine.variables == {"n": 20}
    begun = [event.element_id for event in engine.events if isinstance(event, e.AdHocElementBegun)]
    assert begun == ["one", "two"]
