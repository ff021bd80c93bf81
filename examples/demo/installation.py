"""Installs the demo: accounts, colleagues, deployed examples. Done twice, it changes nothing more."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, User
from django.db import transaction

from examples.catalog import EXAMPLES
from examples.demo.accounts import ACCOUNTS, COLLEAGUES
from processes import services
from processes.roles import Role, give_role

DEPLOYED_BY = "admin"


def install() -> None:
    with transaction.atomic():
        for account in ACCOUNTS:
            user, is_new = _person(account.username, account.full_name)
            if is_new:
                user.set_password(account.password)
                user.is_staff = user.is_superuser = account.role == Role.ADMIN
                user.save()
                give_role(user, Role(account.role))
                _join(user, account.teams)
        for colleague in COLLEAGUES:
            user, is_new = _person(colleague.username, colleague.full_name)
            if is_new:
                user.set_unusable_password()
                user.save()
                give_role(user, Role.BUSINESS_USER)
                _join(user, colleague.teams)
    for example in EXAMPLES:
        services.deploy(resources=example.resources(), deployed_by=DEPLOYED_BY)


def _person(username: str, full_name: str) -> tuple[User, bool]:
    first_name, _, last_name = full_name.partition(" ")
    names = {"first_name": first_name, "last_name": last_name, "email": f"{username}@meanwhile.example"}
    return User.objects.get_or_create(username=username, defaults=names)


def _join(user: User, teams: Iterable[str]) -> None:
    user.groups.add(*(Group.objects.get_or_create(name=team)[0] for team in teams))
