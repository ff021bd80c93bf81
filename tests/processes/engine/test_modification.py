"""Modification: an operator adds, ends and moves tokens."""

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.errors import PlanRejected
from processes.engine.rehearsal import rehearse
from processes.engine.state import UserTask
from tests.support.diagrams import process


def add(element_id, ancestor=None, *variables):
    return c.ActivateInstruction(
        element_id=element_id, ancestor_element_instance_key=ancestor, variables=variables
    )


def end(element_id=None, key=None):
    return c.TerminateInstruction(element_id=element_id, element_instance_key=key)


def move(source, target, **more):
    return c.MoveInstruction(source_element_id=source, target_element_id=target, **more)


def key_at(engine, element_id, number=0):
    found = [i.key for i in engine.living().element_instances.values() if i.element_id == element_id]
    return found[number]


def problems(engine, command):
    """What a plan is refused for, by element; it has changed nothing."""
    before = list(engine.events)
    with pytest.raises(PlanRejected) as rejected:
        engine.do(command)
    assert engine.events == before
    return [(each.element_id, each.message) for each in rejected.value.problems]


def two_steps():
    return process("p").user_task("first").service_task("second").user_task("third").end()


def nested():
    return (
        process("p")
        .user_task("before")
        .subprocess("outer")
        .subprocess("inner")
        .service_task("work")
        .boundary_timer("late", "PT1H")
        .end("too_late")
        .at("work")
        .end("inner_end")
        .event_subprocess("handler")
        .start_message("called_off", "off", interrupting=True)
        .user_task("clean_up")
        .end("cleaned")
        .done()
        .done()
        .end("outer_end")
        .done()
        .input("=order.id", "id")
        .user_task("after")
        .end()
    )


# --- moving ---------------------------------------------------------------------------------------


def test_a_moved_token_ends_here_and_goes_on_there(engine):
    engine.deploy(two_steps())
    engine.start()
    engine.move_tokens("first", "third")
    assert (engine.terminated, engine.active, engine.tasks) == (["first"], ["third"], ["third"])
    engine.complete_task("third")
    assert engine.state == "COMPLETED"
    assert engine.path == ["start", "third", "end"]


def test_no_sequence_flow_is_taken_on_the_way(engine):
    engine.deploy(two_steps())
    engine.start()
    events = engine.do(c.ModifyInstance(move=(move("first", "second"),)))
    assert not any(isinstance(event, e.SequenceFlowTaken) for event in events)
    kinds = [type(event) for event in events]
    assert kinds.index(e.ElementActivated) < kinds.index(e.ElementTerminated)


def test_a_moved_token_keeps_its_local_variables(engine):
    engine.deploy(process("p").user_task("first").input("=amount", "local").user_task("second").end())
    engine.start("p", {"amount": 7})
    engine.do(c.ModifyInstance(move=(move("first", "second"),)))
    assert engine.visible(engine.instance, key_at(engine, "second")) == {"amount": 7, "local": 7}
    assert engine.variables == {"amount": 7}


def test_every_token_at_an_element_moves(engine):
    engine.deploy(
        process("p").parallel("split").exclusive("merge").user_task("a").user_task("b").end()
        .at("split").to("merge")
    )  # fmt: skip
    engine.start()
    assert engine.tasks == ["a", "a"]
    engine.move_tokens("a", "b")
    assert engine.tasks == ["b", "b"]


def test_a_token_inside_a_loop_moves_inside_the_same_inner_instance(engine):
    engine.deploy(
        process("p").subprocess("each").user_task("a").user_task("b").end("e").done()
        .multi_instance("items", item="i").end()
    )  # fmt: skip
    engine.start("p", {"items": ["x", "y"]})
    second = key_at(engine, "a", 1)
    engine.do(
        c.ModifyInstance(move=(c.MoveInstruction(source_element_instance_key=second, target_element_id="b"),))
    )
    assert engine.tasks == ["a", "b"]
    assert engine.visible(engine.instance, key_at(engine, "b"))["i"] == "y"
    engine.complete_task("a")
    engine.complete_task("b")
    engine.complete_task("b")
    assert engine.state == "COMPLETED"


