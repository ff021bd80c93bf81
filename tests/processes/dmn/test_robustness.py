"""No model and no input crashes, hangs or fills the memory: it is answered, refused or stopped by a limit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processes.dmn import DecisionsRejected, read_decisions
from processes.feel import FeelLimitExceeded
from tests.processes.dmn.modeling import (
    ask,
    business_knowledge,
    component,
    context,
    decision,
    input_data,
    invocation,
    item,
    iterator,
    model,
    service,
    table,
)

SEED = model(
    item("tPerson", "", component("name", "string"), component("age", "number", allowed=">= 0")),
    input_data("person", "tPerson"),
    decision(
        "group",
        table(
            "PRIORITY",
            ["person.age"],
            [""],
            [["< 18", '"child"'], ["-", '"adult"']],
            output_values=['"child", "adult"'],
        ),
        needs="person",
    ),
    business_knowledge("f", "x: number", "if x > 3 then x else f(x + 1)"),
    decision(
        "all", context(("a", iterator("for", "i", "1..3", "i")), ("b", invocation("f", x="1"))), knows="f"
    ),
    decision("end", "group + string(all.a[item > 1])", needs="group, all"),
    service("s", "end", data="person"),
)
ROWS = [["-", '"a"']] * 5


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_damaged_model_is_read_or_refused(data):
    content = bytearray(SEED)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content) - 1))
        end = min(len(content), start + data.draw(st.integers(0, 20)))
        source = data.draw(st.integers(0, len(content) - 1))
        content[start:end] = content[source : source + data.draw(st.integers(0, 30))]
    try:
        model_ = read_decisions(bytes(content), is_lenient=True)
    except DecisionsRejected:
        return
    for decision_id in model_.decisions:
        model_.evaluate(decision_id, {"person": {"name": "Ann", "age": 3}}).to_document()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "age", "x"]), inner),
    max_leaves=6,
)


READ = read_decisions(SEED)


@settings(deadline=None)
@given(values)
def test_any_input_is_answered(value):
    for decision_id in ("group", "end", "s"):
        READ.evaluate(decision_id, {"person": value}).to_document()


@pytest.mark.parametrize(
    "content",
    [
        model(business_knowledge("f", "n", "f(n + 1)"), decision("d", "f(1)", knows="f")),
        model(decision("d", iterator("for", "i", "1..1000000000", "i"))),
        model(
            *(decision(f"x{n}", f"concatenate(x{n - 1}, x{n - 1})", needs=f"x{n - 1}") for n in range(1, 40)),
            decision("x0", "[1, 2]"),
            decision("d", "count(x39)", needs="x39"),
        ),
        model(
            business_knowledge("t", "n", table("COLLECT", ["n"], [""], [["< 0", "1"]] * 500)),
            decision("d", "for i in 1..300000 return t(i)", knows="t"),
        ),
    ],
    ids=["recursion", "loop", "doubling", "tables in a loop"],
)
def test_what_asks_for_too_much_is_stopped(content):
    with pytest.raises(FeelLimitExceeded):
        ask(content, "d")


def test_a_record_has_a_size():
    content = model(
        business_knowledge("t", "n", table("FIRST", ["n"], [""], ROWS)),
        decision("d", "count(for i in 1..5000 return t(i))", knows="t"),
    )
    found = read_decisions(content).evaluate("d", {})
    assert found.output == 5000
    assert sum(len(each.tables) for each in found.decisions) <= 1000
