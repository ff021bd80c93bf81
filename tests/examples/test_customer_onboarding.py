"""Customer onboarding, played on the pure engine with its own job handlers."""

from typing import Any

from tests.examples.play import Play

GOOD = {
    "company": "Feld & Sons",
    "country": "DE",
    "contact": "Nora Feld",
    "email": "nora@feld.example",
    "yearsInBusiness": 20,
    "annualRevenue": 400_000,
    "requestedCredit": 30_000,
}
IN_BETWEEN: dict[str, Any] = {**GOOD, "yearsInBusiness": 4, "annualRevenue": 90_000}
POOR: dict[str, Any] = {**GOOD, "yearsInBusiness": 0, "annualRevenue": 10_000}


def test_a_good_score_opens_the_account_at_once() -> None:
    play = Play("customer_onboarding", **GOOD)
    assert play.has_ended
    assert play.completed[-3:] == ["create-in-crm", "send-welcome", "onboarded"]
    assert play.variables["score"] >= 700


def test_a_poor_score_is_refused_without_asking_anybody() -> None:
    play = Play("customer_onboarding", **POOR)
    assert play.has_ended
    assert play.completed[-2:] == ["send-refusal", "customer-refused"]


def test_in_between_a_person_decides() -> None:
    play = Play("customer_onboarding", **IN_BETWEEN)
    assert "approve-customer" in play.waiting
    play.complete("approve-customer", decision="approve")
    assert play.completed[-1] == "onboarded"


def test_whoever_refuses_says_why() -> None:
    play = Play("customer_onboarding", **IN_BETWEEN)
    play.complete("approve-customer", decision="refuse", comment="Too young.")
    assert play.completed[-1] == "customer-refused"
    assert play.variables["letter"].endswith("Too young.")


def test_approvers_are_reminded_and_the_task_stays() -> None:
    play = Play("customer_onboarding", **IN_BETWEEN)
    play.wait(minutes=3)
    assert play.completed[-1] == "reminded"
    assert "approve-customer" in play.waiting


def test_a_withdrawn_application_takes_the_task_away() -> None:
    play = Play("customer_onboarding", **IN_BETWEEN)
    play.message("application-withdrawn")
    assert play.has_ended
    assert play.completed[-1] == "withdrawn"


def test_a_country_that_the_bureau_does_not_cover_is_scored_by_hand() -> None:
    play = Play("customer_onboarding", **GOOD | {"country": "XX"})
    assert play.waiting == {"score-by-hand"}
    play.complete("score-by-hand", score=710)
    assert play.completed[-1] == "onboarded"


def test_an_address_that_the_crm_refuses_is_an_incident_until_it_is_corrected() -> None:
    play = Play("customer_onboarding", **GOOD | {"email": "nora at feld"})
    (message,) = play.incidents
    assert message.startswith("CRM: e-mail 'nora at feld' is not an address.")
    play.correct(email="nora@feld.example")
    assert play.completed[-1] == "onboarded"
