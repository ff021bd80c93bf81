"""What pages ask costs the same after a million instances as after ten: how the database goes about it says
so with a handful.
"""

import pytest

from processes.roles import Role
from tests.support.deploying import deploy
from tests.support.diagrams import process
from tests.support.people import browser_of, person
from tests.support.plans import heard, plan, sorts

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga():
    return browser_of(person("olga", Role.OPERATOR))


def test_counting_what_runs_reads_no_instances(olga):
    deploy(process("review").start().user_task("check").end())
    with heard() as asked:
        (definition,) = olga.get("/api/process-definitions/").json()["items"]
    assert definition["active_instances"] == 0
    assert asked.about("processes_processdefinition")
    assert not asked.about("processes_processinstance")


@pytest.mark.parametrize("asked_for", ["", "?state=OPEN"])
def test_incidents_are_found_in_order(olga, asked_for):
    with heard() as asked:
        assert olga.get(f"/api/incidents/{asked_for}").status_code == 200
    (statement,) = asked.about("processes_incident")
    assert not sorts(plan(*statement))


@pytest.mark.parametrize(
    "asked_for", ["", "?state=ACTIVE", "?process_definition_key=7&state=ACTIVE", "?process_id=review"]
)
def test_instances_are_found_in_order(olga, asked_for):
    with heard() as asked:
        assert olga.get(f"/api/process-instances/{asked_for}").status_code == 200
    (statement,) = asked.about("processes_processinstance")
    assert not sorts(plan(*statement))


def test_the_instances_of_a_person_are_found_in_order_whatever_work_they_have_had():
    ada = browser_of(person("ada", groups=("sales",)))
    with heard() as asked:
        assert ada.get("/api/process-instances/").status_code == 200
    (statement,) = asked.about("processes_processinstance")
    told = plan(*statement)
    assert not sorts(told)
    assert "task_by_instance" in told, "tasks are looked up by instance, not put together for all"
