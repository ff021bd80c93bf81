"""Migration: an instance follows another definition, from where it stands."""

from datetime import timedelta

import pytest

from processes.engine import CommandRejected
from processes.engine import events as e
from processes.engine.errors import PlanRejected
from processes.engine.state import Job, MessageSubscription, Timer, UserTask
from tests.processes.bpmn.diagrams import flow
from tests.processes.engine.data_diagrams import data_object, in_order, into, service, specified
from tests.support.diagrams import process


def problems(engine, mapping=None, **more):
    """What a plan is refused for; it has changed nothing."""
    before, definition = list(engine.events), engine.living().process_definition_key
    with pytest.raises(PlanRejected) as rejected:
        engine.migrate(mapping=mapping, **more)
    assert (engine.events, engine.living().process_definition_key) == (before, definition)
    return {each.element_id: each.message for each in rejected.value.problems}


def waits(engine, kind):
    return {key: element_id for key, element_id, _ in engine.waits(kind)}


# --- going on -------------------------------------------------------------------------------------


def test_a_task_goes_on_in_the_new_version_with_its_key_and_its_assignee(engine):
    engine.deploy(process("p").user_task("approve").end())
    engine.start()
    engine.claim_task("approve", "ada")
    before = engine.waits(UserTask)
    engine.deploy(process("p").user_task("approve").user_task("archive").end())
    engine.migrate()
    assert engine.waits(UserTask) == before
    engine.complete_task("approve")
    assert engine.tasks == ["archive"]


def test_a_mapping_instruction_says_what_an_element_is_called_now(engine):
    engine.deploy(process("p").user_task("approve").end())
    engine.start()
    (key,) = waits(engine, UserTask)
    engine.deploy(process("p").user_task("decide").user_task("archive").end())
    assert "map 'approve'" in problems(engine)["approve"]
    engine.migrate(mapping={"approve": "decide"})
    assert engine.active == ["decide"]
    assert waits(engine, UserTask) == {key: "decide"}
    engine.complete_task("decide")
    assert engine.tasks == ["archive"]


def test_a_job_keeps_its_key_and_its_retries(engine):
    engine.deploy(process("p").service_task("charge", "old-type").end())
    engine.start()
    engine.fail_job("charge", retries=2)
    before = engine.waits(Job)
    engine.deploy(process("p").service_task("charge", "new-type").end())
    engine.migrate()
    assert engine.waits(Job) == before
    engine.complete_job("charge")
    assert engine.state == "COMPLETED"


def test_a_job_is_a_job_whatever_kind_of_task_it_is_of(engine):
    engine.deploy(process("p").service_task("tell").end())
    engine.start()
    engine.deploy(process("p").send_task("tell").end())
    engine.migrate()
    engine.complete_job("tell")
    assert engine.state == "COMPLETED"


def test_an_incident_stays_and_is_tried_again_by_the_new_version(engine):
    engine.deploy(process("p").script_task("count", "1 + nothing.x", result="n").catch_timer("t", "=x").end())
    engine.start()
    assert engine.incidents == {"t": "TIMER_ERROR"}
    engine.deploy(process("p").catch_timer("t", "PT1H").end())
    engine.migrate()
    engine.resolve_incident("t")
    assert (engine.incidents, list(engine.timers)) == ({}, ["t"])


def test_a_migration_to_another_process_is_a_migration_too(engine):
    engine.deploy(process("p").subprocess("sub").user_task("a").end("e").done().end())
    engine.start()
    engine.deploy(process("q").subprocess("sub").user_task("a").end("e").done().user_task("b").end())
    engine.migrate("q")
    engine.complete_task("a")
    assert engine.tasks == ["b"]
    assert engine.instances()[engine.instance] == "q"


# --- events ---------------------------------------------------------------------------------------


def test_a_timer_keeps_its_date_unless_told_otherwise(engine):
    engine.deploy(process("p").user_task("a").boundary_timer("late", "PT10H").end("l").at("a").end())
    engine.start()
    due_at = engine.timers["late"]
    engine.advance_clock(hours=1)
    engine.deploy(process("p").user_task("a").boundary_timer("late", "PT1H").end("l").at("a").end())
    (key,) = waits(engine, Timer)
    engine.migrate()
    assert (waits(engine, Timer), engine.timers) == ({key: "late"}, {"late": due_at})
    engine.migrate(recompute_timers=True)
    assert engine.timers == {"late": engine.now + timedelta(hours=1)}


