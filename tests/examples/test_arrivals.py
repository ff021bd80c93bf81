"""What arrives in the demo fits the start form of its process, unless it is flawed; answers fit theirs."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from random import Random

import pytest

from examples.catalog import EXAMPLES
from examples.demo.answers import ANSWERS
from examples.demo.arrivals import KINDS, Arrival, german_iban
from processes.forms import check_answers

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FORMS = {form.stem: json.loads(form.read_text(encoding="utf-8")) for e in EXAMPLES for form in e.forms}
START_FORMS = {
    "customer-onboarding": "onboarding-application",
    "order-fulfillment": "order-by-phone",
    "travel-booking": "trip-request",
    "claim-handling": "claim-report",
    "employee-leave": "leave-request",
}
#: what the steps before a task have found out
FOUND_OUT = {
    "score": 512,
    "missingArticle": "Espresso machine",
    "coverage": 10_000,
    "daysLeft": 12,
    "days": 30,
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_flawed_could_have_come_from_the_form(kind: Callable[..., Arrival]) -> None:
    for seed in range(20):
        arrived = kind(Random(seed), TODAY, flawed=False)
        schema = FORMS[START_FORMS[arrived.process_id or "order-fulfillment"]]
        assert not check_answers(schema, arrived.variables, variables={}, now=NOW).errors


@pytest.mark.parametrize("kind", KINDS)
def test_a_flaw_changes_what_arrives(kind: Callable[..., Arrival]) -> None:
    sound, flawed = (kind(Random(1), TODAY, flawed=flaw).variables for flaw in (False, True))
    assert sound.keys() == flawed.keys()
    assert sound != flawed


def test_made_up_accounts_have_right_check_digits() -> None:
    assert german_iban(370400440532013000) == "DE89370400440532013000"


def test_colleagues_know_every_form_of_a_user_task() -> None:
    assert set(ANSWERS) == FORMS.keys() - set(START_FORMS.values())


@pytest.mark.parametrize("form_id", ANSWERS)
def test_colleagues_fill_forms_as_the_forms_want_it(form_id: str) -> None:
    for seed in range(12):
        dice = Random(seed)
        known = dict(FOUND_OUT)
        for kind in KINDS:
            known |= kind(dice, TODAY, flawed=False).variables
        answers = ANSWERS[form_id](dice, known)
        assert not check_answers(FORMS[form_id], answers, variables=known, now=NOW).errors
