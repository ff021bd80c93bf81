"""Claim handling, played on the pure engine with its own job handlers."""

from typing import Any

from tests.examples.play import Play

CLAIM: dict[str, Any] = {
    "policyNumber": "P-2021-00417",
    "customer": "Nora Feld",
    "kind": "travel",
    "amount": 400,
    "injured": False,
    "description": "The flight was canceled.",
    "iban": "DE89 3704 0044 0532 0130 00",
}


def test_a_simple_claim_needs_no_check() -> None:
    play = Play("claim_handling", **CLAIM)
    assert play.waiting == {"assess-claim"}
    play.complete("assess-claim", decision="accept", payout=400)
    assert play.has_ended
    assert play.completed[-4:] == ["settled", "pay-claim", "file-papers", "customer-informed"]
    assert play.variables["payment"]["amount"] == 400


def test_a_decision_waits_for_just_the_checks_that_were_chosen() -> None:
    play = Play("claim_handling", **CLAIM | {"kind": "car", "amount": 4000, "injured": True})
    assert play.waiting == {"estimate-damage", "review-injury"}
    assert "check-fraud" in play.completed
    play.complete("review-injury", injurySeverity="light", treatmentCost=120)
    assert play.waiting == {"estimate-damage"}
    play.complete("estimate-damage", estimate=3500, basis="photos")
    assert play.waiting == {"assess-claim"}


def test_a_rejected_claim_is_explained() -> None:
    play = Play("claim_handling", **CLAIM)
    play.complete("assess-claim", decision="reject", rejectionReason="Not covered.")
    assert play.has_ended
    assert play.completed[-2:] == ["explain-rejection", "claim-rejected"]
    assert "pay-claim" not in play.completed


def test_missing_papers_bring_the_claim_back_to_the_same_desk() -> None:
    play = Play("claim_handling", **CLAIM)
    play.complete("assess-claim", decision="papers", missingPapers="the ticket")
    assert play.waiting == {"papers-arrived"}
    assert "the ticket" in play.variables["letter"]
    play.message("papers-arrived")
    assert play.waiting == {"assess-claim"}


def test_a_claim_that_nobody_decides_is_settled_by_goodwill() -> None:
    play = Play("claim_handling", **CLAIM)
    play.wait(minutes=11)
    assert play.waiting == {"settle-by-goodwill"}
    play.complete("settle-by-goodwill", payout=200)
    assert play.completed[-1] == "customer-informed"


def test_an_account_that_is_no_iban_is_an_incident_until_it_is_corrected() -> None:
    play = Play("claim_handling", **CLAIM | {"iban": "DE88 3704 0044 0532 0130 00"})
    play.complete("assess-claim", decision="accept", payout=400)
    (message,) = play.incidents
    assert message.startswith("Bank: 'DE88 3704 0044 0532 0130 00' is not an IBAN.")
    play.correct(iban=CLAIM["iban"])
    assert play.completed[-1] == "customer-informed"


def test_each_claim_gets_the_checks_that_the_table_says() -> None:
    play = Play("claim_handling", **CLAIM | {"kind": "home", "amount": 700})
    assert play.variables["checks"] == ["damage"]
    assert play.waiting == {"estimate-damage"}
    assert Play("claim_handling", **CLAIM).variables["checks"] == []
