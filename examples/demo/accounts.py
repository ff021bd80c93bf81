"""Who there is in the demo: *accounts* for people to log in with; *colleagues*, whom the simulation plays.

A *team* is a group to which user tasks are offered. All names are made up.
"""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "meanwhile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    username: str
    full_name: str
    #: a value of `processes.roles.Role`
    role: str
    about: str
    teams: tuple[str, ...] = ()
    password: str = PASSWORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Works on the tasks of their teams, and cannot log in."""

    username: str
    full_name: str
    teams: tuple[str, ...]


ACCOUNTS = [
    Account(
        username="ada",
        full_name="Ada Lindqvist",
        role="business_user",
        about="Approves customers, trips and leaves, and decides claims.",
        teams=("approvers", "claims"),
    ),
    Account(
        username="ben",
        full_name="Ben Okafor",
        role="business_user",
        about="Approves, looks after orders, and packs parcels.",
        teams=("approvers", "sales", "warehouse"),
    ),
    Account(
        username="olga",
        full_name="Olga Marsh",
        role="operator",
        about="Watches everything that runs, and repairs what is stuck.",
    ),
    Account(
        username="admin",
        full_name="Alex Admin",
        role="admin",
        about="Deploys diagrams, and may do everything else.",
    ),
]

COLLEAGUES = [
    Colleague(username="mira", full_name="Mira Castellano", teams=("approvers",)),
    Colleague(username="jonas", full_name="Jonas Weidner", teams=("claims",)),
    Colleague(username="tove", full_name="Tove Haugen", teams=("sales",)),
    Colleague(username="kofi", full_name="Kofi Brandt", teams=("warehouse",)),
]
