"""Each kind of box means what its FEEL twin means (DMN 1.5, 10.2.1)."""

from __future__ import annotations

import pytest

from tests.processes.dmn.modeling import (
    ask,
    boxed,
    context,
    decision,
    evaluation,
    invocation,
    iterator,
    literal,
    model,
)


def value_of(logic: str) -> object:
    return ask(model(decision("d", logic)), "d")


def test_a_literal_expression_is_feel():
    assert value_of("1 + 2") == 3
    assert value_of("= 1 + 2") == 3
    assert value_of(literal("")) is None


def test_an_entry_of_a_context_sees_the_entries_before_it():
    assert value_of(context(("a", "1"), ("b c", "a + 1"), ("d", "b c * 10"))) == {"a": 1, "b c": 2, "d": 20}


def test_the_result_of_a_context_is_its_value():
    assert value_of(context(("a", "1"), ("b", "2"), result="a + b")) == 3


def test_an_invocation_binds_arguments_by_name():
    function = "function(a, b) a - b"
    assert value_of(context(("f", function), result=invocation("f", b="1", a="3"))) == 2
    assert value_of(invocation("string length", string='"abc"')) == 3


def test_a_boxed_function_can_be_invoked_and_invoke_itself():
    factorial = (
        "<functionDefinition><formalParameter name='n' typeRef='number'/>"
        + boxed("if n < 2 then 1 else n * f(n - 1)")
        + "</functionDefinition>"
    )
    assert value_of(context(("f", factorial), result="f(5)")) == 120
    assert value_of(context(("f", factorial), result='f("x")')) is None


def test_a_relation_is_a_list_of_contexts():
    rows = "".join(f"<row>{boxed(a)}{boxed(b)}</row>" for a, b in [("1", '"x"'), ("2", '"y"')])
    relation = f"<relation><column name='n'/><column name='the text'/>{rows}</relation>"
    assert value_of(relation) == [{"n": 1, "the text": "x"}, {"n": 2, "the text": "y"}]


def test_a_list_of_boxes_is_a_list():
    assert value_of(f"<list>{boxed('1')}{context(('a', '2'))}</list>") == [1, {"a": 2}]


@pytest.mark.parametrize(
    ("condition", "answer"), [("1 < 2", "yes"), ("1 > 2", "no"), ("null", "no"), ('"x"', "no")]
)
def test_a_conditional_takes_its_else_unless_the_condition_is_true(condition, answer):
    then, otherwise = boxed('"yes"'), boxed('"no"')
    box = f"<conditional><if>{boxed(condition)}</if><then>{then}</then><else>{otherwise}</else></conditional>"
    assert value_of(box) == answer


def test_a_filter_keeps_the_items_that_match():
    def filtered(items: str, match: str) -> object:
        return value_of(f"<filter><in>{boxed(items)}</in><match>{boxed(match)}</match></filter>")

    assert filtered("[1, 2, 3]", "item > 1") == [2, 3]
    assert filtered("[{price: 1}, {price: 5}]", "price > 2") == [{"price": 5}]
    assert filtered("[1, 2, 3]", "-1") == 3


def test_iterators_visit_each_item():
    assert value_of(iterator("for", "x", "[1, 2, 3]", "x * x")) == [1, 4, 9]
    assert value_of(iterator("for", "x", "[1..3]", "count(partial) + x")) == [1, 3, 5]
    assert value_of(iterator("for", "x", "3..1", "x")) == [3, 2, 1]
    assert value_of(iterator("every", "x", "[1, 2]", "x > 0")) is True
    assert value_of(iterator("some", "x", "[1, 2]", "x > 2")) is False


def test_a_quantifier_whose_condition_is_no_boolean_is_null():
    assert value_of(iterator("every", "x", "[1, 2]", '"yes"')) is None
    assert value_of(iterator("some", "x", "[1, 2]", 'if x = 2 then true else "no"')) is None


def test_a_type_at_a_box_converts_its_value():
    assert value_of(literal("[1]", "number")) == 1
    assert value_of(literal('"a"', "number")) is None


def test_a_decision_without_logic_is_null():
    assert ask(model(decision("d")), "d") is None


def test_a_warning_names_the_element_and_the_place_in_its_text():
    box = "<literalExpression id='sum'><text>1 + \"a\"</text></literalExpression>"
    warning = evaluation(model(decision("d", box)), "d").decisions[0].warnings[0]
    assert (warning.place, warning.position) == ("sum", 0)
    assert warning.message == "Cannot add number and string"


def test_a_boxed_function_may_be_one_of_javas():
    mapping = context(("class", '"java.lang.Math"'), ("method signature", '"max(double, double)"'))
    parameters = "<formalParameter name='a'/><formalParameter name='b'/>"
    function = f"<functionDefinition kind='Java'>{parameters}{mapping}</functionDefinition>"
    assert value_of(context(("f", function), result="f(2, 3)")) == 3
