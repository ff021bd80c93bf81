"""People of the tests, with the roles that the migrations have made."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Group, User
from rest_framework.test import APIClient

from processes.roles import Role, give_role


def person(
    username: str,
    role: Role | None = Role.BUSINESS_USER,
    *,
    groups: tuple[str, ...] = (),
    full_name: str = "",
) -> User:
    """A user with a role, who is in these teams. Ben is `ben`, and his password is `ben`."""
    first_name, _, last_name = full_name.partition(" ")
    user = User.objects.create(
        username=username, password=_hash(username), first_name=first_name, last_name=last_name
    )
    if role is not None:
        _restore_roles()
        give_role(user, role)
    for name in groups:
        user.groups.add(Group.objects.get_or_create(name=name)[0])
    return user


def browser_of(user: User) -> APIClient:
    """A client that is logged in."""
    client = APIClient()
    client.force_login(user)
    return client


def _hash(password: str) -> str:
    # The product's own takes half a second, as it should.
    return PBKDF2PasswordHasher().encode(password, "salt", iterations=1)


def _restore_roles() -> None:
    # A test with real transactions ends by emptying all tables, the groups among them.
    if not Group.objects.filter(name=Role.ADMIN.group_name).exists():
        import_module("processes.migrations.0002_roles").make_roles(apps, None)
        import_module("tasklist.migrations.0002_roles").give_rights(apps, None)
