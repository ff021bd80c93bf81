"""What the automated steps of customer onboarding do.

The *credit bureau* gives a score from 300 to 850 and its reasons, for the countries it covers. The *CRM*
takes customers it can write to. Both stand in for systems elsewhere: same input, same answer.
"""

from __future__ import annotations

from examples.refused import Refused
from processes.workers import ActivatedJob, BpmnError, job_handler

COVERED_COUNTRIES = frozenset({"AT", "CH", "DE", "FR", "NL"})
LOWEST_SCORE, HIGHEST_SCORE = 300, 850


@job_handler("onboarding.score")
def score_customer(job: ActivatedJob) -> dict[str, object]:
    """Age and revenue speak for a customer; a credit out of proportion to the revenue speaks against."""
    customer, bureau = job.variables, job.headers["bureau"]
    if customer["country"] not in COVERED_COUNTRIES:
        raise BpmnError("NOT_COVERED", f"{bureau} knows no companies in {customer['country']}.")
    years, revenue, credit = (float(customer[name]) for name in ("years", "revenue", "credit"))

    points = {
        "years in business": min(years, 20) * 8,
        "revenue compared with the credit": min(revenue / max(credit, 1), 12) * 20,
        "founded less than a year ago": -90 if years < 1 else 0,
    }
    score = max(LOWEST_SCORE, min(HIGHEST_SCORE, round(380 + sum(points.values()))))
    reasons = [f"{reason}: {value:+.0f}" for reason, value in points.items() if value]
    return {"score": score, "reasons": reasons}


@job_handler("onboarding.remind")
def remind_approvers(job: ActivatedJob) -> dict[str, object]:
    return {"reminder": "{company} waits for your decision.".format_map(job.variables)}


@job_handler("onboarding.create-in-crm")
def create_in_crm(job: ActivatedJob) -> dict[str, object]:
    """Named after its job, so that a second try finds the customer of the first."""
    email = str(job.variables["email"])
    name, at, domain = email.partition("@")
    if not (name and at and "." in domain):
        raise Refused("CRM", f"e-mail {email!r} is not an address", correct="email")
    return {"crmId": f"CRM-{job.key}"}


@job_handler("onboarding.welcome")
def send_welcome(job: ActivatedJob) -> dict[str, object]:
    letter = "Dear {contact}, welcome! The credit limit of {company} is € {requestedCredit}."
    return {"letter": letter.format_map(job.variables)}


@job_handler("onboarding.refuse")
def send_refusal(job: ActivatedJob) -> dict[str, object]:
    reason = job.variables.get("comment") or "The figures do not carry the credit limit you asked for."
    letter = "Dear {contact}, we cannot open an account for {company}."
    return {"letter": f"{letter.format_map(job.variables)} {reason}"}
