"""Roles: the three Django groups that carry the rights of Meanwhile, made by the migrations `…_roles`.

A *business user* does the work that waits and starts processes; an *operator* also sees and repairs
everything that runs; an
*admin* also deploys diagrams. A group of any other name is a team, to which user tasks are offered.
"""

from collections.abc import Collection
from enum import StrEnum

from django.contrib.auth.models import Group, User


class Role(StrEnum):
    BUSINESS_USER = "business_user"
    OPERATOR = "operator"
    ADMIN = "admin"

    @property
    def group_name(self) -> str:
        return GROUP_NAMES[self]


GROUP_NAMES = {
    Role.BUSINESS_USER: "business users",
    Role.OPERATOR: "operators",
    Role.ADMIN: "admins",
}

START_INSTANCE = "processes.start_instance"
VIEW_INSTANCES = "processes.view_instances"
OPERATE_INSTANCES = "processes.operate_instances"
DEPLOY = "processes.deploy"


def roles_of(user: User, group_names: Collection[str]) -> list[Role]:
    """The roles of a user who is in these groups; a superuser is an admin whatever the groups."""
    if user.is_superuser:
        return [Role.ADMIN]
    return [role for role, group in GROUP_NAMES.items() if group in group_names]


def give_role(user: User, role: Role) -> None:
    """Puts a user into the group of the role, and of no other."""
    user.groups.remove(*Group.objects.filter(name__in=GROUP_NAMES.values()))
    user.groups.add(Group.objects.get(name=role.group_name))
