"""The demo: people, deployed examples, and a world that keeps them moving.

`install` makes the accounts and deploys the examples, as often as one likes. `simulate` plays the world:
requests arrive, colleagues do some of the work, payments and parcels come, and now and then something is
wrong. It leaves work for people to do, and the longer it runs the slower it gets.

Importing this needs no Django: whoever only wants to print `ACCOUNTS` can.
"""

import threading

from examples.demo.accounts import ACCOUNTS, Account

__all__ = ["ACCOUNTS", "Account", "install", "seed_history", "simulate"]


def install() -> None:
    """Makes the accounts and deploys the examples; what is already there stays."""
    from examples.demo import installation

    installation.install()


def seed_history(stop: threading.Event) -> None:
    """Plays a few dozen instances at once, if there has never been one."""
    from examples.demo import simulation

    simulation.seed_history(stop)


def simulate(stop: threading.Event) -> None:
    """Plays the world until `stop` is set."""
    from examples.demo import simulation

    simulation.simulate(stop)