def test_a_subscription_is_opened_anew_when_its_name_or_key_is_another(engine):
    def version(name, key):
        return process("p").catch_message("paid", name, key=key).end()

    engine.deploy(version("payment", "id"))
    engine.start("p", {"id": "A", "number": 7})
    (first,) = waits(engine, MessageSubscription)
    engine.deploy(version("payment", "id"))
    engine.set_variables({"id": "B"})
    engine.migrate()
    assert list(waits(engine, MessageSubscription)) == [first], "what says the same is not asked again"
    engine.deploy(version("payment", "number"))
    engine.migrate()
    (second,) = waits(engine, MessageSubscription)
    assert second != first
    engine.publish_message("payment", "A")
    assert engine.state == "ACTIVE"
    engine.publish_message("payment", "7")
    assert engine.state == "COMPLETED"


def test_new_events_are_waited_for_and_gone_ones_are_not(engine):
    engine.deploy(
        process("p").user_task("a").boundary_message("stop", "stop").end("s").at("a").end()
        .event_subprocess("old").start_signal("heard", "alarm", interrupting=True).end("h").done()
    )  # fmt: skip
    engine.start()
    engine.deploy(
        process("p").user_task("a").boundary_timer("late", "PT1H").end("l").at("a").end()
        .event_subprocess("new").start_message("asked", "question", interrupting=False).user_task("answer")
        .end("h").done()
    )  # fmt: skip
    engine.migrate()
    assert (engine.messages, list(engine.timers), engine.signals) == (["asked"], ["late"], [])
    engine.publish_message("question")
    assert engine.tasks == ["a", "answer"]
    engine.advance_clock(hours=1)
    assert engine.terminated == ["a"]


def test_an_event_that_has_happened_is_not_waited_for_again(engine):
    def version():
        return (
            process("p").user_task("a").boundary_timer("remind", "PT1H", interrupting=False).end("r")
            .at("a").end()
        )  # fmt: skip

    engine.deploy(version())
    engine.start()
    engine.advance_clock(hours=2)
    engine.deploy(version())
    engine.migrate(recompute_timers=True)
    assert engine.timers == {}


def test_an_interrupted_scope_is_not_interrupted_again(engine):
    def version(*, more):
        drawn = (
            process("p").user_task("a").end().event_subprocess("off")
            .start_message("called_off", "off", interrupting=True).user_task("tidy").end("t").done()
        )  # fmt: skip
        if more:
            drawn.event_subprocess("x").start_signal("alarmed", "alarm", interrupting=True).end("over").done()
        return drawn

    engine.deploy(version(more=False))
    engine.start()
    engine.publish_message("off")
    engine.deploy(version(more=True))
    engine.migrate()
    assert (engine.tasks, engine.signals) == (["tidy"], [])


def test_an_event_based_gateway_waits_for_the_events_behind_it(engine):
    engine.deploy(
        process("p").event_gateway("first").catch_timer("soon", "PT1H").end("e1")
        .at("first").catch_message("news", "news").end("e2")
    )  # fmt: skip
    engine.start()
    due_at = engine.timers["soon"]
    engine.deploy(
        process("p").event_gateway("first").catch_timer("later", "PT5H").end("e1")
        .at("first").catch_signal("alarmed", "alarm").user_task("act").end("e2")
    )  # fmt: skip
    engine.migrate(mapping={"soon": "later"})
    assert (engine.timers, engine.messages, engine.signals) == ({"later": due_at}, [], ["alarmed"])
    engine.broadcast_signal("alarm")
    assert engine.tasks == ["act"]


def test_a_condition_that_holds_in_the_new_version_triggers(engine):
    engine.deploy(process("p").user_task("a").end())
    engine.start("p", {"level": 5})
    engine.deploy(
        process("p").user_task("a").boundary_conditional("stop", "level > 3").user_task("b").end("s")
        .at("a").end()
    )  # fmt: skip
    engine.migrate()
    assert engine.tasks == ["b"]


