"""Travel booking, played on the pure engine with its own job handlers."""

from datetime import timedelta
from typing import Any

import pytest

from examples.travel_booking import handlers
from tests.examples.play import Play

TRIP: dict[str, Any] = {
    "traveler": "Nora Feld",
    "email": "nora@feld.example",
    "destination": "Vienna",
    "departureDate": "2027-03-15",
    "returnDate": "2027-03-18",
    "carNeeded": False,
    "budget": 900,
    "cardExpiry": "07/29",
    "purpose": "Workshop",
}


@pytest.fixture(autouse=True)
def quick_airline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "AIRLINE_ANSWERS_AFTER", timedelta(0))


def test_a_trip_within_the_budget_is_booked_at_once() -> None:
    play = Play("travel_booking", **TRIP)
    assert play.has_ended
    assert play.completed[-3:] == ["charge-card", "send-itinerary", "trip-booked"]
    assert play.variables["price"] == 170 + 3 * 140


def test_above_the_budget_somebody_approves_the_cost() -> None:
    play = Play("travel_booking", **TRIP | {"budget": 300})
    play.complete("approve-cost", costDecision="approve")
    assert play.completed[-1] == "trip-booked"


def test_a_trip_that_is_too_expensive_may_be_refused() -> None:
    play = Play("travel_booking", **TRIP | {"budget": 300})
    play.complete("approve-cost", costDecision="refuse")
    assert play.completed[-1] == "trip-refused"
    assert "book-room" not in play.completed


def test_a_missing_car_cancels_what_was_booked_and_nothing_else() -> None:
    play = Play("travel_booking", **TRIP | {"destination": "Venice", "carNeeded": True, "budget": 2000})
    assert {"cancel-room", "cancel-flight"} <= set(play.completed)
    assert "cancel-car" not in play.completed
    assert play.completed[-2:] == ["tell-traveler", "trip-not-booked"]


def test_a_missing_room_lets_the_other_bookings_finish_before_they_are_canceled() -> None:
    october = {"destination": "Munich", "departureDate": "2027-10-01", "returnDate": "2027-10-03"}
    play = Play("travel_booking", **TRIP | october)
    assert play.completed.index("flight-booked") < play.completed.index("cancel-flight")
    assert play.completed[-1] == "trip-not-booked"


def test_a_declined_card_cancels_everything() -> None:
    long = {"destination": "Reykjavik", "returnDate": "2027-04-15", "carNeeded": True, "budget": 99_999}
    play = Play("travel_booking", **TRIP | long)
    assert {"cancel-room", "cancel-flight", "cancel-car"} <= set(play.completed)
    assert play.completed[-1] == "trip-not-booked"


def test_a_card_that_nobody_can_read_is_an_incident_until_it_is_corrected() -> None:
    play = Play("travel_booking", **TRIP | {"cardExpiry": "2029"})
    (message,) = play.incidents
    assert message.startswith("Card service: '2029' is not the expiry date of a card")
    play.correct(cardExpiry="07/29")
    assert play.completed[-1] == "trip-booked"
