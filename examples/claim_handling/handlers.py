"""What the automated steps of claim handling do.

The *policy register* knows how old a policy is and what it covers; the *fraud check* gives a suspicion from
0 to 100 and its hints; the *bank* pays to accounts whose IBAN is right.
"""

from __future__ import annotations

import re
from datetime import timedelta
from zlib import crc32

from examples.refused import Refused
from processes.workers import ActivatedJob, job_handler

POLICY_NUMBER = re.compile(r"P-[0-9]{4}-[0-9]{5}")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
OLDEST_POLICY = timedelta(days=1500)
SUSPICIOUS_WORDS = ("cash", "stolen", "no receipt", "abroad")


@job_handler("claim.register", backoff=timedelta(seconds=5))
def register_claim(job: ActivatedJob) -> dict[str, object]:
    policy = str(job.variables["policyNumber"])
    if not POLICY_NUMBER.fullmatch(policy):
        reason = f"{policy!r} is not a policy number like P-2021-00417"
        raise Refused("Policy register", reason, correct="policyNumber")
    serial = crc32(policy.encode())
    return {
        "claimId": f"C-{job.key}",
        "policyAgeDays": serial % OLDEST_POLICY.days,
        "coverage": 5000 + serial % 8 * 5000,
    }


@job_handler("claim.check-fraud")
def check_fraud(job: ActivatedJob) -> dict[str, object]:
    claim = job.variables
    hints = [f"mentions {word!r}" for word in SUSPICIOUS_WORDS if word in str(claim["description"]).lower()]
    if int(claim["policyAgeDays"]) < 90:
        hints.append(f"the policy is only {claim['policyAgeDays']} days old")
    if float(claim["amount"]) > float(claim["coverage"]):
        hints.append("asks for more than is covered")
    return {"fraudScore": min(100, 25 * len(hints)), "fraudHints": hints}


@job_handler("claim.ask-for-papers")
def ask_for_papers(job: ActivatedJob) -> dict[str, object]:
    letter = "Dear {customer}, for claim {claimId} we still need: {missingPapers}."
    return {"letter": letter.format_map(job.variables)}


@job_handler("claim.explain-rejection")
def explain_rejection(job: ActivatedJob) -> dict[str, object]:
    letter = "Dear {customer}, we cannot pay claim {claimId}. {rejectionReason}"
    return {"letter": letter.format_map(job.variables)}


@job_handler("claim.pay", backoff=timedelta(seconds=5))
def pay_claim(job: ActivatedJob) -> dict[str, object]:
    """The idempotency key is the payment reference: the bank pays each reference once."""
    iban = str(job.variables["iban"])
    if not _is_iban(iban):
        raise Refused("Bank", f"{iban!r} is not an IBAN", correct="iban")
    return {"payment": {"reference": job.idempotency_key, "amount": job.variables["payout"], "iban": iban}}


@job_handler("claim.inform-of-payment")
def inform_of_payment(job: ActivatedJob) -> dict[str, object]:
    letter = "Dear {customer}, € {payout} for claim {claimId} are on their way."
    return {"letter": letter.format_map(job.variables)}


def _is_iban(text: str) -> bool:
    """ISO 13616: with country and check digits moved to the end and letters as numbers, it is 1 modulo 97."""
    compact = text.replace(" ", "").upper()
    if not IBAN.fullmatch(compact):
        return False
    return int("".join(str(int(character, 36)) for character in compact[4:] + compact[:4])) % 97 == 1
