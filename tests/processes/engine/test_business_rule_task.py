"""Business rule tasks: what of a decision's answer a process keeps, in the dialects of Camunda 8 and 7."""

import pytest

from processes.engine import events as e
from tests.processes.dmn.modeling import decision, imported, input_data, literal, model, table
from tests.support.diagrams import DiagramBuilder, process

CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"

#: one rule matches 1, two match 6, none matches 0
ONE = table("COLLECT", ["n"], ["level"], [["> 0", '"some"'], ["> 5", '"many"']])
SEVERAL = table("COLLECT", ["n"], ["level", "fee"], [["> 0", '"some"', "1"], ["> 5", '"many"', "2"]])


def asking(decision_id: str, mapping: str | None = None) -> DiagramBuilder:
    """As Camunda 7's modeler draws it."""
    diagram = process("p").business_rule_task("ask").end()
    task = diagram.element("ask")
    for extension in list(task.iter("{http://www.omg.org/spec/BPMN/20100524/MODEL}extensionElements")):
        task.remove(extension)
    task.set(f"{CAMUNDA}decisionRef", decision_id)
    task.set(f"{CAMUNDA}resultVariable", "answer")
    if mapping:
        task.set(f"{CAMUNDA}mapDecisionResult", mapping)
    return diagram


def decisions() -> bytes:
    return model(
        input_data("n"),
        decision("one", ONE, needs="n"),
        decision("several", SEVERAL, needs="n"),
        decision("double", literal("n * 2"), needs="n"),
    )


@pytest.mark.parametrize(
    ("decision_id", "mapping", "n", "answer"),
    [
        ("one", "singleEntry", 1, "some"),
        ("one", "singleEntry", 0, None),
        ("one", "singleResult", 1, {"level": "some"}),
        ("several", "singleResult", 1, {"level": "some", "fee": 1}),
        ("several", "singleResult", 0, None),
        ("one", "collectEntries", 6, ["some", "many"]),
        ("one", "collectEntries", 0, []),
        ("one", "resultList", 1, [{"level": "some"}]),
        ("one", None, 6, [{"level": "some"}, {"level": "many"}]),
        ("several", None, 6, [{"level": "some", "fee": 1}, {"level": "many", "fee": 2}]),
        ("double", "singleEntry", 4, 8),
        ("double", "singleResult", 4, {"double": 8}),
    ],
)
def test_camunda_7_says_what_of_the_results_is_kept(engine, decision_id, mapping, n, answer):
    engine.deploy(asking(decision_id, mapping), decisions())
    engine.start(variables={"n": n})
    assert engine.variables["answer"] == answer
    assert engine.state == "COMPLETED"


@pytest.mark.parametrize(
    ("decision_id", "mapping", "told"),
    [
        ("one", "singleEntry", "it gave 2 results where one was expected"),
        ("several", "singleResult", "it gave 2 results where one was expected"),
        ("several", "collectEntries", "it gave the outputs level, fee where one was expected"),
    ],
)
def test_an_answer_that_does_not_fit_its_mapping_is_an_incident(engine, decision_id, mapping, told):
    engine.deploy(asking(decision_id, mapping), decisions())
    engine.start(variables={"n": 6})
    (incident,) = engine.open_incidents()
    assert (incident.element_id, incident.error_type) == ("ask", "DECISION_ERROR")
    assert told in incident.message


@pytest.mark.parametrize(
    ("binding", "answer"),
    [
        ({}, 30),
        ({"Binding": "latest"}, 30),
        ({"Binding": "deployment"}, 10),
        ({"Binding": "version", "Version": "2"}, 20),
        ({"Binding": "version", "Version": "${wanted}"}, 20),
        ({"Binding": "versionTag", "VersionTag": "t1"}, 10),
    ],
)
def test_camunda_7_says_which_version_is_meant(engine, binding, answer):
    diagram = asking("rate", "singleEntry")
    for name, value in binding.items():
        diagram.element("ask").set(f"{CAMUNDA}decisionRef{name}", value)
    versions = [
        model(decision("rate", str(rate))).replace(
            b"<decision ",
            f"<decision xmlns:c='http://camunda.org/schema/1.0/dmn' c:versionTag='t{rate // 10}' ".encode(),
        )
        for rate in (10, 20, 30)
    ]
    engine.deploy(diagram, versions[0])
    engine.deploy(versions[1])
    engine.deploy(versions[2])
    engine.start(variables={"wanted": 2})
    assert engine.variables["answer"] == answer


def test_camunda_8_takes_the_answer_as_it_is(engine):
    engine.deploy(process("p").business_rule_task("ask", "one", result="answer").end(), decisions())
    engine.start(variables={"n": 6})
    assert engine.variables["answer"] == ["some", "many"]


def test_a_job_worker_may_decide_instead(engine):
    engine.deploy(process("p").business_rule_task("ask").end())
    engine.start()
    assert engine.jobs == ["ask"]
    engine.complete_job("ask", {"answer": 1})
    assert engine.variables["answer"] == 1


def test_a_version_tag_and_an_import_are_found_in_memory_as_on_the_database(engine):
    library = model(decision("base", "10"), namespace="urn:base")
    first, second = (
        model(
            imported("basis", "urn:base"),
            decision("rate", f"basis.base + {extra}", needs="urn:base#base"),
        ).replace(
            b"<decision ",
            b"<decision xmlns:c='http://camunda.org/schema/1.0/dmn' c:versionTag='" + tag + b"' ",
        )
        for extra, tag in ((1, b"v1"), (2, b"v2"))
    )
    bound = process("p").business_rule_task(
        "ask", "rate", result="answer", binding="versionTag", version_tag="v1"
    )
    engine.deploy(bound.end(), first, library)
    engine.deploy(second)
    engine.start()
    assert engine.variables["answer"] == 11


def test_what_was_decided_on_the_way_is_recorded_by_the_names_that_people_gave(engine):
    named = decisions().replace(b'name="one"', b'name="How many?"', 1)
    engine.deploy(process("p").business_rule_task("ask", "one", result="answer").end(), named)
    engine.start(variables={"n": 1})
    (evaluated,) = (event for event in engine.events if isinstance(event, e.DecisionEvaluated))
    assert evaluated.evaluation["decisions"][0]["name"] == "How many?"
