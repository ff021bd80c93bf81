"""What the automated steps of travel booking do.

The *travel portal* makes offers and books rooms, flights and cars; each can be sold out, which is a BPMN
error and not a failure. Whatever was booked can be canceled by its reference, twice without harm. The *card
service* charges the company card.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import date, timedelta

from examples.refused import Refused
from processes.workers import ActivatedJob, BpmnError, job_handler

#: destination → price of the flight there and back, price of a night
PRICES: Mapping[str, tuple[int, int]] = {
    "Amsterdam": (180, 160),
    "Berlin": (140, 130),
    "Lisbon": (290, 120),
    "Munich": (150, 170),
    "Paris": (210, 190),
    "Reykjavik": (420, 210),
    "Venice": (240, 180),
    "Vienna": (170, 140),
}
PORTAL = "Travel portal"
CAR_PER_DAY = 55
CARD_LIMIT = 3000
SUNDAY = 6
AIRLINE_ANSWERS_AFTER = timedelta(seconds=0.8)
CARD_EXPIRY = re.compile(r"(0[1-9]|1[0-2])/[0-9]{2}")


@job_handler("travel.search")
def search_offers(job: ActivatedJob) -> dict[str, object]:
    trip = job.variables
    if trip["destination"] not in PRICES:
        places = ", ".join(PRICES)
        raise Refused(
            PORTAL, f"no offers for {trip['destination']!r}, only for {places}", correct="destination"
        )
    flight, night = PRICES[trip["destination"]]
    nights, car_needed = _nights(trip), bool(trip.get("carNeeded"))
    price = flight + night * nights + (CAR_PER_DAY * (nights + 1) if car_needed else 0)
    return {"nights": nights, "price": price, "carNeeded": car_needed}


@job_handler("travel.book-room")
def book_room(job: ActivatedJob) -> dict[str, object]:
    """Munich is full while the Oktoberfest lasts."""
    trip = job.variables
    if trip["destination"] == "Munich" and _day(trip, "departureDate").month in (9, 10):
        raise BpmnError("NO_ROOM", "No room is left in Munich during the Oktoberfest.")
    return {"roomBooking": f"ROOM-{job.key}"}


@job_handler("travel.book-flight")
def book_flight(job: ActivatedJob) -> dict[str, object]:
    """Airlines take their time, and do not fly to Reykjavik on Sundays."""
    time.sleep(AIRLINE_ANSWERS_AFTER.total_seconds())
    trip = job.variables
    if trip["destination"] == "Reykjavik" and _day(trip, "departureDate").weekday() == SUNDAY:
        raise BpmnError("NO_SEAT", "Nobody flies to Reykjavik on a Sunday.")
    return {"flightBooking": f"FLIGHT-{job.key}"}


@job_handler("travel.book-car")
def book_car(job: ActivatedJob) -> dict[str, object]:
    trip = job.variables
    if not trip["carNeeded"]:
        return {}
    if trip["destination"] == "Venice":
        raise BpmnError("NO_CAR", "There are no cars in Venice.")
    return {"carBooking": f"CAR-{job.key}"}


@job_handler("travel.charge-card", backoff=timedelta(seconds=5))
def charge_card(job: ActivatedJob) -> dict[str, object]:
    trip = job.variables
    if not CARD_EXPIRY.fullmatch(str(trip["cardExpiry"])):
        reason = f"{trip['cardExpiry']!r} is not the expiry date of a card, like 07/29"
        raise Refused("Card service", reason, correct="cardExpiry")
    if float(trip["price"]) > CARD_LIMIT:
        raise BpmnError("CARD_DECLINED", f"€ {trip['price']} is above the limit of the card, € {CARD_LIMIT}.")
    return {"payment": f"PAY-{job.key}"}


@job_handler("travel.send-itinerary")
def send_itinerary(job: ActivatedJob) -> dict[str, object]:
    trip = job.variables
    bookings = [trip[name] for name in ("flightBooking", "roomBooking", "carBooking") if trip.get(name)]
    letter = "Dear {traveler}, {destination} is booked.".format_map(trip)
    return {"letter": f"{letter} {', '.join(bookings)}. Have a good trip!"}


@job_handler("travel.cancel-room")
def cancel_room(job: ActivatedJob) -> dict[str, object]:
    return {"canceledRoom": job.variables["roomBooking"], "roomBooking": None}


@job_handler("travel.cancel-flight")
def cancel_flight(job: ActivatedJob) -> dict[str, object]:
    return {"canceledFlight": job.variables["flightBooking"], "flightBooking": None}


@job_handler("travel.cancel-car")
def cancel_car(job: ActivatedJob) -> dict[str, object]:
    return {"canceledCar": job.variables["carBooking"], "carBooking": None}


@job_handler("travel.tell-traveler")
def tell_traveler(job: ActivatedJob) -> dict[str, object]:
    letter = "Dear {traveler}, your trip to {destination} could not be booked. Nothing was charged."
    return {"letter": letter.format_map(job.variables)}


def _day(trip: Mapping[str, object], name: str) -> date:
    try:
        return date.fromisoformat(str(trip[name]))
    except ValueError:
        raise Refused(PORTAL, f"{trip[name]!r} is not a date like 2027-03-15", correct=name) from None


def _nights(trip: Mapping[str, object]) -> int:
    nights = (_day(trip, "returnDate") - _day(trip, "departureDate")).days
    if nights < 0:
        reason = "the return on {returnDate} is before the departure on {departureDate}".format_map(trip)
        raise Refused(PORTAL, reason, correct="returnDate")
    return nights
