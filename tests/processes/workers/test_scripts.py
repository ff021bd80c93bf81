"""Script tasks as jobs: from the diagram to the sandbox and back."""

import pytest

from processes import services
from processes.models import ElementInstance, Incident, InstanceState, Job, ProcessInstance, Variable
from processes.runtime.definitions import DeploymentRejected
from processes.workers import ActivatedJob, script_handler, work
from tests.support.deploying import deploy, start
from tests.support.diagrams import DiagramBuilder, process

pytestmark = pytest.mark.django_db


@script_handler("text/x-shouting")
def shouting(script: str, job: ActivatedJob) -> str:
    return script.upper() + job.variables["sign"]


def scripted(script: str, *, language: str = "python", result: str | None = None) -> DiagramBuilder:
    return process("p").start().foreign_script_task("compute", language, script, result=result).end()


def variables(instance: ProcessInstance) -> dict[str, str]:
    return dict(Variable.objects.filter(scope_key=instance.key).values_list("name", "value"))


def state(instance: ProcessInstance) -> str:
    return ProcessInstance.objects.get(key=instance.key).state


@pytest.mark.parametrize("language", ["python", "Python", "text/x-python", "application/python", "python3"])
def test_a_python_script_runs_in_a_worker(language):
    deploy(scripted("sum(prices)", language=language, result="total"))
    instance = start("p", prices=[1, 2.5])
    assert state(instance) == InstanceState.ACTIVE
    assert work.until_nothing_is_free() == 1
    assert state(instance) == InstanceState.COMPLETED
    assert variables(instance)["total"] == "3.5"


def test_what_a_script_assigns_without_a_result_variable_is_seen_by_who_comes_next():
    diagram = (
        process("p")
        .start()
        .foreign_script_task("compute", "python", "approved = amount < 100\nlevel = len(str(amount))")
        .exclusive("ok")
        .when("approved and level = 2")
        .end("yes")
        .at("ok")
        .otherwise()
        .end("no")
    )
    deploy(diagram)
    instance = start("p", amount=50)
    work.until_nothing_is_free()
    ends = ElementInstance.objects.filter(process_instance_key=instance.key, element_id__in=["yes", "no"])
    assert [end.element_id for end in ends] == ["yes"]


def test_a_modelled_error_of_a_script_is_caught_at_its_boundary():
    diagram = (
        process("p")
        .start()
        .foreign_script_task("check", "python", "raise BpmnError('TOO_MUCH', 'more than allowed')")
        .end("fine")
        .at("check")
        .boundary_error("caught", "TOO_MUCH")
        .end("refused")
    )
    deploy(diagram)
    instance = start("p")
    work.until_nothing_is_free()
    assert state(instance) == InstanceState.COMPLETED
    assert ElementInstance.objects.filter(process_instance_key=instance.key, element_id="refused").exists()


def test_a_script_that_fails_is_tried_again_and_then_an_incident_that_names_the_line():
    deploy(scripted("total = 1\nshare = total / parts"))
    instance = start("p", parts=0)
    for left in (2, 1, 0):
        Job.objects.update(available_at="2020-01-01T00:00:00Z")
        work.until_nothing_is_free()
        assert Job.objects.get().retries == left
    incident = Incident.objects.get()
    assert "Line 2 of the script (share = total / parts): ZeroDivisionError" in incident.message
    services.set_variables(process_instance_key=instance.key, variables={"parts": 4}, set_by="olga")
    services.resolve_incident(incident_key=incident.key, resolved_by="olga")
    work.until_nothing_is_free()
    assert variables(instance)["share"] == "0.25"


def test_the_limits_are_those_of_the_installation(settings):
    settings.SCRIPT_SECONDS, settings.SCRIPT_MEGABYTES = 1, 16
    deploy(scripted("while True: pass"))
    start("p")
    work.until_nothing_is_free()
    assert "more than 1 seconds" in Job.objects.get().error_message


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("total = 1\ntotal = = 2", "line 2"),
        ("class Order(dict):\n    pass", "line 1: the sandbox does not yet support class inheritance"),
    ],
)
def test_a_script_that_could_never_run_is_refused_with_its_line(script, told):
    with pytest.raises(DeploymentRejected) as rejected:
        deploy(scripted(script))
    (problem,) = rejected.value.problems
    assert (problem.code, problem.element_id) == ("bad-script", "compute")
    assert told in problem.message


def test_a_language_that_nobody_runs_is_refused_by_name():
    with pytest.raises(DeploymentRejected) as rejected:
        deploy(scripted("1", language="text/groovy"))
    (problem,) = rejected.value.problems
    assert (problem.code, problem.element_id) == ("unsupported-language", "compute")
    assert "'text/groovy'" in problem.message
    assert '@script_handler("groovy")' in problem.message


def test_a_handler_for_a_language_runs_its_scripts():
    deploy(scripted("hello", language="shouting", result="heard"))
    instance = start("p", sign="!")
    work.until_nothing_is_free()
    assert variables(instance)["heard"] == '"HELLO!"'
