"""The world outside: messages that come from elsewhere to whoever waits for them."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from processes import selectors, services

SENDER = "the world outside"

#: how likely each message is to come, each time somebody waiting for it is looked at
LIKELY: Mapping[str, float] = {
    "payment-received": 0.5,
    "parcel-delivered": 0.2,
    "papers-arrived": 0.25,
    "order-revoked": 0.02,
    "application-withdrawn": 0.003,
}


def send_something(dice: Random) -> None:
    """To one of those who wait, perhaps."""
    waiting = list(selectors.subscriptions().filter(message_name__in=LIKELY))
    if not waiting:
        return
    subscription = dice.choice(waiting)
    if dice.random() < LIKELY[subscription.message_name]:
        services.publish_message(
            name=subscription.message_name,
            correlation_key=subscription.correlation_key,
            published_by=SENDER,
        )
