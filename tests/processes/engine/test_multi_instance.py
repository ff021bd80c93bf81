"""Multi-instance activities: done once for each item, at once or one after another (BPMN 13.3.7)."""

import time

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.events import LOOP_BODY
from processes.engine.state import Incident, UserTask
from tests.support.diagrams import process


def reviewing(**loop):
    return process("p").user_task("review").multi_instance("people", item="person", **loop).user_task("after")


PEOPLE = {"people": ["ada", "bob", "cleo"]}


def locals_of(engine, element_id):
    """The local variables of each living instance of an element that has any."""
    state = engine.living()
    return [
        state.variables[i.key]
        for i in state.element_instances.values()
        if i.element_id == element_id and i.key in state.variables
    ]


def test_a_parallel_one_begins_all_at_once_and_goes_on_when_all_are_done(engine):
    engine.deploy(reviewing())
    engine.start(variables=PEOPLE)
    assert engine.tasks == ["review"] * 3
    engine.complete_task("review")
    engine.complete_task("review")
    assert engine.tasks == ["review"]
    engine.complete_task("review")
    assert engine.tasks == ["after"]


def test_a_sequential_one_begins_the_next_when_one_is_done(engine):
    engine.deploy(reviewing(sequential=True))
    engine.start(variables=PEOPLE)
    for person in PEOPLE["people"]:
        (inner,) = locals_of(engine, "review")
        assert inner["person"] == person
        engine.complete_task("review")
    assert engine.tasks == ["after"]


def test_each_has_its_item_and_its_counter_for_itself(engine):
    engine.deploy(reviewing())
    engine.start(variables=PEOPLE)
    assert locals_of(engine, "review") == [
        {"loopCounter": 1, "person": "ada"},
        {"loopCounter": 2, "person": "bob"},
        {"loopCounter": 3, "person": "cleo"},
    ]
    assert engine.variables == PEOPLE


def test_a_number_says_how_many(engine):
    engine.deploy(process("p").user_task("review").multi_instance(cardinality="n + 1").user_task("after"))
    engine.start(variables={"n": 2})
    assert engine.tasks == ["review"] * 3


@pytest.mark.parametrize("sequential", [False, True])
def test_for_no_items_it_goes_on_at_once(engine, sequential):
    engine.deploy(reviewing(sequential=sequential, output="verdicts", output_element="verdict"))
    engine.start(variables={"people": []})
    assert engine.tasks == ["after"]
    assert engine.variables["verdicts"] == []


@pytest.mark.parametrize("sequential", [False, True])
def test_results_are_collected_in_the_order_of_the_items(engine, sequential):
    engine.deploy(
        reviewing(sequential=sequential, output="verdicts", output_element='person + ": " + verdict')
    )
    engine.start(variables=PEOPLE)
    for verdict in ("yes", "no", "yes"):
        tasks = engine.waits(UserTask)
        key = tasks[-1][0]  # the last begun first
        engine.do(c.CompleteUserTask(user_task_key=key, variables={"verdict": verdict}))
    expected = (
        ["ada: yes", "bob: no", "cleo: yes"] if sequential else ["ada: yes", "bob: no", "cleo: yes"][:0]
    )
    if not sequential:
        expected = ["ada: yes", "bob: no", "cleo: yes"]
    assert engine.variables["verdicts"] == expected
    assert engine.tasks == ["after"]


def test_the_output_collection_is_not_seen_outside_before_all_is_done(engine):
    engine.deploy(reviewing(output="verdicts", output_element="person"))
    engine.start(variables=PEOPLE)
    engine.complete_task("review")
    assert "verdicts" not in engine.variables
    engine.complete_task("review")
    engine.complete_task("review")
    assert engine.variables["verdicts"] == ["ada", "bob", "cleo"]


def test_output_mappings_of_an_inner_instance_are_what_is_collected(engine):
    engine.deploy(
        process("p")
        .service_task("price")
        .multi_instance("items", item="i", output="prices", output_element="gross")
        .output("=net * 2", "gross")
        .user_task("after")
    )
    engine.start(variables={"items": [1, 2]})
    engine.complete_job("price", {"net": 10})
    engine.complete_job("price", {"net": 20})
    assert engine.variables["prices"] == [20, 40]


def test_input_mappings_see_the_item(engine):
    engine.deploy(
        process("p")
        .user_task("review")
        .multi_instance("people", item="person")
        .input('="Dear " + person', "greeting")
        .user_task("after")
    )
    engine.start(variables=PEOPLE)
    assert [inner["greeting"] for inner in locals_of(engine, "review")] == [
        "Dear ada",
        "Dear bob",
        "Dear cleo",
    ]


