"""Cells of a decision table, and what a record of its evaluation tells."""

from __future__ import annotations

import pytest

from processes.dmn import DecisionsRejected, read_decisions
from tests.processes.dmn.modeling import ask, decision, evaluation, input_data, model, table


def matched(cell: str, value: object, other: object = None) -> bool:
    logic = table("UNIQUE", ["x"], [""], [[cell, "true"]], default=["false"])
    content = model(input_data("x"), input_data("y"), decision("d", logic, needs="x, y"))
    return ask(content, "d", {"x": value, "y": other}) is True


@pytest.mark.parametrize(
    ("cell", "hit", "miss"),
    [
        ("5", 5, 6),
        ('"a", "b"', "b", "c"),
        ("[1..5]", 5, 6),
        ("]1..5[", 2, 5),
        ("< 3, > 7", 8, 5),
        ('not("a")', "b", "a"),
        ("? > 3 and ? < 5", 4, 5),
        ('starts with(?, "A-")', "A-1", "B-1"),
        ("null", None, 1),
        ("true", True, False),
        ("[1, 2, 3]", 2, 4),
        ("", 1, ...),
        ("-", None, ...),
    ],
)
def test_a_cell_is_a_test_of_the_input(cell, hit, miss):
    assert matched(cell, hit)
    assert miss is ... or not matched(cell, miss)


def test_a_cell_may_speak_of_other_variables():
    assert matched("> y", 3, 2)
    assert not matched("> y", 3, 4)
    assert matched("y", "b", ["a", "b"])


def test_a_dash_stands_for_the_input_values_when_there_are_some():
    logic = table("FIRST", ["x"], [""], [["-", '"known"']], input_values='"a", "b"')
    content = model(input_data("x"), decision("d", logic, needs="x"))
    assert ask(content, "d", {"x": "b"}) == "known"
    assert ask(content, "d", {"x": "c"}) is None


def test_several_outputs_make_a_context():
    logic = table("UNIQUE", ["x"], ["a b", "c"], [["1", "x + 1", '"y"']])
    assert ask(model(input_data("x"), decision("d", logic, needs="x")), "d", {"x": 1}) == {"a b": 2, "c": "y"}


def test_a_rule_that_cannot_be_read_never_matches():
    logic = table("FIRST", ["x"], [""], [["1 +", '"broken"'], ["-", '"rest"']])
    content = model(input_data("x"), decision("d", logic, needs="x"))
    with pytest.raises(DecisionsRejected, match="Rule 'rule1' has an expression that is not FEEL"):
        read_decisions(content)
    assert ask(content, "d", {"x": None}, is_lenient=True) == "rest"


def test_the_record_tells_inputs_matched_rules_and_outputs():
    logic = table("RULE ORDER", ["x"], [""], [["> 1", '"a"'], ["> 5", '"b"'], ["> 2", '"c"']])
    found = evaluation(model(input_data("x"), decision("d", logic, needs="x")), "d", {"x": 3})
    assert found.to_document() == {
        "output": ["a", "c"],
        "warnings": [],
        "decisions": [
            {
                "decision_id": "d",
                "name": "d",
                "inputs": {"x": 3},
                "output": ["a", "c"],
                "tables": [
                    {
                        "element_id": "table",
                        "inputs": [{"label": "x", "value": 3}],
                        "matched": [
                            {"number": 1, "rule_id": "rule1", "output": "a"},
                            {"number": 3, "rule_id": "rule3", "output": "c"},
                        ],
                        "violation": None,
                    }
                ],
                "warnings": [],
            }
        ],
    }


def test_an_output_that_must_not_be_there_stays_and_a_warning_tells():
    logic = table("FIRST", [], [""], [['"purple"']], output_values=['"red", "blue"'])
    found = evaluation(model(decision("d", logic)), "d")
    assert found.output == "purple"
    assert "not among the output values" in found.decisions[0].warnings[0].message
