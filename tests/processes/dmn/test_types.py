"""Item definitions: what a variable of a type takes, and what becomes null."""

from __future__ import annotations

from processes.dmn import check_decisions
from tests.processes.dmn.modeling import ask, component, decision, evaluation, input_data, item, model

TYPES = (
    item("tAge", "number", allowed="[0..150]"),
    item("tColor", "string", allowed='"red", "blue"'),
    item("tColors", "tColor", many=True),
    item(
        "tPerson",
        "",
        component("name", "string"),
        component("age", "tAge"),
        component("tags", "string", many=True),
    ),
)


def taken(type_: str, value: object) -> object:
    """What input data of the type is when it is given a value."""
    return ask(model(*TYPES, input_data("x", type_), decision("d", "x", needs="x")), "d", {"x": value})


def test_a_value_of_another_type_is_null_and_said():
    content = model(input_data("x", "number"), decision("d", "x", needs="x"))
    found = evaluation(content, "d", {"x": "1"})
    assert found.output is None
    assert found.warnings[0].message == "Input data 'x' has the type number, which a string is not"


def test_a_list_of_one_and_its_item_are_converted():
    assert taken("number", [1]) == 1
    assert taken("tColors", "red") == ["red"]


def test_allowed_values_restrict_a_type():
    assert taken("tAge", 150) == 150
    assert taken("tAge", 151) is None
    assert taken("tColor", None) is None


def test_allowed_values_of_a_collection_restrict_its_items():
    assert taken("tColors", ["red", "blue"]) == ["red", "blue"]
    assert taken("tColors", ["red", "green"]) is None


def test_a_structure_needs_its_components_and_may_have_more():
    ann = {"name": "Ann", "age": 30, "tags": [], "shoe size": 38}
    assert taken("tPerson", ann) == ann
    assert taken("tPerson", {"name": "Ann", "age": 30}) is None
    assert taken("tPerson", ann | {"age": -1}) is None


def test_a_decision_has_the_type_of_its_variable():
    assert ask(model(decision("d", "[1]", type_="number")), "d") == 1
    assert ask(model(decision("d", '"a"', type_="number")), "d") is None


def test_types_of_the_model_can_be_asked_for():
    content = model(
        *TYPES, decision("d", '[5 instance of tAge, 500 instance of tAge, ["red"] instance of tColors]')
    )
    assert ask(content, "d") == [True, False, True]


def test_types_may_be_defined_in_any_order():
    content = model(item("tB", "tA", many=True), item("tA", "number"), decision("d", "[1] instance of tB"))
    assert ask(content, "d") is True


def test_a_type_that_is_made_of_itself_is_told():
    problems = check_decisions(model(item("tA", "", component("a", "tA")), decision("d", "1")))
    assert [problem.code for problem in problems] == ["unknown-type"]
    assert "needs itself" in problems[0].message


def test_types_that_double_at_each_level_stay_small():
    """Twenty types, each of two of the one before: a million parts if they were not shared."""
    levels = [
        item(f"t{n}", "", component("a", f"t{n - 1}"), component("b", f"t{n - 1}")) for n in range(1, 10)
    ]
    content = model(item("t0", "number"), *levels, input_data("x", "t9"), decision("d", "x", needs="x"))
    assert ask(content, "d", {"x": {"a": 1}}) is None
