"""Decisions on the database: versions, who means which, and the record of each answer."""

import json

import pytest

from processes import services
from processes.models import DecisionDefinition, DecisionEvaluation, Incident, ProcessInstance, Variable
from tests.processes.dmn.modeling import (
    business_knowledge,
    decision,
    imported,
    input_data,
    model,
    table,
)
from tests.support.deploying import start
from tests.support.diagrams import process

pytestmark = pytest.mark.django_db


def rates(percent: int) -> bytes:
    return model(input_data("amount"), decision("rate", f"amount * {percent}", needs="amount"))


def pricing(
    process_id: str = "pricing", *, binding: str | None = None, version_tag: str | None = None
) -> bytes:
    diagram = process(process_id).business_rule_task(
        "ask", "rate", result="price", binding=binding, version_tag=version_tag
    )
    return diagram.end().xml()


def tagged(content: bytes, tag: str, *, dialect: str = "zeebe") -> bytes:
    """The model, its decision with a version tag as one of Camunda's modelers writes it."""
    text = content.decode()
    if dialect == "camunda":
        written = f"<decision xmlns:camunda='http://camunda.org/schema/1.0/dmn' camunda:versionTag='{tag}' "
        return text.replace("<decision ", written).encode()
    extension = (
        "<extensionElements><zeebe:versionTag xmlns:zeebe='http://camunda.org/schema/zeebe/1.0' "
        f"value='{tag}'/></extensionElements>"
    )
    opened = text.index(">", text.index("<decision ")) + 1
    return (text[:opened] + extension + text[opened:]).encode()


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


@pytest.mark.parametrize("dialect", ["zeebe", "camunda"])
def test_a_process_bound_to_a_version_tag_asks_the_latest_version_that_bears_it(dialect):
    tags = [(2, "v1"), (3, "v1"), (4, "v2")]
    for percent, tag in tags:
        deploy(rates_dmn=tagged(rates(percent), tag, dialect=dialect))
    deploy(pricing_bpmn=pricing(binding="versionTag", version_tag="v1"))
    assert price(start("pricing", amount=10)) == 30
    assert list(DecisionDefinition.objects.order_by("version").values_list("version_tag", flat=True)) == [
        tag for _, tag in tags
    ]


def test_a_version_tag_that_no_version_bears_is_an_incident():
    deploy(rates_dmn=tagged(rates(2), "v1"), pricing_bpmn=pricing(binding="versionTag", version_tag="v9"))
    start("pricing", amount=10)
    assert "it is not deployed" in Incident.objects.get().message


def library(percent: int) -> bytes:
    """A model without decisions, for others to import."""
    return model(business_knowledge("share", "amount", f"amount * {percent} / 100"), namespace="urn:library")


def importing(extra: str = "") -> bytes:
    return model(
        imported("lib", "urn:library"),
        input_data("amount"),
        decision("rate", f"lib.share(amount){extra}", needs="amount", knows="urn:library#share"),
    )


def test_a_model_imports_one_of_the_same_deployment_whatever_their_order():
    deploy(a_dmn=importing(), b_dmn=library(20), pricing_bpmn=pricing())
    assert price(start("pricing", amount=10)) == 2


def test_a_model_keeps_to_what_it_imported_until_it_is_deployed_again():
    deploy(library_dmn=library(20))
    deploy(rates_dmn=importing(), pricing_bpmn=pricing())
    deploy(library_dmn=library(50))
    assert price(start("pricing", amount=10)) == 2
    deploy(rates_dmn=importing())
    assert price(start("pricing", amount=10)) == 5
    deploy(rates_dmn=importing())
    assert DecisionDefinition.objects.count() == 2


def test_an_import_that_is_nowhere_is_a_problem_of_the_deployment():
    with pytest.raises(services.DeploymentRejected) as rejected:
        deploy(rates_dmn=importing())
    (problem,) = rejected.value.problems
    assert (problem.code, problem.resource) == ("missing-import", "rates.dmn")
    assert "'urn:library'" in problem.message


def test_an_import_that_two_files_could_be_is_a_problem():
    with pytest.raises(services.DeploymentRejected) as rejected:
        deploy(rates_dmn=importing(), a_dmn=library(1), b_dmn=library(2))
    assert [problem.code for problem in rejected.value.problems] == ["ambiguous-import"]


def test_models_of_one_namespace_live_side_by_side():
    """As modelers write them, with the same namespace for all."""
    deploy(rates_dmn=rates(2), other_dmn=model(decision("other", "1")), pricing_bpmn=pricing())
    deploy(rates_dmn=rates(2), other_dmn=model(decision("other", "1")))
    assert price(start("pricing", amount=10)) == 20
    assert DecisionDefinition.objects.count() == 2


def test_rules_that_break_their_hit_policy_are_an_incident_that_names_them():
    logic = table("UNIQUE", ["amount"], [""], [["> 1", "10"], ["> 5", "20"], ["< 0", "30"]])
    deploy(
        rates_dmn=model(input_data("amount"), decision("rate", logic, needs="amount")),
        pricing_bpmn=pricing(),
    )
    assert price(start("pricing", amount=3)) == 10
    start("pricing", amount=8)
    incident = Incident.objects.get()
    assert (incident.element_id, incident.error_type) == ("ask", "DECISION_ERROR")
    assert "rules 1, 2 do, for amount = 8" in incident.message
    assert "'rate'" in incident.message