def test_a_token_that_waits_in_vain_at_a_join_can_be_moved_on(engine):
    engine.deploy(
        process("p").exclusive("choose").when("true").task("a").parallel("join").user_task("next").end()
        .at("choose").otherwise().task("b").to("join")
    )  # fmt: skip
    engine.start()
    assert engine.incidents == {"join": "JOIN_NEVER_COMPLETE"}
    engine.move_tokens("join", "next")
    assert (engine.incidents, engine.tasks) == ({}, ["next"])
    engine.complete_task("next")
    assert engine.state == "COMPLETED"


def test_the_token_that_a_join_lacks_can_be_added(engine):
    engine.deploy(
        process("p").exclusive("choose").when("true").task("a").parallel("join").user_task("next").end()
        .at("choose").otherwise().task("b").to("join")
    )  # fmt: skip
    engine.start()
    engine.add_token("b")
    assert (engine.incidents, engine.tasks) == ({}, ["next"])


def test_an_element_that_is_stuck_can_be_left(engine):
    engine.deploy(process("p").service_task("work", "=unknown").user_task("next").end())
    engine.start()
    assert engine.incidents
    engine.move_tokens("work", "next")
    assert (engine.incidents, engine.tasks) == ({}, ["next"])


# --- adding ---------------------------------------------------------------------------------------


def test_a_token_in_a_nested_subprocess_enters_the_scopes_that_are_missing(engine):
    engine.deploy(nested())
    engine.start("p", {"order": {"id": "A1"}})
    engine.move_tokens("before", "work")
    assert engine.active == ["outer", "inner", "work"]
    assert engine.messages == ["called_off"], "the event subprocess of the scope is armed"
    assert list(engine.timers) == ["late"]
    assert engine.visible(engine.instance, key_at(engine, "work"))["id"] == "A1"
    engine.complete_job("work")
    engine.complete_task("after")
    assert engine.state == "COMPLETED"
    assert engine.path == ["start", "outer", "inner", "work", "inner_end", "outer_end", "after", "end"]


def test_a_token_is_added_to_the_scope_that_is_there(engine):
    engine.deploy(nested())
    engine.start("p", {"order": {"id": "A1"}})
    engine.complete_task("before")
    engine.add_token("work")
    assert engine.active == ["outer", "inner", "work", "work"]


def test_two_tokens_of_one_plan_share_the_scopes_that_it_enters(engine):
    engine.deploy(nested())
    engine.start("p", {"order": {"id": "A1"}})
    engine.do(c.ModifyInstance(activate=(add("work"), add("clean_up")), terminate=(end("before"),)))
    assert engine.active == ["outer", "inner", "work", "handler", "clean_up"]


def test_a_named_ancestor_gets_scopes_of_its_own(engine):
    engine.deploy(nested())
    engine.start("p", {"order": {"id": "A1"}})
    engine.complete_task("before")
    engine.do(c.ModifyInstance(activate=(add("work", key_at(engine, "outer")),)))
    assert engine.active == ["outer", "inner", "work", "inner", "work"]


def test_where_there_are_several_scopes_one_has_to_be_named(engine):
    engine.deploy(nested())
    engine.start("p", {"order": {"id": "A1"}})
    engine.complete_task("before")
    engine.add_token("work", ancestor=key_at(engine, "outer"))
    first, second = key_at(engine, "inner", 0), key_at(engine, "inner", 1)
    told = problems(engine, c.ModifyInstance(activate=(add("work"),)))
    assert told == [
        (
            "work",
            "no token can be added at 'work': there are several instances of 'inner' around it; "
            f"name one as its ancestor: {first}, {second}",
        )
    ]
    engine.add_token("work", ancestor=second)
    assert len(engine.jobs) == 3


def test_variables_are_set_where_the_plan_says_before_inputs_are_mapped(engine):
    engine.deploy(nested())
    engine.start("p")
    engine.do(
        c.ModifyInstance(
            activate=(
                add(
                    "work",
                    None,
                    c.VariableInstruction(variables={"order": {"id": "B2"}}),
                    c.VariableInstruction(variables={"in_inner": 1}, scope_id="inner"),
                    c.VariableInstruction(variables={"in_work": 2}, scope_id="work"),
                ),
            ),
            terminate=(end("before"),),
        )
    )
    variables = engine.living().variables
    assert variables[engine.instance] == {"order": {"id": "B2"}}
    assert variables[key_at(engine, "outer")] == {"id": "B2"}
    assert variables[key_at(engine, "inner")] == {"in_inner": 1}
    assert variables[key_at(engine, "work")] == {"in_work": 2}


