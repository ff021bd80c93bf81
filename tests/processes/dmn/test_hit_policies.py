"""What a table answers when none, one or several of its rules match."""

from __future__ import annotations

import pytest

from tests.processes.dmn.modeling import ask, decision, evaluation, input_data, model, table

DISCOUNTS = [[">= 10", "5"], [">= 50", "15"], [">= 20", "10"]]


def discount(policy: str, amount: object, **options: object) -> object:
    logic = table(policy, ["amount"], [""], DISCOUNTS, **options)  # type: ignore[arg-type]
    return ask(
        model(input_data("amount"), decision("discount", logic, needs="amount")),
        "discount",
        {"amount": amount},
    )


def test_unique_takes_the_only_rule_that_matches():
    assert discount("UNIQUE", 12) == 5


def test_unique_is_null_when_several_rules_match():
    logic = table("UNIQUE", ["amount"], [""], DISCOUNTS)
    found = evaluation(
        model(input_data("amount"), decision("discount", logic, needs="amount")), "discount", {"amount": 30}
    )
    assert found.output is None
    assert "rules 1, 3 do" in found.decisions[0].warnings[0].message


def test_any_wants_the_same_answer_from_all_rules():
    same = table("ANY", ["n"], [""], [["> 1", '"big"'], ["> 2", '"big"'], ["> 9", '"huge"']])
    content = model(input_data("n"), decision("size", same, needs="n"))
    assert ask(content, "size", {"n": 5}) == "big"
    assert ask(content, "size", {"n": 10}) is None


def test_first_takes_the_first_rule_and_rule_order_all_of_them():
    assert discount("FIRST", 100) == 5
    assert discount("RULE ORDER", 100) == [5, 15, 10]


def test_priority_and_output_order_follow_the_list_of_output_values():
    assert discount("PRIORITY", 100, output_values=["15, 10, 5"]) == 15
    assert discount("OUTPUT ORDER", 100, output_values=["10, 15, 5"]) == [10, 15, 5]


def test_of_several_outputs_the_left_one_has_priority():
    logic = table(
        "OUTPUT ORDER",
        ["n"],
        ["grade", "shade"],
        [["> 0", '"B"', '"light"'], ["> 0", '"A"', '"dark"'], ["> 0", '"A"', '"light"']],
        output_values=['"A", "B"', '"light", "dark"'],
    )
    answer = ask(model(input_data("n"), decision("d", logic, needs="n")), "d", {"n": 1})
    assert answer == [
        {"grade": "A", "shade": "light"},
        {"grade": "A", "shade": "dark"},
        {"grade": "B", "shade": "light"},
    ]


@pytest.mark.parametrize(
    ("aggregation", "answer"), [("", [5, 15, 10]), ("SUM", 30), ("MIN", 5), ("MAX", 15), ("COUNT", 3)]
)
def test_collect_gives_all_outputs_or_one_number(aggregation, answer):
    assert discount("COLLECT", 100, aggregation=aggregation) == answer


def test_texts_have_no_sum():
    logic = table("COLLECT", ["n"], [""], [["-", '"a"'], ["-", '"b"']], aggregation="SUM")
    assert ask(model(input_data("n"), decision("d", logic, needs="n")), "d", {"n": 1}) is None


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "FIRST", "RULE ORDER", "COLLECT"])
def test_without_a_match_the_answer_is_the_default_or_null(policy):
    assert discount(policy, 1) is None
    assert discount(policy, 1, default=["0"]) == 0