def test_an_event_that_cannot_be_waited_for_is_a_problem_of_the_plan(engine):
    engine.deploy(process("p").user_task("a").end())
    engine.start()
    engine.deploy(process("p").user_task("a").boundary_timer("late", "=unknown").end("l").at("a").end())
    assert "unknown" in problems(engine)["late"]


# --- joins, loops, calls, compensation --------------------------------------------------------------


def forked(*tasks, join="join"):
    drawn = process("p").parallel("split").user_task(tasks[0]).parallel(join).end()
    for task in tasks[1:]:
        drawn.at("split").user_task(task).to(join)
    return drawn


def test_tokens_wait_on_at_a_join(engine):
    engine.deploy(forked("a", "b"))
    engine.start()
    engine.complete_task("a")
    engine.deploy(forked("x", "y", join="together"))
    engine.migrate(mapping={"a": "x", "b": "y", "join": "together"})
    engine.complete_task("y")
    assert engine.state == "COMPLETED"


def test_a_join_that_needs_less_goes_on_at_once(engine):
    engine.deploy(forked("a", "b", "c"))
    engine.start()
    engine.complete_task("a")
    engine.complete_task("b")
    engine.end_tokens("c")
    assert engine.incidents == {"join": "JOIN_NEVER_COMPLETE"}
    engine.deploy(forked("a", "b"))
    engine.migrate()
    assert (engine.state, engine.incidents) == ("COMPLETED", {})


def test_a_token_that_waits_on_a_flow_that_is_gone_is_a_problem(engine):
    engine.deploy(forked("a", "b"))
    engine.start()
    engine.complete_task("a")
    engine.deploy(forked("x", "b"))
    assert "map the flow" in problems(engine)["join"]
    engine.migrate(mapping={"a_to_join": "x_to_join"})
    engine.complete_task("b")
    assert engine.state == "COMPLETED"


@pytest.mark.parametrize("sequential", [True, False])
def test_a_loop_keeps_its_counters_and_its_results(engine, sequential):
    def version(name):
        return (
            process("p").user_task(name)
            .multi_instance("items", item="i", output="seen", output_element="i", sequential=sequential).end()
        )  # fmt: skip

    engine.deploy(version("each"))
    engine.start("p", {"items": ["x", "y", "z"]})
    engine.complete_task("each")
    engine.deploy(version("one"))
    engine.migrate(mapping={"each": "one"})
    engine.complete_task("one")
    engine.complete_task("one")
    assert (engine.state, engine.variables["seen"]) == ("COMPLETED", ["x", "y", "z"])


def test_a_called_instance_answers_to_the_new_version(engine):
    engine.deploy(process("caller").call("sub", "called").end(), process("called").user_task("a").end())
    engine.start("caller")
    engine.deploy(process("caller").call("sub", "called").user_task("after").end())
    engine.migrate()
    engine.look_at("called")
    engine.complete_task("a")
    engine.look_at("caller")
    assert engine.tasks == ["after"]


def test_a_called_instance_can_be_migrated_too(engine):
    engine.deploy(process("caller").call("sub", "called").end(), process("called").user_task("a").end())
    engine.start("caller")
    engine.deploy(process("called").user_task("a").user_task("b").end())
    engine.look_at("called")
    engine.migrate()
    engine.complete_task("a")
    engine.complete_task("b")
    engine.look_at("caller")
    assert engine.state == "COMPLETED"


def compensated(activity, handler, *, task="wait"):
    return (
        process("p").task(activity).boundary_compensation(f"undo_{activity}").user_task(handler)
        .at(activity).user_task(task).throw_compensation("undo").end()
    )  # fmt: skip


def test_what_has_been_done_is_undone_as_the_new_version_says(engine):
    engine.deploy(compensated("book", "unbook"))
    engine.start()
    engine.deploy(compensated("reserve", "release"))
    engine.migrate(mapping={"book": "reserve"})
    engine.complete_task("wait")
    assert engine.tasks == ["release"]


