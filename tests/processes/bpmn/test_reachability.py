"""Which tokens can still arrive at an inclusive join."""

from __future__ import annotations

from processes.bpmn.reachability import tokens_ahead
from tests.support.diagrams import process


def ahead(drawn, join_id):
    model = drawn.model()
    return {flow_id: set(ids) for flow_id, ids in tokens_ahead(model, model.elements[join_id]).items()}


def test_tokens_come_along_each_branch():
    drawn = process("p").inclusive("split").task("a").inclusive("join").end().at("split").task("b").to("join")
    assert ahead(drawn, "join") == {
        "a_to_join": {"a", "split", "start"},
        "b_to_join": {"b", "split", "start"},
    }


def test_paths_do_not_visit_the_join():
    drawn = (
        process("p").inclusive("join").task("a").exclusive("again").when("more").task("b").to("join")
        .at("again").otherwise().end()
    )  # fmt: skip
    assert ahead(drawn, "join") == {
        "start_to_join": {"start"},
        "b_to_join": {"b", "again", "a"},
    }


def test_a_flow_from_the_join_to_itself_brings_no_token():
    drawn = process("p").inclusive("join").when("again").to("join").otherwise().end()
    assert ahead(drawn, "join")["join_to_join"] == set()


def test_a_token_in_an_activity_can_come_by_way_of_its_boundary_event():
    drawn = (
        process("p").parallel("fork").task("a").inclusive("join").end().at("fork").task("b").end("b_end")
        .at("b").boundary_timer("late", "PT1H").to("join")
    )  # fmt: skip
    assert ahead(drawn, "join")["late_to_join"] == {"late", "b", "fork", "start"}


def test_tokens_inside_a_subprocess_count_as_the_subprocess():
    drawn = process("p").inclusive("split").subprocess("sub").task("inner").done().inclusive("join").end()
    drawn.at("split").to("join")
    assert ahead(drawn, "join") == {
        "sub_to_join": {"sub", "split", "start"},
        "split_to_join": {"split", "start"},
    }
