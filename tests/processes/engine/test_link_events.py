"""Link events: a sequence flow that is not drawn (BPMN 10.5.5)."""

from tests.support.diagrams import process


def test_a_link_leads_from_one_place_to_another(engine):
    engine.deploy(process("p").task("a").throw_link("out", "L").catch_link("in", "L").task("b").end())
    engine.start()
    assert engine.path == ["start", "a", "out", "in", "b", "end"]
    assert engine.state == "COMPLETED"


def test_several_places_can_lead_to_one(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .user_task("a")
        .throw_link("out_a", "L")
        .at("split")
        .user_task("b")
        .throw_link("out_b", "L")
        .catch_link("in", "L")
        .task("c")
        .end()
    )
    engine.start()
    engine.complete_task("a")
    engine.complete_task("b")
    assert engine.path.count("c") == 2
    assert engine.state == "COMPLETED"


def test_a_link_goes_back_as_well(engine):
    engine.deploy(
        process("p")
        .exclusive("again")
        .user_task("work")
        .exclusive("x")
        .when("ok")
        .end()
        .at("x")
        .otherwise()
        .throw_link("out", "L")
        .catch_link("in", "L")
        .to("again")
    )
    engine.start(variables={"ok": False})
    engine.complete_task("work")
    engine.complete_task("work", {"ok": True})
    assert engine.path.count("work") == 2
    assert engine.state == "COMPLETED"


def test_links_of_the_same_name_in_different_scopes_are_different(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .throw_link("inner_out", "L")
        .catch_link("inner_in", "L")
        .end("sub_end")
        .done()
        .throw_link("out", "L")
        .catch_link("in", "L")
        .end()
    )
    engine.start()
    assert engine.path == [
        "start",
        "sub",
        "sub_start",
        "inner_out",
        "inner_in",
        "sub_end",
        "out",
        "in",
        "end",
    ]


def test_an_inclusive_join_waits_for_a_token_that_can_come_by_a_link(engine):
    engine.deploy(
        process("p")
        .inclusive("split")
        .when("true")
        .task("quick")
        .inclusive("join")
        .user_task("after")
        .end()
        .at("split")
        .when("true")
        .user_task("slow")
        .throw_link("out", "L")
        .catch_link("in", "L")
        .to("join")
    )
    engine.start()
    assert engine.tasks == ["slow"]
    engine.complete_task("slow")
    assert engine.tasks == ["after"]
