"""Order fulfillment, played on the pure engine with its own job handlers."""

from typing import Any

from tests.examples.play import Play

ORDER: dict[str, Any] = {
    "orderId": "W-1042",
    "customer": "Nora Feld",
    "street": "Elm Street 7",
    "postalCode": "20095",
    "city": "Hamburg",
    "items": [
        {"article": "Coffee grinder", "quantity": 1, "price": 129.9},
        {"article": "Milk frother", "quantity": 2, "price": 29},
    ],
}


def test_a_paid_order_is_packed_and_delivered() -> None:
    play = Play("order_fulfillment", start_event="order-placed", **ORDER)
    assert play.variables["total"] == 187.9
    play.message("payment-received")
    play.complete("pack-parcel", weight=4.2, fragile=False)
    play.message("parcel-delivered")
    assert play.has_ended
    assert play.completed[-2:] == ["parcel-delivered", "order-delivered"]


def test_packing_waits_for_the_payment() -> None:
    play = Play("order_fulfillment", **ORDER)
    assert "pack-parcel" not in play.waiting
    assert "payment-received" in play.waiting


def test_what_is_not_paid_in_time_is_canceled() -> None:
    play = Play("order_fulfillment", **ORDER)
    play.wait(minutes=11)
    assert play.has_ended
    assert play.completed[-3:] == ["release-goods", "confirm-cancellation", "order-canceled"]


def test_canceling_takes_away_what_is_still_going_on() -> None:
    out_of_stock = [{"article": "Espresso machine", "quantity": 6, "price": 349}]
    play = Play("order_fulfillment", **ORDER | {"items": out_of_stock})
    assert "agree-substitute" in play.waiting
    play.message("order-revoked")
    assert play.has_ended


def test_a_substitute_is_agreed_on_for_what_is_out_of_stock() -> None:
    out_of_stock = [{"article": "Espresso machine", "quantity": 6, "price": 349}]
    play = Play("order_fulfillment", **ORDER | {"items": out_of_stock})
    assert play.variables["missingArticle"] == "Espresso machine"
    play.complete("agree-substitute", agreement="later")
    play.message("payment-received")
    assert "pack-parcel" in play.waiting


def test_the_customer_hears_of_a_delay_and_still_gets_the_parcel() -> None:
    play = Play("order_fulfillment", **ORDER)
    play.message("payment-received")
    play.complete("pack-parcel", weight=4.2, fragile=False)
    play.wait(minutes=4)
    assert play.completed[-1] == "apologized"
    play.message("parcel-delivered")
    assert play.completed[-1] == "order-delivered"


def test_a_standing_order_knows_what_to_send() -> None:
    play = Play("order_fulfillment", start_event="standing-order-due")
    assert play.variables["customer"] == "Office kitchen"
    assert play.variables["total"] == 111


def test_an_address_that_the_carrier_refuses_is_an_incident_until_it_is_corrected() -> None:
    play = Play("order_fulfillment", **ORDER | {"postalCode": "unknown"})
    play.message("payment-received")
    play.complete("pack-parcel", weight=4.2, fragile=False)
    (message,) = play.incidents
    assert message.startswith("Swift Parcel: 'UNKNOWN' is not a postal code.")
    play.correct(postalCode="20095")
    assert "parcel-delivered" in play.waiting
