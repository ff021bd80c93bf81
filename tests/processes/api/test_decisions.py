"""Decisions over HTTP: what is deployed, and how each answer came about."""

import pytest

from processes import services
from processes.roles import Role
from tests.processes.dmn.modeling import decision, input_data, model, table
from tests.support.deploying import start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db

RISK = table("UNIQUE", ["amount"], [""], [["< 100", '"low"'], [">= 100", '"high"']])
ROUTE = table(
    "COLLECT",
    ["risk", "amount"],
    [""],
    [['"high"', "-", '"manager"'], ["-", "> 500", '"board"'], ['"low"', "-", '"nobody"']],
)


def decisions() -> bytes:
    return model(
        input_data("amount"),
        decision("risk", RISK.replace("'table'", "'risk_table'"), needs="amount"),
        decision("route", ROUTE, needs="risk, amount"),
        name="Routing",
    )


@pytest.fixture
def olga():
    return browser_of(person("olga", Role.OPERATOR))


@pytest.fixture(autouse=True)
def _deployed():
    asking = process("ask").start().business_rule_task("choose", "route", result="to")
    asking.user_task("see", candidate_groups="board").end()
    services.deploy(resources={"ask.bpmn": asking.xml(), "routing.dmn": decisions()}, deployed_by="ada")


def test_each_decision_has_its_versions(olga):
    services.deploy(resources={"routing.dmn": decisions().replace(b"&lt; 100", b"&lt; 99")})
    items = olga.get("/api/decision-definitions/").json()["items"]
    assert [(each["decision_id"], each["version"], each["is_latest"]) for each in items] == [
        ("risk", 2, True),
        ("risk", 1, False),
        ("route", 2, True),
        ("route", 1, False),
    ]
    assert items[-1]["decision_requirements_name"] == "Routing"
    assert items[-1]["deployed_by"] == "ada"
    latest = olga.get("/api/decision-definitions/?latest=true&decision_id=route").json()["items"]
    assert [each["key"] for each in latest] == [items[2]["key"]]


def test_a_decision_shows_its_tables_and_its_file(olga):
    (first, _) = olga.get("/api/decision-definitions/").json()["items"]
    shown = olga.get(f"/api/decision-definitions/{first['key']}/").json()
    risk, route = sorted(shown["tables"], key=lambda each: len(each["inputs"]))
    assert (risk["hit_policy"], risk["hit_policy_name"]) == ("U", "unique")
    assert [rule["inputs"] for rule in risk["rules"]] == [["< 100"], [">= 100"]]
    assert [rule["outputs"] for rule in route["rules"]] == [['"manager"'], ['"board"'], ['"nobody"']]
    file = olga.get(f"/api/decision-definitions/{first['key']}/xml/")
    assert file.content == decisions()
    assert olga.get("/api/decision-definitions/4711/").status_code == 404


def test_an_answer_tells_its_inputs_and_the_rules_that_matched(olga):
    instance = start("ask", amount=700)
    (found,) = olga.get(f"/api/decision-evaluations/?process_instance_key={instance.key}").json()["items"]
    assert (found["element_id"], found["decision_id"], found["decision_version"]) == ("choose", "route", 1)
    assert found["result"] == ["manager", "board"]

    shown = olga.get(f"/api/decision-evaluations/{found['key']}/").json()
    route, risk = shown["decisions"]
    assert route["inputs"] == [{"name": "risk", "value": "high"}, {"name": "amount", "value": 700}]
    (filled,) = route["tables"]
    assert [(each["label"], each["value"]) for each in filled["inputs"]] == [
        ("risk", "high"),
        ("amount", 700),
    ]
    assert [(rule["number"], rule["is_matched"], rule["result"]) for rule in filled["rules"]] == [
        (1, True, "manager"),
        (2, True, "board"),
        (3, False, None),
    ]
    assert risk["result"] == "high"
    assert [rule["is_matched"] for rule in risk["tables"][0]["rules"]] == [False, True]


def test_an_old_answer_is_shown_with_the_table_of_its_time(olga):
    instance = start("ask", amount=7)
    services.deploy(resources={"routing.dmn": decisions().replace(b"&lt; 100", b"&lt; 5")})
    (found,) = olga.get(f"/api/decision-evaluations/?process_instance_key={instance.key}").json()["items"]
    shown = olga.get(f"/api/decision-evaluations/{found['key']}/").json()
    assert shown["decisions"][1]["tables"][0]["rules"][0]["inputs"] == ["< 100"]


def test_answers_are_found_by_visit_and_by_decision(olga):
    first, second = start("ask", amount=1), start("ask", amount=2)
    everything = olga.get("/api/decision-evaluations/").json()["items"]
    assert [each["process_instance_key"] for each in everything] == [str(second.key), str(first.key)]
    visit = everything[0]["element_instance_key"]
    (found,) = olga.get(f"/api/decision-evaluations/?element_instance_key={visit}").json()["items"]
    assert found["process_instance_key"] == str(second.key)
    assert olga.get("/api/decision-evaluations/?decision_id=nothing").json()["items"] == []


def test_a_business_user_sees_the_answers_in_instances_that_she_started_and_no_others(olga):
    bea = browser_of(person("bea", Role.BUSINESS_USER))
    services.start_instance(process_id="ask", variables={"amount": 1}, started_by="bea")
    start("ask", amount=2)
    (found,) = bea.get("/api/decision-evaluations/").json()["items"]
    assert bea.get(f"/api/decision-evaluations/{found['key']}/").status_code == 200
    other = olga.get("/api/decision-evaluations/").json()["items"][0]
    assert other["key"] != found["key"]
    assert bea.get(f"/api/decision-evaluations/{other['key']}/").status_code == 404
    assert bea.get("/api/decision-definitions/").status_code == 403