def test_a_condition_that_holds_when_a_scope_is_entered_triggers(engine):
    engine.deploy(
        process("p").user_task("before").subprocess("sub").user_task("inside").end("e").done()
        .boundary_conditional("stop", "level > 3").user_task("stopped").end("s").at("sub").end()
    )  # fmt: skip
    engine.start("p", {"level": 5})
    engine.move_tokens("before", "inside")
    assert engine.tasks == ["stopped"]


def test_an_activity_that_is_done_several_times_begins_as_a_whole(engine):
    engine.deploy(process("p").user_task("before").user_task("each").multi_instance(cardinality="2").end())
    engine.start()
    engine.move_tokens("before", "each")
    assert engine.tasks == ["each", "each"]


def test_what_an_ad_hoc_subprocess_had_still_to_do_is_not_done_twice(engine):
    engine.deploy(
        process("p").ad_hoc("any", sequential=True).user_task("a").apart().user_task("b").apart()
        .user_task("c").done().end()
    )  # fmt: skip
    engine.start()
    assert engine.tasks == ["a"]
    engine.add_token("c")
    assert engine.tasks == ["a", "c"]
    for task in "acb":
        engine.complete_task(task)
    assert engine.state == "COMPLETED"


# --- ending ---------------------------------------------------------------------------------------


def test_what_ends_takes_all_that_waits_with_it(engine):
    engine.deploy(nested())
    engine.start("p", {"order": {"id": "A1"}})
    engine.complete_task("before")
    engine.fail_job("work")
    events = engine.do(c.ModifyInstance(activate=(add("after"),), terminate=(end("outer"),)))
    kinds = {type(event) for event in events}
    assert {e.JobCanceled, e.TimerCanceled, e.MessageSubscriptionClosed, e.IncidentResolved} <= kinds
    assert (engine.active, engine.timers, engine.messages, engine.incidents) == (["after"], {}, [], {})


def test_a_called_instance_is_canceled(engine):
    engine.deploy(
        process("caller").call("sub", "called").user_task("after").end(),
        process("called").user_task("inside").end(),
    )
    engine.start("caller")
    engine.move_tokens("sub", "after")
    assert engine.tasks == ["after"]
    engine.look_at("called")
    assert engine.state == "TERMINATED"


def test_scopes_that_are_left_empty_end(engine):
    engine.deploy(nested())
    engine.start("p", {"order": {"id": "A1"}})
    engine.complete_task("before")
    engine.do(c.ModifyInstance(activate=(add("after"),), terminate=(end("work"),)))
    assert engine.active == ["after"]
    assert sorted(engine.terminated) == ["inner", "outer", "work"]


def test_the_instance_ends_with_its_last_token(engine):
    engine.deploy(two_steps())
    engine.start()
    engine.end_tokens("first")
    assert engine.state == "TERMINATED"


def test_one_inner_instance_of_a_loop_can_end(engine):
    engine.deploy(process("p").user_task("each").multi_instance(cardinality="3").user_task("after").end())
    engine.start()
    inner = key_at(engine, "each", 1)
    engine.do(c.ModifyInstance(terminate=(end(key=inner),)))
    assert engine.tasks == ["each", "each"]
    engine.complete_task("each")
    engine.complete_task("each")
    assert engine.tasks == ["after"]


def test_ending_what_undoes_something_lets_the_rest_be_undone(engine):
    engine.deploy(
        process("p").task("book").boundary_compensation("undo_book").user_task("unbook").at("book")
        .task("pay").boundary_compensation("undo_pay").user_task("refund").at("pay")
        .throw_compensation("undo").user_task("after").end()
    )  # fmt: skip
    engine.start()
    assert engine.tasks == ["refund"]
    engine.end_tokens("refund")
    assert engine.tasks == ["unbook"]
    engine.complete_task("unbook")
    assert engine.tasks == ["after"]


# --- plans that are refused -----------------------------------------------------------------------


