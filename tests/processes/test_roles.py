"""The roles that the migrations make, and the tables they are made for."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from processes.roles import GROUP_NAMES, Role, give_role, roles_of
from tests.support.people import person

pytestmark = pytest.mark.django_db


def rights_of(role):
    return set(person(role.value, role).get_all_permissions())


def test_each_role_may_do_what_the_one_below_it_may_and_more():
    business_user, operator, admin = map(rights_of, Role)
    assert business_user == {"processes.start_instance", "tasklist.work_on_tasks"}
    assert operator - business_user == {
        "processes.view_instances",
        "processes.operate_instances",
        "tasklist.see_all_tasks",
        "tasklist.assign_tasks",
    }
    assert admin - operator == {"processes.deploy"}
    assert business_user < operator < admin


def test_a_person_has_one_role_and_any_number_of_teams():
    ada = person("ada", Role.OPERATOR, groups=("sales",))
    give_role(ada, Role.BUSINESS_USER)
    names = set(ada.groups.values_list("name", flat=True))
    assert names == {"business users", "sales"}
    assert roles_of(ada, names) == [Role.BUSINESS_USER]


def test_every_role_has_its_group():
    assert set(GROUP_NAMES) == set(Role)
    assert Group.objects.filter(name__in=GROUP_NAMES.values()).count() == len(Role)


def test_the_migrations_make_the_tables_that_the_models_describe():
    call_command("makemigrations", "processes", "tasklist", "monitoring", check=True, dry_run=True)
