"""How colleagues fill the form of each user task: mostly in favor, sometimes not. One function per form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

Answers = dict[str, Any]
Known = Mapping[str, Any]


def score_by_hand(dice: Random, known: Known) -> Answers:
    return {"score": dice.randrange(400, 800)}


def approve_customer(dice: Random, known: Known) -> Answers:
    if dice.random() < 0.75:
        return {"decision": "approve"}
    return {"decision": "refuse", "comment": "Please ask again with the figures of next year."}


def agree_on_substitute(dice: Random, known: Known) -> Answers:
    if dice.random() < 0.5:
        return {"agreement": "later"}
    return {"agreement": "substitute", "substitute": "The model of last year, at half the price"}


def pack_parcel(dice: Random, known: Known) -> Answers:
    return {"weight": round(dice.uniform(0.4, 24), 1), "fragile": dice.random() < 0.3}


def approve_cost(dice: Random, known: Known) -> Answers:
    decision = "approve" if dice.random() < 0.7 else "refuse"
    return {"costDecision": decision, "costComment": "" if decision == "approve" else "A video call will do."}


def estimate_damage(dice: Random, known: Known) -> Answers:
    share = dice.uniform(0.6, 1.1)
    return {
        "estimate": round(known["amount"] * share),
        "basis": dice.choice(("photos", "visit", "quotation")),
    }


def review_injury(dice: Random, known: Known) -> Answers:
    return {
        "injurySeverity": dice.choice(("light", "light", "serious")),
        "treatmentCost": dice.randrange(80, 1500),
    }


def assess_claim(dice: Random, known: Known) -> Answers:
    decision = dice.choices(("accept", "reject", "papers"), (6, 2, 2))[0]
    if decision == "accept":
        return {"decision": decision, "payout": min(_damage(known), int(known["coverage"]))}
    if decision == "reject":
        return {"decision": decision, "rejectionReason": "The policy does not cover this kind of damage."}
    return {"decision": decision, "missingPapers": "the invoice of the repair"}


def settle_by_goodwill(dice: Random, known: Known) -> Answers:
    return {"payout": max(1, _damage(known) // 2), "goodwillNote": "Half of it, since we were too slow."}


def change_leave(dice: Random, known: Known) -> Answers:
    if dice.random() < 0.4:
        return {"wish": "withdraw"}
    last_day = date.fromisoformat(str(known["firstDay"])) + timedelta(days=2)
    return {
        "wish": "keep",
        "firstDay": known["firstDay"],
        "lastDay": last_day.isoformat(),
        "kind": known["kind"],
    }


def decide_leave(dice: Random, known: Known) -> Answers:
    if dice.random() < 0.8:
        return {"decision": "approve"}
    return {"decision": "refuse", "refusalReason": "Half of the team is away in that week."}


def _damage(known: Known) -> int:
    estimate = known.get("estimate") or known["amount"]
    return int(estimate + (known.get("treatmentCost") or 0))


#: by form
ANSWERS: Mapping[str, Callable[[Random, Known], Answers]] = {
    "onboarding-score": score_by_hand,
    "onboarding-approval": approve_customer,
    "order-substitute": agree_on_substitute,
    "order-packing": pack_parcel,
    "trip-approval": approve_cost,
    "claim-estimate": estimate_damage,
    "claim-injury": review_injury,
    "claim-assessment": assess_claim,
    "claim-goodwill": settle_by_goodwill,
    "leave-change": change_leave,
    "leave-approval": decide_leave,
}
