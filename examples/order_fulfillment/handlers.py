"""What the automated steps of order fulfillment do.

The *warehouse* knows how many pieces of each article it has and reserves them; the *payment provider* asks
the customer for money and answers later by message; the *carrier* takes the parcel and reports its delivery
by message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from examples.refused import Refused
from processes.workers import ActivatedJob, BpmnError, job_handler

#: pieces that one order may take; what is not listed here is bought on demand
STOCK: Mapping[str, int] = {
    "Espresso machine": 5,
    "Coffee grinder": 12,
    "Milk frother": 30,
    "Coffee beans 1 kg": 200,
}

POSTAL_CODE = re.compile(r"(?=.*[0-9])[0-9A-Z][0-9A-Z -]{2,8}[0-9A-Z]")


@job_handler("order.fetch-standing-order")
def fetch_standing_order(job: ActivatedJob) -> dict[str, object]:
    """Our own office drinks coffee, too."""
    return {
        "orderId": f"S-{job.key}",
        "customer": "Office kitchen",
        "street": "Harbor Lane 4",
        "postalCode": "20457",
        "city": "Hamburg",
        "items": [{"article": "Coffee beans 1 kg", "quantity": 6, "price": 18.5}],
    }


@job_handler("order.reserve")
def reserve_goods(job: ActivatedJob) -> dict[str, object]:
    for item in job.variables["items"]:
        article, wanted = item["article"], int(item["quantity"])
        available = STOCK.get(article, wanted)
        if wanted > available:
            shortage = f"{article}: {wanted} wanted, {available} in stock."
            raise BpmnError("OUT_OF_STOCK", shortage, variables={"missingArticle": article})
    return {"reservation": f"R-{job.key}"}


@job_handler("order.request-payment", backoff=timedelta(seconds=5))
def request_payment(job: ActivatedJob) -> dict[str, object]:
    total, provider = float(job.variables["total"]), job.headers["provider"]
    if total <= 0:
        raise Refused(provider, f"an amount of {total:.2f} cannot be requested", correct="total")
    return {"payment": {"reference": job.idempotency_key, "amount": total, "provider": provider}}


@job_handler("order.release")
def release_goods(job: ActivatedJob) -> dict[str, object]:
    """Nothing reserved is nothing to release: the reservation may still have been under way."""
    return {"reservation": None}


@job_handler("order.confirm-cancellation")
def confirm_cancellation(job: ActivatedJob) -> dict[str, object]:
    letter = "Dear {customer}, order {orderId} is canceled. You pay nothing."
    return {"letter": letter.format_map(job.variables)}


@job_handler("order.hand-to-carrier", backoff=timedelta(seconds=5))
def hand_to_carrier(job: ActivatedJob) -> dict[str, object]:
    postal_code = str(job.variables["postalCode"]).strip().upper()
    if not POSTAL_CODE.fullmatch(postal_code):
        raise Refused(job.headers["carrier"], f"{postal_code!r} is not a postal code", correct="postalCode")
    return {"trackingNumber": f"SP{job.key}"}


@job_handler("order.apologize")
def apologize(job: ActivatedJob) -> dict[str, object]:
    apology = "Dear {customer}, your parcel {trackingNumber} is late. We are sorry."
    return {"apology": apology.format_map(job.variables)}
