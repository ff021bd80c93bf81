"""Decisions that require each other, business knowledge, decision services, and models that import models."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from processes.dmn import UnknownDecision, read_decisions
from tests.processes.dmn.modeling import (
    ask,
    business_knowledge,
    component,
    decision,
    evaluation,
    imported,
    input_data,
    invocation,
    item,
    model,
    service,
    table,
)


def test_what_a_decision_requires_is_evaluated_before_it_and_once():
    content = model(
        decision("total", "net price + tax", needs="net price, tax"),
        decision("tax", "net price * 0.2", needs="net price"),
        decision("net price", "amount * 10", needs="amount"),
        input_data("amount", "number"),
    )
    found = evaluation(content, "total", {"amount": 5})
    assert found.output == 60
    assert [each.name for each in found.decisions] == ["net price", "tax", "total"]
    assert found.decisions[-1].inputs == {"net price": 50, "tax": 10}


def test_only_what_is_required_has_a_meaning():
    content = model(input_data("a"), input_data("b"), decision("d", "[a, b]", needs="a"))
    assert ask(content, "d", {"a": 1, "b": 2}) == [1, None]


def test_a_chain_of_a_thousand_decisions_is_no_problem():
    links = [decision(f"d{n}", f"d{n - 1} + 1", needs=f"d{n - 1}") for n in range(1, 1001)]
    assert ask(model(decision("d0", "0"), *links), "d1000") == 1000


def test_names_may_hold_operators():
    content = model(
        input_data("pre-tax"),
        input_data("profit and loss"),
        decision("d", "pre-tax + 1", needs="pre-tax, profit and loss"),
    )
    assert ask(content, "d", {"pre-tax": 1, "profit and loss": 0}) == 2


def test_business_knowledge_is_a_function():
    rate = table("UNIQUE", ["age"], [""], [["< 18", "0"], [">= 18", "base * 2"]])
    content = model(
        input_data("age"),
        business_knowledge("rate of", "age: number, base: number", rate),
        decision("by position", "rate of(age, 5)", needs="age", knows="rate of"),
        decision("by name", invocation("rate of", base="5", age="age"), needs="age", knows="rate of"),
    )
    assert ask(content, "by_position", {"age": 20}) == 10
    found = evaluation(content, "by_name", {"age": 20})
    assert found.output == 10
    assert found.decisions[0].tables[0].matched[0].number == 2


def test_business_knowledge_may_use_other_business_knowledge_and_itself():
    content = model(
        business_knowledge("twice", "n", "2 * n"),
        business_knowledge("power", "n", "if n = 0 then 1 else twice(power(n - 1))", knows="twice"),
        decision("d", "power(10)", knows="power"),
    )
    assert ask(content, "d") == 1024


def test_business_knowledge_can_be_handed_on():
    content = model(
        item("tFunction").replace(
            "</",
            "<functionItem outputTypeRef='number'><parameters name='n' typeRef='number'/></functionItem></",
        ),
        business_knowledge("apply", "f: tFunction, n: number", "f(n)"),
        business_knowledge("twice", "n: number", "2 * n"),
        decision("d", "apply(twice, 4)", knows="apply, twice"),
        decision("wrong", 'apply("twice", 4)', knows="apply"),
    )
    assert ask(content, "d") == 8
    assert ask(content, "wrong") is None


def test_a_name_of_the_model_goes_before_a_built_in_function():
    content = model(
        business_knowledge("max", "a, b", '"mine"'),
        decision("d", "max(1, 2)", knows="max"),
        decision("e", "max(1, 2)"),
    )
    assert ask(content, "d") == "mine"
    assert ask(content, "e") == 2


SERVICE = (
    input_data("a", "number"),
    decision("given", "a", needs="a"),
    decision("inner", "a + given", needs="a, given"),
    decision("sum", "inner", needs="inner"),
    decision("difference", "a - given", needs="a, given"),
)


def test_a_decision_service_takes_its_inputs_and_gives_its_outputs():
    both = model(*SERVICE, service("s", "sum, difference", data="a", decisions="given"))
    assert ask(both, "s", {"a": 5, "given": 3}) == {"sum": 8, "difference": 2}
    one = model(*SERVICE, service("s", "sum", data="a", decisions="given"))
    assert ask(one, "s", {"a": 5, "given": 3}) == 8


def test_a_decision_service_is_a_function_of_data_and_then_decisions():
    content = model(
        *SERVICE,
        service("s", "difference", data="a", decisions="given"),
        decision("by position", "s(5, 3)", knows="s"),
        decision("by name", "s(given: 3, a: 5)", knows="s"),
        decision("wrong", 's("x", 3)', knows="s"),
    )
    assert ask(content, "by_position") == 2
    assert ask(content, "by_name") == 2
    assert ask(content, "wrong") is None


def test_an_imported_element_is_known_by_the_name_of_the_import():
    library = model(
        item("tPerson", "", component("full name", "string")),
        input_data("person", "tPerson"),
        decision("greeting", '"Hello, " + person.full name', needs="person"),
        business_knowledge("shout it", "text: string", 'upper case(text) + "!"'),
        namespace="urn:library",
    )
    main = model(
        imported("lib", "urn:library"),
        decision(
            "d", "lib.shout it(lib.greeting)", needs="urn:library#greeting", knows="urn:library#shout it"
        ),
        decision("typed", "lib.person instance of lib.tPerson", needs="urn:library#person"),
    )
    files = {"library.dmn": library}
    ann = {"full name": "Ann"}
    assert ask(main, "d", {"lib": {"person": ann}}, imported=files) == "HELLO, ANN!"
    assert ask(main, "d", {"lib.person": ann}, imported=files) == "HELLO, ANN!"
    assert ask(main, "d", {"person": ann}, imported=files) == "HELLO, ANN!"
    assert ask(main, "typed", {"person": ann}, imported=files) is True


def test_input_data_behind_two_imports_has_two_values():
    base = model(
        input_data("name"), decision("greeting", '"Hello, " + name', needs="name"), namespace="urn:base"
    )
    left, right = (
        model(
            imported("base", "urn:base"),
            decision("said", "base.greeting", needs="urn:base#greeting"),
            namespace=f"urn:{side}",
        )
        for side in ("left", "right")
    )
    main = model(
        imported("L", "urn:left"),
        imported("R", "urn:right"),
        decision("both", "[L.said, R.said]", needs="urn:left#said, urn:right#said"),
    )
    files = {"base.dmn": base, "left.dmn": left, "right.dmn": right}
    apart = {"L": {"base": {"name": "Ann"}}, "R": {"base": {"name": "Bob"}}}
    assert ask(main, "both", apart, imported=files) == ["Hello, Ann", "Hello, Bob"]
    assert ask(main, "both", {"name": "Eve"}, imported=files) == ["Hello, Eve", "Hello, Eve"]


def test_a_reference_may_name_the_models_own_namespace():
    content = model(decision("a", "1"), decision("b", "a", needs="urn:test#a"))
    assert ask(content, "b") == 1


def test_the_clock_is_an_argument():
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    found = read_decisions(model(decision("d", "string(today())"))).evaluate("d", {}, now=moment)
    assert found.output == "2026-01-02"


def test_what_is_not_in_the_model_cannot_be_asked():
    with pytest.raises(UnknownDecision, match="there is no 'b'"):
        ask(model(decision("a", "1")), "b")


def test_an_input_without_a_value_is_null_and_said():
    found = evaluation(model(input_data("a"), decision("d", "a = null", needs="a")), "d")
    assert found.output is True
    assert found.warnings[0].message == "There is no value for the input data 'a'"


@pytest.mark.parametrize(
    "version",
    ["http://www.omg.org/spec/DMN/20151101/dmn.xsd", "https://www.omg.org/spec/DMN/20191111/MODEL/"],
)
def test_every_version_of_dmn_is_read(version):
    content = model(input_data("a", "feel:number"), decision("d", "a + 1", needs="a"), dmn=version)
    assert ask(content, "d", {"a": 1}) == 2