def test_once_the_completion_condition_is_true_the_rest_is_terminated(engine):
    engine.deploy(reviewing(until='verdict = "no"'))
    engine.start(variables=PEOPLE)
    engine.complete_task("review", {"verdict": "yes"})
    assert engine.tasks == ["review", "review"]
    engine.complete_task("review", {"verdict": "no"})
    assert engine.tasks == ["after"]
    assert engine.terminated == ["review"]


def test_the_completion_condition_can_count(engine):
    engine.deploy(
        reviewing(
            until="numberOfCompletedInstances >= 2 and numberOfInstances = 3 and numberOfActiveInstances = 1"
        )
    )
    engine.start(variables=PEOPLE)
    engine.complete_task("review")
    assert engine.tasks == ["review", "review"]
    engine.complete_task("review")
    assert engine.tasks == ["after"]


def test_a_sequential_one_stops_when_its_completion_condition_is_true(engine):
    engine.deploy(reviewing(sequential=True, until="loopCounter = 2", output="seen", output_element="person"))
    engine.start(variables=PEOPLE)
    engine.complete_task("review")
    engine.complete_task("review")
    assert engine.tasks == ["after"]
    assert engine.variables["seen"] == ["ada", "bob", None]


def test_the_completion_condition_sees_the_results_so_far(engine):
    engine.deploy(
        reviewing(output="verdicts", output_element="verdict", until='count(verdicts[item = "yes"]) >= 2')
    )
    engine.start(variables=PEOPLE)
    engine.complete_task("review", {"verdict": "yes"})
    assert engine.tasks == ["review", "review"]
    engine.complete_task("review", {"verdict": "yes"})
    assert engine.tasks == ["after"]


def test_an_interrupting_boundary_event_sits_on_the_body_and_ends_all(engine):
    engine.deploy(
        process("p")
        .user_task("review")
        .multi_instance("people")
        .end()
        .at("review")
        .boundary_timer("late", "PT1H")
        .end("too_late")
    )
    engine.start(variables=PEOPLE)
    assert len(engine.timers) == 1
    engine.complete_task("review")
    engine.advance_clock(hours=1)
    assert engine.terminated == ["review"] * 3  # the body and two of the inner instances
    assert engine.path[-1] == "too_late"
    assert engine.state == "COMPLETED"


def test_an_error_from_an_inner_instance_is_caught_at_the_body(engine):
    engine.deploy(
        process("p")
        .service_task("charge")
        .multi_instance("people")
        .end()
        .at("charge")
        .boundary_error("declined", "DECLINED")
        .end("sorry")
    )
    engine.start(variables=PEOPLE)
    engine.throw_error("charge", "DECLINED", variables={"by": "bank"})
    assert engine.path[-2:] == ["declined", "sorry"]
    assert engine.variables["by"] == "bank"
    assert engine.jobs == []


def test_a_terminate_end_event_inside_ends_only_that_inner_instance(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .parallel("split")
        .user_task("work")
        .end("work_end")
        .at("split")
        .user_task("stop")
        .end_terminate("stopped")
        .done()
        .multi_instance(cardinality="2")
        .user_task("after")
    )
    engine.start()
    engine.complete_task("stop")
    assert engine.tasks == ["work", "stop"]
    engine.complete_task("stop")
    assert engine.tasks == ["after"]
    assert engine.terminated == ["work", "work"]


def test_a_subprocess_done_several_times_is_as_many_scopes(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .parallel("split")
        .user_task("a")
        .parallel("join")
        .end("sub_end")
        .at("split")
        .user_task("b")
        .to("join")
        .done()
        .multi_instance(cardinality="2")
        .end()
    )
    engine.start()
    engine.complete_task("a")
    engine.complete_task("a")
    assert "join" not in engine.path
    engine.complete_task("b")
    engine.complete_task("b")
    assert engine.path.count("join") == 2
    assert engine.state == "COMPLETED"


def test_multi_instance_activities_can_be_nested(engine):
    engine.deploy(
        process("p")
        .subprocess("outer")
        .user_task("review")
        .multi_instance("rows", item="cell", output="cells", output_element="cell * 10")
        .end("outer_end")
        .done()
        .multi_instance("table", item="rows", output="result", output_element="cells")
        .user_task("after")
    )
    engine.start(variables={"table": [[1, 2], [3]]})
    assert engine.tasks == ["review"] * 3
    for _ in range(3):
        engine.complete_task("review")
    assert engine.tasks == ["after"]
    assert engine.variables["result"] == [[10, 20], [30]]


