"""What arrives: requests of customers and colleagues, each with all that its process needs to know.

An *arrival* starts an instance, by the process or by a message. A *flawed* one has something wrong that a
step will refuse, so that it becomes an incident which a person can repair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from examples.demo.accounts import ACCOUNTS, COLLEAGUES

Variables = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    variables: Mapping[str, Any]
    process_id: str | None = None
    message: str | None = None
    business_key: str | None = None
    started_by: str | None = None


STAFF = [colleague.username for colleague in COLLEAGUES]
REQUESTERS = [*STAFF, *(account.username for account in ACCOUNTS if account.role == "business_user")]

PEOPLE = (
    "Nora Feld", "Ines Duarte", "Tom Achterberg", "Lena Vogt", "Paul Marchetti", "Sofia Lind", "Emil Novak",
    "Clara Beaumont", "Hugo Steiner", "Maya Rosenthal", "Felix Aaltonen", "Rosa Keller", "Arthur Dahl",
)  # fmt: skip
COMPANIES = (
    "Feld & Sons", "Harbor Bakery", "Blue Pine Furniture", "Novak Elevators", "Sunrise Bicycles",
    "Keller Optics", "North Quay Shipping", "Marchetti Tiles", "Lind Garden Centers",
    "Copperfield Print", "Dahl Instruments",
)  # fmt: skip
CITIES = (
    ("Hamburg", "20095"),
    ("Vienna", "1010"),
    ("Utrecht", "3511 AB"),
    ("Lyon", "69001"),
    ("Bern", "3011"),
)
STREETS = ("Elm Street", "Harbor Lane", "Mill Road", "Station Square", "Garden Row", "Old Market")
ARTICLES = (
    ("Coffee grinder", 129.9),
    ("Milk frother", 29.0),
    ("Coffee beans 1 kg", 18.5),
    ("Espresso machine", 349.0),
)
DAMAGES = (
    ("car", "A tree fell on the hood while the car was parked."),
    ("car", "Rear-end collision at a traffic light, the other driver admits it."),
    ("home", "The washing machine flooded the kitchen floor."),
    ("home", "A storm took a dozen tiles off the roof."),
    ("travel", "The suitcase was stolen abroad, with a camera in it and no receipt."),
    ("travel", "The flight was canceled and the hotel did not refund the room."),
)
PURPOSES = ("Visit a customer", "Trade fair", "Workshop with the team", "Contract negotiation")


def customer_applies(dice: Random, today: date, *, flawed: bool) -> Arrival:
    contact, company = dice.choice(PEOPLE), dice.choice(COMPANIES)
    at = " at " if flawed else "@"
    credit = dice.choice((5, 10, 20, 35, 60, 120)) * 1000
    return Arrival(
        process_id="customer-onboarding",
        business_key=f"A-{dice.randrange(10_000, 100_000)}",
        started_by=dice.choice(REQUESTERS),
        variables={
            "company": company,
            "country": dice.choices(("DE", "AT", "FR", "NL", "CH", "XX"), (6, 3, 3, 2, 2, 1))[0],
            "contact": contact,
            "email": f"{contact.split()[0].lower()}{at}{company.split()[0].lower()}.example",
            # The flawed ones score well: they are to reach the CRM.
            "yearsInBusiness": 30 if flawed else dice.randrange(0, 30),
            "annualRevenue": credit * (15 if flawed else dice.choice((1, 3, 5, 8, 12))),
            "requestedCredit": credit,
        },
    )


def order_comes_in(dice: Random, today: date, *, flawed: bool) -> Arrival:
    city, postal_code = dice.choice(CITIES)
    items = [
        {"article": article, "quantity": dice.choices((1, 2, 6), (6, 3, 1))[0], "price": price}
        for article, price in dice.sample(ARTICLES, dice.choice((1, 1, 2, 3)))
    ]
    order_id = f"{'P' if dice.random() < 0.3 else 'W'}-{dice.randrange(10_000, 100_000)}"
    variables = {
        "orderId": order_id,
        "customer": dice.choice(PEOPLE),
        "street": f"{dice.choice(STREETS)} {dice.randrange(1, 90)}",
        "postalCode": "unknown" if flawed else postal_code,
        "city": city,
        "items": items,
    }
    if order_id.startswith("W"):
        return Arrival(message="order-placed", variables=variables)
    by = dice.choice(REQUESTERS)
    return Arrival(process_id="order-fulfillment", business_key=order_id, started_by=by, variables=variables)


def trip_is_requested(dice: Random, today: date, *, flawed: bool) -> Arrival:
    requester = dice.choice(REQUESTERS)
    departure = today + timedelta(days=dice.randrange(5, 90))
    destinations = ("Amsterdam", "Berlin", "Lisbon", "Munich", "Paris", "Reykjavik", "Venice", "Vienna")
    return Arrival(
        process_id="travel-booking",
        business_key=f"T-{dice.randrange(10_000, 100_000)}",
        started_by=requester,
        variables={
            "traveler": requester.capitalize(),
            "email": f"{requester}@meanwhile.example",
            "destination": "Vienna" if flawed else dice.choice(destinations),
            "departureDate": departure.isoformat(),
            "returnDate": (departure + timedelta(days=dice.choice((1, 2, 3, 4, 7)))).isoformat(),
            "carNeeded": dice.random() < 0.4,
            "budget": 5000 if flawed else dice.choice((500, 800, 1200, 2000)),
            "cardExpiry": "2029" if flawed else f"{dice.randrange(1, 13):02}/{(today.year + 3) % 100:02}",
            "purpose": dice.choice(PURPOSES),
        },
    )


def claim_is_reported(dice: Random, today: date, *, flawed: bool) -> Arrival:
    wrong_policy = flawed and dice.random() < 0.5
    policy = f"P-{dice.randrange(2015, today.year)}-{dice.randrange(100_000):05}"
    kind, description = dice.choice(DAMAGES)
    return Arrival(
        process_id="claim-handling",
        business_key=policy,
        started_by=dice.choice(REQUESTERS),
        variables={
            "policyNumber": policy.replace("-", " ") if wrong_policy else policy,
            "customer": dice.choice(PEOPLE),
            "kind": kind,
            "amount": dice.choice((180, 350, 700, 1200, 2600, 4800, 9000)),
            "injured": kind == "car" and dice.random() < 0.3,
            "description": description,
            "iban": "DE00" if flawed else german_iban(dice.randrange(10**18)),
        },
    )


def leave_is_requested(dice: Random, today: date, *, flawed: bool) -> Arrival:
    employee, substitute = dice.sample(STAFF, 2)
    first_day = today + timedelta(days=dice.randrange(0, 60))
    days = -4 if flawed else dice.choice((0, 1, 4, 4, 11, 32))
    return Arrival(
        process_id="employee-leave",
        business_key=f"{employee} {first_day}",
        started_by=employee,
        variables={
            "employee": employee,
            "substitute": substitute,
            "firstDay": first_day.isoformat(),
            "lastDay": (first_day + timedelta(days=days)).isoformat(),
            "kind": dice.choice(("vacation", "vacation", "special", "unpaid")),
            "note": "",
        },
    )


#: how often each comes, compared with the others
KINDS: Mapping[Callable[..., Arrival], int] = {
    customer_applies: 4,
    order_comes_in: 5,
    trip_is_requested: 3,
    claim_is_reported: 4,
    leave_is_requested: 2,
}


def arrival(dice: Random, today: date, *, flawed: bool) -> Arrival:
    kind = dice.choices(list(KINDS), list(KINDS.values()))[0]
    return kind(dice, today, flawed=flawed)


def german_iban(account: int) -> str:
    """With check digits as ISO 13616 wants them: the whole, letters as numbers, is 1 modulo 97."""
    check = 98 - int(f"{account:018}131400") % 97
    return f"DE{check:02}{account:018}"