def test_what_could_not_be_undone_any_more_is_a_problem(engine):
    engine.deploy(compensated("book", "unbook"))
    engine.start()
    engine.deploy(process("p").task("book").user_task("wait").end())
    assert "can be undone" in problems(engine)["book"]


def test_an_ad_hoc_subprocess_goes_on_with_what_is_still_to_do(engine):
    def version(*names):
        drawn = process("p").ad_hoc("any", sequential=True)
        for name in names:
            drawn.apart().user_task(name)
        return drawn.done().end()

    engine.deploy(version("a", "b"))
    engine.start()
    engine.deploy(version("a", "c"))
    assert "still to be done" in problems(engine)["b"]
    engine.migrate(mapping={"b": "c"})
    engine.complete_task("a")
    assert engine.tasks == ["c"]
    engine.complete_task("c")
    assert engine.state == "COMPLETED"


# --- refused --------------------------------------------------------------------------------------


def test_all_problems_are_told_at_once(engine):
    engine.deploy(
        process("p").parallel("split").user_task("a").end("e1").at("split").user_task("b").end("e2")
        .at("split").subprocess("sub").user_task("inside").end("e3").done().end("e4")
        .at("split").user_task("each").multi_instance(cardinality="2").end("e5")
        .at("split").catch_timer("pause", "PT1H").end("e6")
    )  # fmt: skip
    engine.start()
    engine.deploy(
        process("p").parallel("split").service_task("a").end("e1")
        .at("split").subprocess("sub").user_task("other").end("e3").done().end("e4")
        .at("split").user_task("each").end("e5").at("split").user_task("inside").end("e7")
        .at("split").catch_message("pause", "go_on").end("e6")
    )  # fmt: skip
    told = problems(engine, {"a": "a", "nothing": "a", "e1": "nowhere", "split_to_a": "a"})
    assert set(told) == {"a", "b", "inside", "each", "pause", "nothing", "e1", "split_to_a"}
    assert "userTask" in told["a"]
    assert "is in 'sub'" in told["inside"]
    assert "done several times" in told["each"]
    assert "different kinds of events" in told["pause"]


def test_what_has_ended_cannot_be_migrated(engine):
    engine.deploy(process("p").task("a").end())
    engine.start()
    with pytest.raises(CommandRejected, match="has ended"):
        engine.migrate()


def test_a_suspended_instance_is_migrated_and_goes_on_when_it_is_resumed(engine):
    engine.deploy(forked("a", "b", "c"))
    engine.start()
    engine.complete_task("a")
    engine.complete_task("b")
    engine.suspend()
    engine.end_tokens("c")
    engine.deploy(forked("a", "b"))
    engine.migrate()
    assert engine.state == "ACTIVE"
    engine.resume()
    assert engine.state == "COMPLETED"


def test_the_same_once_more_changes_nothing_but_the_version(engine):
    engine.deploy(forked("a", "b"))
    engine.start()
    engine.complete_task("a")
    engine.deploy(forked("a", "b"))
    before = len(engine.events)
    engine.migrate()
    assert [type(event) for event in engine.events[before:]] == [e.InstanceMigrated]


# --- data -------------------------------------------------------------------------------------------


def with_data(*, boundary=""):
    waits = specified(inputs=("amount",)) + into("order_ref", to="in_amount")
    return in_order(service("work", waits), beside=data_object("order") + boundary)


def test_an_activity_that_waits_for_its_data_waits_on(engine):
    engine.deploy(with_data())
    engine.start("p")
    engine.deploy(
        with_data(
            boundary='<bpmn:boundaryEvent id="late" attachedToRef="work"><bpmn:timerEventDefinition>'
            "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
            '<bpmn:endEvent id="over"/>' + flow("late", "over")
        )
    )
    engine.migrate()
    assert (engine.jobs, engine.timers) == ([], {})
    engine.set_variables({"order": 7})
    assert (engine.jobs, list(engine.timers)) == (["work"], ["late"])


def test_an_activity_that_needs_no_data_any_more_begins(engine):
    engine.deploy(with_data())
    engine.start("p")
    engine.deploy(in_order(service("work")))
    engine.migrate()
    assert (engine.jobs, engine.conditions) == (["work"], [])