def test_the_body_takes_the_flows_and_is_what_the_token_is_in(engine):
    engine.deploy(reviewing())
    engine.start(variables=PEOPLE)
    kinds = [
        event.element_type
        for event in engine.events
        if isinstance(event, e.ElementActivated) and event.element_id == "review"
    ]
    assert kinds == [LOOP_BODY, "userTask", "userTask", "userTask"]
    for _ in range(3):
        engine.complete_task("review")
    taken = [event.flow_id for event in engine.events if isinstance(event, e.SequenceFlowTaken)]
    assert taken == ["start_to_review", "review_to_after"]


@pytest.mark.parametrize(
    ("collection", "told"),
    [("missing", "null"), ('"text"', "a list"), ("12", "a list")],
)
def test_a_collection_that_is_no_list_is_an_incident_until_it_is_repaired(engine, collection, told):
    engine.deploy(
        process("p").user_task("review").multi_instance(f"if fixed = true then [1, 2] else {collection}")
    )
    engine.start()
    (incident,) = engine.open_incidents()
    assert (incident.element_id, incident.error_type) == ("review", "LOOP_ERROR")
    assert told in incident.message
    engine.set_variables({"fixed": True})
    engine.resolve_incident("review")
    assert engine.tasks == ["review", "review"]


@pytest.mark.parametrize("number", ["-1", '"many"', "1.5", "100001", "null"])
def test_a_number_of_instances_that_is_none_is_an_incident(engine, number):
    engine.deploy(process("p").user_task("review").multi_instance(cardinality=number))
    engine.start()
    assert engine.incidents == {"review": "LOOP_ERROR"}


def test_a_completion_condition_that_is_neither_true_nor_false_stops_only_its_inner_instance(engine):
    engine.deploy(reviewing(until="enough"))
    engine.start(variables=PEOPLE)
    engine.complete_task("review")
    assert engine.incidents == {"review": "LOOP_ERROR"}
    assert engine.tasks == ["review", "review"]
    engine.set_variables({"enough": False})
    engine.resolve_incident("review")
    assert engine.incidents == {}
    engine.complete_task("review")
    engine.complete_task("review")
    assert engine.tasks == ["after"]


def test_an_inner_instance_that_cannot_begin_does_not_keep_the_others_from_it(engine):
    engine.deploy(
        process("p")
        .user_task("review", assignee="=person")
        .multi_instance("people", item="person")
        .user_task("after")
    )
    engine.start(variables={"people": ["ada", 7, "cleo"]})
    assert engine.tasks == ["review", "review"]
    assert engine.incidents == {"review": "USER_TASK_ERROR"}
    stuck = next(owner for owner in engine.living().element_instances.values() if owner.has_incident)
    engine.do(c.SetVariables(scope_key=stuck.key, variables={"person": "bob"}))
    engine.resolve_incident("review")
    assert engine.tasks == ["review"] * 3


def test_a_boundary_condition_that_is_true_at_once_comes_before_all_inner_instances(engine):
    engine.deploy(
        process("p")
        .user_task("review")
        .multi_instance("people")
        .end()
        .at("review")
        .boundary_conditional("stopped", "stop")
        .end("off")
    )
    engine.start(variables=PEOPLE | {"stop": True})
    assert engine.path == ["start", "stopped", "off"]
    assert not any(isinstance(event, e.UserTaskCreated) for event in engine.events)


def test_receive_tasks_of_a_multi_instance_activity_wait_each_with_its_own_key(engine):
    engine.deploy(
        process("p")
        .receive_task("answer", "answer", key="person")
        .multi_instance("people", item="person", output="texts", output_element="text")
        .user_task("after")
    )
    engine.start(variables=PEOPLE)
    for person in ("cleo", "ada", "bob"):
        engine.publish_message("answer", person, {"text": person.upper()})
    assert engine.variables["texts"] == ["ADA", "BOB", "CLEO"]


def test_what_has_ended_with_its_body_cannot_be_commanded(engine):
    engine.deploy(reviewing(until="true"))
    engine.start(variables=PEOPLE)
    last = engine.waits(UserTask)[-1][0]
    engine.complete_task("review")
    with pytest.raises(CommandRejected, match="no longer there"):
        engine.do(c.CompleteUserTask(user_task_key=last, variables={}))


def test_canceling_ends_all_inner_instances(engine):
    engine.deploy(reviewing())
    engine.start(variables=PEOPLE)
    engine.cancel()
    assert engine.living().owners == {}
    assert engine.terminated == ["review"] * 4


