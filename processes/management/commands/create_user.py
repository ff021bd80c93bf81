"""`manage.py create_user ada --role business_user --group approvers`: an account with role and teams."""

import os
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from processes.roles import Role, give_role

PASSWORD_VARIABLE = "MEANWHILE_PASSWORD"


class Command(BaseCommand):
    help = (
        "Creates a user with a role, or changes the role and groups of one that exists. "
        f"The password is asked for, or taken from the environment variable {PASSWORD_VARIABLE}."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument("--role", choices=[role.value for role in Role], default=Role.BUSINESS_USER.value)
        parser.add_argument(
            "--group",
            action="append",
            default=[],
            dest="groups",
            metavar="GROUP",
            help="a team to which user tasks are offered; may be given several times",
        )
        parser.add_argument("--full-name", default="", metavar="NAME")
        parser.add_argument("--email", default="")

    @transaction.atomic
    def handle(
        self, *, username: str, role: str, groups: list[str], full_name: str, email: str, **options: Any
    ) -> None:
        user = User.objects.filter(username=username).first()
        known = user is not None
        if user is None:
            user = _create(username, full_name, email)
        give_role(user, Role(role))
        for name in groups:
            user.groups.add(Group.objects.get_or_create(name=name)[0])
        self.stdout.write(f"{username} {'is' if known else 'was created as'} {role}")


def _create(username: str, full_name: str, email: str) -> User:
    first_name, _, last_name = full_name.partition(" ")
    user = User(username=username, first_name=first_name, last_name=last_name, email=email)
    password = os.environ.get(PASSWORD_VARIABLE) or getpass("Password: ")
    try:
        user.full_clean(exclude=["password"])
        validate_password(password, user)
    except ValidationError as problem:
        raise CommandError("; ".join(problem.messages)) from problem
    user.set_password(password)
    user.save()
    return user
