"""A task that ends in one of several ways."""

import pytest

from processes import selectors as engine
from processes.forms import FormInvalid, outcomes_of_form
from processes.services import DeploymentRejected
from tasklist import services
from tasklist.models import UserTask
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.forms import field, form
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return person("ada", groups=("approvers",))


def button(label, **settings):
    return {"type": "button", "id": f"button_{label}", "label": label, **settings}


def outcome(value, label, **more):
    return button(label, properties={"outcome": value, **more})


DECISION = form(
    field("textfield", "reason", required=True),
    {
        "type": "group",
        "id": "buttons",
        "components": [outcome("approve", "Approve"), outcome("refuse", "Refuse")],
    },
    button("Clear", action="reset", properties={"outcome": "cleared"}),
    id="decision",
)


def diagram(form_id=None, **properties):
    drawn = process("review").start().user_task("approve", candidate_groups="approvers", form_id=form_id)
    if properties:
        drawn.properties(**properties)
    return drawn.end()


def task_of(diagram, user, *forms):
    deploy(diagram, forms=forms)
    key = UserTask.objects.get(process_instance_key=start("review").key).key
    return services.claim(user=user, user_task_key=key)


def variables_of(task):
    return engine.visible_variables(task.process_instance_key, task.process_instance_key)


def test_submit_buttons_of_the_form_are_outcomes(ada):
    task = task_of(diagram("decision"), ada, DECISION)
    shown = browser_of(ada).get(f"/api/user-tasks/{task.key}/form/").json()["outcomes"]
    assert shown == [
        {"value": "approve", "label": "Approve"},
        {"value": "refuse", "label": "Refuse"},
    ]
    services.complete(user=ada, user_task_key=task.key, variables={"reason": "late"}, outcome="refuse")
    assert variables_of(task) == {"reason": "late", "outcome": "refuse"}
    task.refresh_from_db()
    assert task.outcome == "refuse"
    told = browser_of(ada).get(f"/api/user-tasks/{task.key}/history/").json()["items"][0]
    assert (told["happening"], told["outcome"]) == ("completed", "refuse")


def test_a_form_whose_buttons_say_nothing_of_outcomes_has_none():
    assert outcomes_of_form(form(button("Send"), id="plain")) is None


def test_a_button_may_name_the_variable():
    named = form(
        outcome("a", "A"), outcome("b", "B", outcomeVariable="verdict"), outcome("a", "Again"), id="n"
    )
    found = outcomes_of_form(named)
    assert (found.variable, [choice.label for choice in found.choices]) == ("verdict", ["A", "B"])


def test_the_diagram_names_outcomes_and_goes_first(ada):
    drawn = diagram("decision", outcomes="yes = Go on; no", outcomeVariable="verdict")
    task = task_of(drawn, ada, DECISION)
    shown = browser_of(ada).get(f"/api/user-tasks/{task.key}/form/").json()["outcomes"]
    assert shown == [{"value": "yes", "label": "Go on"}, {"value": "no", "label": "no"}]
    services.complete(user=ada, user_task_key=task.key, variables={"reason": "x"}, outcome="no")
    assert variables_of(task) == {"reason": "x", "verdict": "no"}


@pytest.mark.parametrize(("chosen", "why"), [(None, "none was chosen"), ("maybe", "it was 'maybe'")])
def test_without_one_of_its_outcomes_a_task_is_not_completed(ada, chosen, why):
    task = task_of(diagram("decision"), ada, DECISION)
    with pytest.raises(FormInvalid, match=f"one of the outcomes approve, refuse, but {why}"):
        services.complete(user=ada, user_task_key=task.key, variables={"reason": "x"}, outcome=chosen)
    task.refresh_from_db()
    assert task.state == "CREATED"


def test_a_task_with_one_way_to_end_takes_no_outcome(ada):
    task = task_of(diagram(), ada)
    path = f"/api/user-tasks/{task.key}/completion/"
    refused = browser_of(ada).post(path, {"variables": {}, "outcome": "approve"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "outcome")
    assert browser_of(ada).post(path, {"variables": {}}).status_code == 200


def test_a_generated_form_does_not_ask_for_what_a_button_answers(ada):
    drawn = diagram(outcomes="yes; no")
    drawn.at("approve").output("=outcome", "approved")
    deploy(drawn)
    task = UserTask.objects.get(process_instance_key=start("review", amount=1).key)
    shown = browser_of(ada).get(f"/api/user-tasks/{task.key}/form/").json()
    assert [each for each in shown["form"]["components"] if "key" in each] == []


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ({"outcomes": " ; "}, "there is none"),
        ({"outcomes": "=Approve"}, "no value before its '='"),
        ({"outcomes": "a; b; a"}, "'a' is there twice"),
        ({"outcomes": "a; b", "outcomeVariable": "1x"}, "'1x' is no variable name"),
        ({"outcomes": "x" * 256}, "longer than 255"),
    ],
)
def test_outcomes_that_cannot_be_are_refused_when_deployed(properties, why):
    with pytest.raises(DeploymentRejected) as refused:
        deploy(diagram(**properties))
    (problem,) = refused.value.problems
    assert (problem.element_id, problem.code) == ("approve", "bad-value")
    assert why in problem.message


def test_properties_that_say_nothing_of_outcomes_are_for_other_tools(ada):
    task = task_of(diagram(color="red"), ada)
    services.complete(user=ada, user_task_key=task.key, variables={})