@pytest.mark.parametrize("sequential", [False, True])
def test_a_thousand_inner_instances_are_quick(engine, sequential):
    engine.deploy(
        process("p")
        .script_task("double", "n * 2", result="doubled")
        .output("=doubled", "doubled")
        .multi_instance("numbers", item="n", sequential=sequential, output="all", output_element="doubled")
        .user_task("after")
    )
    before = time.process_time()
    engine.start(variables={"numbers": list(range(1000))})
    assert time.process_time() - before < 2
    assert engine.variables["all"] == [n * 2 for n in range(1000)]


def test_what_is_collected_is_told_once_and_not_again_with_each_result(engine):
    engine.deploy(
        process("p")
        .task("look")
        .multi_instance("numbers", item="n", output="all", output_element="n")
        .user_task("after")
    )
    engine.start(variables={"numbers": list(range(1000))})
    told = [event for event in engine.events if isinstance(event, e.VariableSet) and event.name == "all"]
    assert [event.value for event in told] == [list(range(1000))]


def test_inner_instances_see_what_has_been_collected_so_far(engine):
    engine.deploy(
        process("p")
        .script_task("look", "count(seen[item != null])", result="before")
        .multi_instance("numbers", item="n", sequential=True, output="seen", output_element="before")
        .user_task("after")
    )
    engine.start(variables={"numbers": [7, 8, 9]})
    assert engine.variables["seen"] == [0, 1, 2]


def test_a_wide_one_is_no_endless_loop(engine):
    engine.deploy(process("p").manual_task("look").multi_instance(cardinality="12000").user_task("after"))
    engine.start()
    assert engine.incidents == {}
    assert engine.tasks == ["after"]


def test_an_endless_loop_inside_of_an_inner_instance_is_found(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .exclusive("again")
        .task("round")
        .to("again")
        .done()
        .multi_instance(cardinality="3")
        .end()
    )
    engine.start()
    assert set(engine.incidents.values()) == {"STEP_BUDGET_EXCEEDED"}
    assert engine.waits(Incident)


def with_behavior(behavior, *, interrupting, **said):
    return (
        process("p")
        .user_task("review")
        .multi_instance("people", item="person")
        .behavior(behavior, escalation="REVIEWED", **said)
        .end()
        .at("review")
        .boundary_escalation("reviewed", "REVIEWED", interrupting=interrupting)
        .task("tell")
        .to("end")
    )


def test_behavior_none_throws_its_event_whenever_one_completes(engine):
    engine.deploy(with_behavior("None", interrupting=False))
    engine.start(variables=PEOPLE)
    for told in (1, 2, 3):
        engine.complete_task("review")
        assert engine.path.count("tell") == told
    assert engine.state == "COMPLETED"


def test_behavior_one_throws_its_event_when_the_first_completes(engine):
    engine.deploy(with_behavior("One", interrupting=False))
    engine.start(variables=PEOPLE)
    for _ in range(3):
        engine.complete_task("review")
        assert engine.path.count("tell") == 1
    assert engine.state == "COMPLETED"


def test_what_a_behavior_throws_can_interrupt_the_rest(engine):
    engine.deploy(with_behavior("One", interrupting=True))
    engine.start(variables=PEOPLE)
    engine.complete_task("review")
    assert engine.tasks == []
    assert engine.path[-2:] == ["tell", "end"]
    assert engine.state == "COMPLETED"


def test_behavior_complex_throws_its_event_while_its_condition_is_true(engine):
    engine.deploy(with_behavior("Complex", interrupting=False, when='verdict = "no"'))
    engine.start(variables=PEOPLE)
    engine.complete_task("review", {"verdict": "yes"})
    assert "tell" not in engine.path
    engine.complete_task("review", {"verdict": "no"})
    assert engine.path.count("tell") == 1


def test_a_condition_of_a_complex_behavior_that_is_neither_true_nor_false_is_an_incident(engine):
    engine.deploy(with_behavior("Complex", interrupting=False, when="verdict"))
    engine.start(variables=PEOPLE)
    engine.complete_task("review")
    assert engine.incidents == {"review": "LOOP_ERROR"}
    engine.set_variables({"verdict": True})
    engine.resolve_incident("review")
    assert engine.path.count("tell") == 1
    assert engine.tasks == ["review", "review"]


def test_a_signal_of_a_behavior_goes_to_everyone(engine):
    engine.deploy(
        process("listener").catch_signal("heard", "one reviewed").user_task("look"),
        process("p")
        .user_task("review")
        .multi_instance("people")
        .behavior("One", signal="one reviewed")
        .end(),
    )
    engine.start("listener")
    engine.start("p", PEOPLE)
    engine.complete_task("review")
    engine.look_at("listener")
    assert engine.tasks == ["look"]
