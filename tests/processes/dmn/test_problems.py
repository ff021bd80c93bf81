"""A decision model with mistakes is refused with all of them, each at its element."""

from __future__ import annotations

import pytest

from processes.dmn import DecisionsRejected, Severity, check_decisions, read_decisions
from tests.processes.dmn.modeling import business_knowledge, decision, input_data, item, literal, model, table


def codes(*parts: str) -> list[str]:
    return [problem.code for problem in check_decisions(model(*parts))]


def test_a_flawless_model_has_no_problems():
    assert codes(input_data("a"), decision("d", "a", needs="a")) == []


def test_all_problems_are_told_at_once_with_their_elements():
    content = model(
        decision("broken", "1 +"),
        decision("lonely", "1", needs="nobody"),
        decision("typed", "1", type_="tNothing"),
    )
    with pytest.raises(DecisionsRejected) as rejected:
        read_decisions(content, resource="discount.dmn")
    assert [(problem.code, problem.element_id) for problem in rejected.value.problems] == [
        ("expression-syntax", "broken"),
        ("unknown-reference", "lonely"),
        ("unknown-type", "typed"),
    ]
    syntax = rejected.value.problems[0]
    assert (syntax.resource, syntax.element_type, syntax.position) == ("discount.dmn", "decision", 3)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([decision("a", "b", needs="b"), decision("b", "a", needs="a")], "circular-requirement"),
        ([decision("a", "1"), decision("a", "2")], "duplicate-id"),
        ([item("t", "number"), item("t", "string")], "duplicate-name"),
        ([decision("a", table("UNIQUE", ["1"], [""], [["-"]]))], "rule-shape"),
        ([decision("a", table("BEST", ["1"], [""], [["-", "1"]]))], "unknown-hit-policy"),
        ([decision("a", table("PRIORITY", ["1"], [""], [["-", "1"]]))], "missing-priorities"),
        ([decision("a", table("UNIQUE", ["1"], ["x", ""], [["-", "1", "2"]]))], "missing-name"),
        ([decision("a", table("UNIQUE", ["1"], ["x", "x"], [["-", "1", "2"]]))], "duplicate-name"),
        ([decision("a", table("UNIQUE", ["1"], [], [["-"]]))], "missing-output"),
        (
            [decision("a", table("COLLECT", ["1"], ["x", "y"], [["-", "1", "2"]], aggregation="SUM"))],
            "aggregation-of-several-outputs",
        ),
        (
            [
                decision(
                    "a",
                    literal("1").replace("<lit", "<lit", 1).replace(" >", " expressionLanguage='juel'>", 1),
                )
            ],
            "expression-language",
        ),
        ([decision("a", "<for iteratorVariable='x'><in/></for>")], "missing-expression"),
        ([item("t", "number", allowed="1 +"), decision("a", "1")], "expression-syntax"),
        ([business_knowledge("f", "", "<functionDefinition kind='PMML'/>")], "external-function"),
    ],
)
def test_a_mistake_has_a_code(parts, code):
    problems = check_decisions(model(*parts))
    assert code in {problem.code for problem in problems if problem.severity is Severity.ERROR}
    with pytest.raises(DecisionsRejected):
        read_decisions(model(*parts))


def test_a_name_without_meaning_is_a_warning():
    content = model(input_data("age"), decision("d", "aeg > 18", needs="age"))
    (warning,) = check_decisions(content)
    assert (warning.code, warning.severity, warning.element_id) == ("unknown-variable", Severity.WARNING, "d")
    read_decisions(content)


def test_names_in_a_filter_may_be_entries_of_the_item():
    assert codes(input_data("list"), decision("d", "list[price > 1].price", needs="list")) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-xml"),
        (b"{}", "not-xml"),
        (b"<definitions", "not-xml"),
        (b"<html/>", "not-dmn"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "doctype-not-allowed"),
        (b"<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>", "not-dmn"),
        (model("<a>" * 300 + "</a>" * 300), "decisions-too-deep"),
    ],
)
def test_what_is_no_decision_model_has_one_clear_problem(content, code):
    (problem,) = check_decisions(content)
    assert problem.code == code


def test_a_file_may_have_a_size():
    (problem,) = check_decisions(model(decision("a", "1")), max_bytes=100)
    assert problem.code == "decisions-too-large"


def test_boxes_in_boxes_have_a_limit():
    deep = "<list>" * 100 + literal("1") + "</list>" * 100
    assert codes(decision("d", deep)) == ["nested-too-deeply"]
