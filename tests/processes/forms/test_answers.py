"""What the server accepts as answers to a form, whoever sends them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from processes.forms import check_answers
from tests.support.forms import field, form, options

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def errors(schema: dict[str, Any], answers: dict[str, Any], **variables: Any) -> dict[str, str]:
    found = check_answers(schema, answers, variables=variables, now=NOW).errors
    return {error.field: error.message for error in found}


def accepted(schema: dict[str, Any], answers: dict[str, Any], **variables: Any) -> Any:
    checked = check_answers(schema, answers, variables=variables, now=NOW)
    assert not checked.errors
    return checked.variables


# -- rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("empty", [{}, {"name": None}, {"name": ""}])
def test_a_required_field_must_be_filled(empty):
    assert errors(form(field("textfield", "name", required=True)), empty) == {"name": "Field is required."}


def test_a_required_checkbox_must_be_checked():
    terms = form(field("checkbox", "terms", required=True))
    assert errors(terms, {"terms": False}) == {"terms": "Field is required."}
    assert errors(terms, {"terms": True}) == {}


def test_a_field_that_may_stay_empty_may_be_null():
    assert accepted(form(field("number", "amount", min=1)), {"amount": None}) == {"amount": None}


@pytest.mark.parametrize(
    ("rules", "value", "message"),
    [
        ({"min": 10}, 9.5, "Field must have minimum value of 10."),
        ({"max": 10}, 11, "Field must have maximum value of 10."),
        ({"min": "=limit"}, 4, "Field must have minimum value of 5."),
        ({"min": 10}, 10, None),
        ({"min": 0}, -0.1, "Field must have minimum value of 0."),
    ],
)
def test_numbers_keep_their_bounds(rules, value, message):
    found = errors(form(field("number", "amount", **rules)), {"amount": value}, limit=5)
    assert found == ({"amount": message} if message else {})


@pytest.mark.parametrize(
    ("rules", "value", "message"),
    [
        ({"minLength": 3}, " ab ", "Field must have minimum length of 3."),
        ({"maxLength": 3}, "abcd", "Field must have maximum length of 3."),
        ({"pattern": "^P-[0-9]+$"}, "P-x", "Field must match pattern ^P-[0-9]+$."),
        ({"pattern": "^P-[0-9]+$", "patternErrorMessage": "Like P-17"}, "17", "Like P-17"),
        ({"pattern": "[0-9]"}, "room 5", None),
        ({"validationType": "email"}, "ada@", "Field must be a valid email."),
        ({"validationType": "email"}, "ada@example.org", None),
        ({"validationType": "phone"}, "+49 30 664040900", None),
    ],
)
def test_texts_keep_their_rules(rules, value, message):
    found = errors(form(field("textfield", "answer", **rules)), {"answer": value})
    assert found == ({"answer": message} if message else {})


def test_a_pattern_that_would_take_forever_does_not():
    schema = form(field("textfield", "answer", pattern="^(a+)+$"))
    assert "answer" in errors(schema, {"answer": "a" * 5000 + "!"})


# -- kinds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("component", "value", "message"),
    [
        (field("textfield", "x"), 5, "Expected a text."),
        (field("textarea", "x"), ["a"], "Expected a text."),
        (field("number", "x"), "5", "Expected a number."),
        (field("number", "x"), True, "Expected a number."),
        (field("number", "x", serializeToString=True), "5.0", None),
        (field("number", "x", serializeToString=True), "five", "Value is not a number."),
        (field("number", "x", decimalDigits=0), 1.5, "Value is expected to be an integer."),
        (
            field("number", "x", decimalDigits=2),
            1.005,
            "Value is expected to have at most 2 decimal digits.",
        ),
        (field("number", "x", decimalDigits=0), 1e20, None),
        (field("number", "x", serializeToString=True, decimalDigits=0), "1e9999999", "Value is too large."),
        (
            field("number", "x", increment=0.5),
            1.2,
            "Please select a valid value, the two nearest valid values are 1.0 and 1.5.",
        ),
        (field("checkbox", "x"), "yes", "Expected yes or no."),
        (field("radio", "x", values=options("a", "b")), "c", "This is not one of the options."),
        (field("select", "x", values=options(1)), True, "This is not one of the options."),
        (field("select", "x", valuesKey="known"), "k2", None),
        (field("select", "x", valuesExpression="=known"), "k3", "This is not one of the options."),
        (field("checklist", "x", values=options("a")), ["a", "z"], "Not all of these are among the options."),
        (field("taglist", "x", values=options("a")), "a", "Expected a list of options."),
        (field("datetime", "x", subtype="date"), "2026-02-30", "Expected a date like 2026-11-23."),
        (field("datetime", "x", subtype="date"), "2026-02-28", None),
        (field("datetime", "x", subtype="time"), "09:30+01:00", None),
        (
            field("datetime", "x", subtype="datetime"),
            "2026-02-28",
            "Expected a date and time like 2026-11-23T09:30.",
        ),
    ],
)
def test_an_answer_is_of_the_kind_that_the_field_asks_for(component, value, message):
    found = errors(form(component), {"x": value}, known=["k1", "k2"])
    assert found == ({"x": message} if message else {})


# -- what the form does not show -----------------------------------------------------------------------------

DECISION = form(
    field("radio", "decision", values=options("approve", "refuse"), required=True),
    field("textarea", "reason", required=True, hide='=decision != "refuse"'),
)


def test_a_hidden_field_asks_for_nothing_and_stores_nothing():
    assert accepted(DECISION, {"decision": "approve", "reason": "left over"}) == {"decision": "approve"}


def test_a_field_that_shows_itself_is_asked_for():
    assert errors(DECISION, {"decision": "refuse"}) == {"reason": "Field is required."}


def test_what_is_in_a_hidden_group_is_hidden():
    group = {"type": "group", "components": [field("textfield", "iban", required=True)]}
    assert accepted(form({**group, "conditional": {"hide": "=paid"}}), {}, paid=True) == {}


def test_a_variable_that_the_form_does_not_ask_for_cannot_be_set_through_it():
    schema = form(field("textfield", "comment"))
    assert errors(schema, {"comment": "fine", "approved": True}) == {
        "approved": "The form has no such field."
    }


def test_a_field_that_may_only_be_read_keeps_its_value():
    schema = form(field("number", "score", readonly=True), field("number", "limit", readonly="=locked"))
    assert accepted(schema, {"score": 850, "limit": 9}, score=300, limit=5, locked=True) == {}


def test_what_is_sent_for_a_field_that_may_only_be_read_shows_or_hides_nothing():
    schema = form(
        field("number", "score", readonly=True),
        field("textfield", "reason", required=True, hide="=score > 500"),
    )
    assert errors(schema, {"score": 850}, score=300) == {"reason": "Field is required."}


def test_a_disabled_field_asks_for_nothing():
    assert accepted(form(field("textfield", "name", disabled=True, required=True)), {}) == {}


def test_an_expression_field_is_computed_by_the_server():
    schema = form(field("number", "net"), field("expression", "gross", expression="=net * 1.2"))
    assert accepted(schema, {"net": 10, "gross": 1}) == {"net": 10, "gross": 12}


# -- structures ----------------------------------------------------------------------------------------------


def test_an_object_keeps_what_the_form_does_not_show_of_it():
    schema = form(field("textfield", "customer.email"))
    answers = {"customer": {"email": "new@example.org"}}
    customer = {"id": 7, "email": "old@example.org"}
    assert accepted(schema, answers, customer=customer) == {"customer": {"id": 7, "email": "new@example.org"}}


def test_a_group_with_a_path_puts_its_fields_there():
    group = {"type": "group", "path": "address", "components": [field("textfield", "city", required=True)]}
    assert accepted(form(group), {"address": {"city": "Graz"}}) == {"address": {"city": "Graz"}}
    assert errors(form(group), {"address": {}}) == {"address.city": "Field is required."}
    assert errors(form(group), {"address": {"city": "Graz", "zip": 1}}) == {
        "address.zip": "The form has no such field."
    }


def items(**settings: Any) -> dict[str, Any]:
    components = [
        field("textfield", "article", required=True, readonly=settings.pop("readonly", False)),
        field("number", "quantity", min=1),
        field("textfield", "reason", required=True, hide="=this.quantity < 100"),
    ]
    return {"type": "dynamiclist", "path": "items", "components": components, **settings}


def test_each_entry_of_a_list_is_checked_by_itself():
    answers = {"items": [{"article": "bolt", "quantity": 5}, {"quantity": 0}]}
    assert errors(form(items()), answers) == {
        "items[1].article": "Field is required.",
        "items[1].quantity": "Field must have minimum value of 1.",
    }


def test_a_condition_in_a_list_sees_its_own_entry():
    answers = {"items": [{"article": "bolt", "quantity": 5}, {"article": "nut", "quantity": 500}]}
    assert errors(form(items()), answers) == {"items[1].reason": "Field is required."}


def test_entries_of_a_fixed_list_can_be_neither_added_nor_removed():
    fixed = form(items(allowAddRemove=False))
    known = [{"article": "bolt", "quantity": 1, "sku": 4711}]
    assert accepted(fixed, {"items": [{"article": "bolt", "quantity": 2}]}, items=known) == {
        "items": [{"article": "bolt", "quantity": 2, "sku": 4711}]
    }
    assert errors(fixed, {"items": []}, items=known) == {
        "items": "Entries can be neither added nor removed; there are 1."
    }


def test_a_list_must_be_a_list_of_entries():
    assert errors(form(items()), {"items": "bolt"}) == {"items": "Expected a list of entries."}


# -- forms that are wrong themselves -------------------------------------------------------------------------


def test_a_condition_that_cannot_be_read_blames_the_form_at_its_field():
    found = errors(form(field("textfield", "name", hide="=a >")), {"name": "Ada"})
    assert found["name"].startswith("The condition of this field cannot be evaluated:")