def test_all_problems_are_told_at_once_and_nothing_changes(engine):
    engine.deploy(
        nested().at("after").event_gateway("first_of").catch_timer("soon", "PT1H").end("e1")
        .at("first_of").catch_message("news", "news").end("e2")
    )  # fmt: skip
    engine.start("p", {"order": {"id": "A1"}})
    told = problems(
        engine,
        c.ModifyInstance(
            activate=(
                add("nowhere"),
                add("p"),
                add("late"),
                add("called_off"),
                add("soon"),
                add("work", 4711),
                add("work", key_at(engine, "before")),
                add("after", None, c.VariableInstruction(variables={}, scope_id="inner")),
            ),
            terminate=(end("work"), end("nothing"), end(key=4711), end(key=engine.instance)),
            move=(move("after", "before"), move("before", "nowhere")),
        ),
    )
    assert [where for where, _ in told] == [
        "work", "nothing", None, None, "after",
        "nowhere", "p", "late", "called_off", "soon", "work", "work", "after",
    ]  # fmt: skip
    assert len({message for _, message in told}) == len(told)


def test_a_token_does_not_move_twice(engine):
    engine.deploy(two_steps())
    engine.start()
    (told,) = problems(engine, c.ModifyInstance(move=(move("first", "second"), move("first", "third"))))
    assert "by another instruction" in told[1]
    (told,) = problems(engine, c.ModifyInstance(terminate=(end("first"),), move=(move("first", "third"),)))
    assert "by another instruction" in told[1]


def test_a_token_for_the_inside_of_a_loop_needs_an_inner_instance(engine):
    engine.deploy(
        process("p").user_task("before").subprocess("each").user_task("a").end("e").done()
        .multi_instance("items").end()
    )  # fmt: skip
    engine.start("p", {"items": [1, 2]})
    (told,) = problems(engine, c.ModifyInstance(activate=(add("a"),)))
    assert "done several times" in told[1]
    engine.complete_task("before")
    body, inner = key_at(engine, "each", 0), key_at(engine, "each", 1)
    (told,) = problems(engine, c.ModifyInstance(activate=(add("a", body),)))
    assert "body of a loop" in told[1]
    engine.add_token("a", ancestor=inner)
    assert engine.tasks == ["a", "a", "a"]


def test_a_plan_does_not_add_to_what_it_ends(engine):
    engine.deploy(nested())
    engine.start("p", {"order": {"id": "A1"}})
    engine.complete_task("before")
    outer = key_at(engine, "outer")
    (told,) = problems(engine, c.ModifyInstance(activate=(add("work", outer),), terminate=(end("outer"),)))
    assert "ended by the same plan" in told[1]
    engine.do(c.ModifyInstance(activate=(add("work"),), terminate=(end("outer"),)))
    assert engine.active == ["outer", "inner", "work"]
    assert key_at(engine, "outer") != outer


def test_a_scope_whose_inputs_cannot_be_evaluated_is_a_problem_of_the_plan(engine):
    engine.deploy(
        process("p").user_task("before").subprocess("sub").user_task("inside").end("e").done()
        .boundary_timer("late", "=unknown").end("l").at("sub").end()
    )  # fmt: skip
    engine.start()
    (told,) = problems(engine, c.ModifyInstance(move=(move("before", "inside"),)))
    assert told[0] == "inside"
    assert "unknown" in told[1]


def test_a_called_instance_keeps_a_token_for_its_caller(engine):
    engine.deploy(process("caller").call("sub", "called").end(), process("called").user_task("inside").end())
    engine.start("caller")
    engine.look_at("called")
    (told,) = problems(engine, c.ModifyInstance(terminate=(end("inside"),)))
    assert "no token would be left" in told[1]


def test_what_undoes_something_begins_only_to_undo_it(engine):
    engine.deploy(
        process("p").task("book").boundary_compensation("undo").user_task("unbook").at("book")
        .user_task("next").end()
    )  # fmt: skip
    engine.start()
    (told,) = problems(engine, c.ModifyInstance(activate=(add("unbook"),)))
    assert "undoes" in told[1]


def test_an_empty_plan_and_an_ended_instance_are_refused(engine):
    engine.deploy(two_steps())
    engine.start()
    (told,) = problems(engine, c.ModifyInstance())
    assert "says nothing" in told[1]
    engine.cancel()
    with pytest.raises(CommandRejected, match="has ended"):
        engine.move_tokens("first", "third")


def test_a_rehearsal_tells_all_and_changes_nothing(engine):
    engine.deploy(two_steps())
    engine.start()
    before = engine.waits(UserTask)
    plan = c.ModifyInstance(move=(move("first", "third"),))
    rehearsed = rehearse(engine.model, engine.living(), plan, engine.now)
    assert (engine.active, engine.waits(UserTask)) == (["first"], before)
    assert [type(event) for event in rehearsed] == [type(event) for event in engine.do(plan)]
