"""Decisions on the database: versions, who means which, and the record of each answer."""

import json

import pytest

from processes import services
from processes.models import DecisionDefinition, DecisionEvaluation, Incident, ProcessInstance, Variable
from tests.processes.dmn.modeling import decision, input_data, model
from tests.support.deploying import start
from tests.support.diagrams import process

pytestmark = pytest.mark.django_db


def rates(percent: int) -> bytes:
    return model(input_data("amount"), decision("rate", f"amount * {percent}", needs="amount"))


def pricing(process_id: str = "pricing", *, binding: str | None = None) -> bytes:
    return process(process_id).business_rule_task("ask", "rate", result="price", binding=binding).end().xml()


def deploy(**resources: bytes) -> None:
    services.deploy(resources={name.replace("_", "."): content for name, content in resources.items()})


def price(instance: ProcessInstance) -> int:
    return json.loads(Variable.objects.get(scope_key=instance.key, name="price").value)


def test_the_latest_version_answers_unless_a_process_is_bound_to_what_it_was_deployed_with():
    deploy(pricing_bpmn=pricing(), bound_bpmn=pricing("bound", binding="deployment"), rates_dmn=rates(2))
    assert (price(start("pricing", amount=10)), price(start("bound", amount=10))) == (20, 20)
    deploy(rates_dmn=rates(3))
    assert (price(start("pricing", amount=10)), price(start("bound", amount=10))) == (30, 20)


def test_what_is_deployed_again_unchanged_is_no_new_version():
    for percent in (2, 2, 3):
        deploy(rates_dmn=rates(percent))
    versions = DecisionDefinition.objects.order_by("version")
    assert [(each.version, each.is_latest) for each in versions] == [(1, False), (2, True)]


def test_each_answer_is_recorded_with_how_it_came_about():
    deploy(pricing_bpmn=pricing(), rates_dmn=rates(2))
    instance = start("pricing", amount=10)
    row = DecisionEvaluation.objects.get()
    assert (row.process_instance_key, row.element_id, row.decision_id) == (instance.key, "ask", "rate")
    assert row.decision_key == DecisionDefinition.objects.get().key
    evaluation = json.loads(row.evaluation)
    assert evaluation["output"] == 20


def test_a_decision_that_is_not_deployed_is_an_incident_until_it_is():
    deploy(pricing_bpmn=pricing())
    instance = start("pricing", amount=10)
    incident = Incident.objects.get()
    assert incident.error_type == "DECISION_ERROR"
    assert "'rate', but it is not deployed" in incident.message
    deploy(rates_dmn=rates(5))
    services.resolve_incident(incident_key=incident.key)
    assert price(instance) == 50
    assert DecisionEvaluation.objects.count() == 1


def test_a_decision_model_with_errors_is_not_deployed():
    with pytest.raises(services.DeploymentRejected):
        deploy(rates_dmn=model(decision("rate", "1 +")))
    assert not DecisionDefinition.objects.exists()
