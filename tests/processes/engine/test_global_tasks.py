"""Global tasks: tasks that stand outside of processes and are called (BPMN 10.3.3 and 10.3.6)."""

import pytest

from processes import services
from processes.bpmn import Severity, check_diagram
from processes.engine import events as e
from processes.engine.state import UserTask
from processes.models import ProcessDefinition
from tests.processes.bpmn.diagrams import definitions
from tests.processes.engine.data_diagrams import in_order, specified
from tests.support.diagrams import process


def calling(*roots):
    """start → call → end, and these global tasks beside it."""
    return in_order('<bpmn:callActivity id="call" calledElement="shared"/>', roots="".join(roots))


def scripted(expression, result, *, inside=""):
    extension = f'<zeebe:script expression="={expression}" resultVariable="{result}"/>'
    extensions = f"<bpmn:extensionElements>{extension}</bpmn:extensionElements>"
    return f'<bpmn:globalScriptTask id="shared" name="Double">{extensions}{inside}</bpmn:globalScriptTask>'


def run(engine, *diagrams, variables=None):
    engine.deploy(*diagrams)
    engine.start("p", variables or {})


@pytest.mark.parametrize("tag", ["globalTask", "globalManualTask"])
def test_a_global_task_that_nobody_does_passes_the_token_on(engine, tag):
    run(engine, calling(f'<bpmn:{tag} id="shared"/>'))
    assert engine.state == "COMPLETED"
    assert engine.path == ["start", "call", "end"]


def test_a_global_script_task_computes_with_what_the_caller_has(engine):
    run(engine, calling(scripted("x * 2", "y")), variables={"x": 4})
    assert engine.variables == {"x": 4, "y": 8}


@pytest.mark.parametrize("language", ["", 'scriptLanguage="feel"'])
def test_a_script_can_stand_in_the_global_task_itself(engine, language):
    content = f'<bpmn:globalScriptTask id="shared" {language}><bpmn:script>x + 1</bpmn:script>'
    run(engine, calling(f"{content}</bpmn:globalScriptTask>"), variables={"x": 4})
    assert engine.state == "COMPLETED"


def test_a_global_user_task_is_work_for_people(engine):
    task = (
        '<bpmn:globalUserTask id="shared" name="Check it"><bpmn:extensionElements>'
        '<zeebe:assignmentDefinition assignee="=boss"/></bpmn:extensionElements></bpmn:globalUserTask>'
    )
    run(engine, calling(task), variables={"boss": "ada"})
    engine.look_at("shared")
    (created,) = (event for event in engine.events if isinstance(event, e.UserTaskCreated))
    assert (created.name, created.assignee) == ("Check it", "ada")
    engine.complete_task(variables={"ok": True})
    engine.look_at("p")
    assert engine.state == "COMPLETED"
    assert engine.variables["ok"] is True


def test_a_global_business_rule_task_can_be_a_job(engine):
    task = (
        '<bpmn:globalBusinessRuleTask id="shared"><bpmn:extensionElements><zeebe:taskDefinition type="rate"/>'
        "</bpmn:extensionElements></bpmn:globalBusinessRuleTask>"
    )
    run(engine, calling(task))
    engine.look_at("shared")
    engine.complete_job(variables={"rate": 3})
    engine.look_at("p")
    assert engine.variables == {"rate": 3}


def test_the_data_of_a_global_task_are_filled_by_its_caller(engine):
    run(
        engine,
        calling(scripted("x * 2", "y", inside=specified(inputs=("x",), outputs=("y",)))),
        variables={"x": 4},
    )
    assert engine.variables["y"] == 8


def test_a_global_task_may_stand_in_a_file_of_its_own(engine):
    run(engine, calling(), definitions(scripted("x * 2", "y")), variables={"x": 4})
    assert engine.variables["y"] == 8


def test_a_global_task_that_says_not_what_to_do_is_no_fault_unless_somebody_calls_it(engine):
    (problem,) = check_diagram(calling('<bpmn:globalBusinessRuleTask id="shared"/>'))
    assert (problem.code, problem.severity) == ("no-implementation", Severity.WARNING)
    run(engine, calling('<bpmn:globalBusinessRuleTask id="shared"/>'))
    (incident,) = engine.open_incidents()
    assert incident.error_type == "CALLED_PROCESS_ERROR"


def test_a_global_task_makes_no_process_executable_that_is_not():
    content = definitions('<bpmn:globalTask id="shared"/><bpmn:process id="p" isExecutable="false"/>')
    assert [problem.code for problem in check_diagram(content)] == ["no-executable-process"]


@pytest.mark.django_db
def test_a_global_task_has_versions_as_a_process_has():
    for expression in ("x * 2", "x * 3"):
        services.deploy(resources={"shared.bpmn": definitions(scripted(expression, "y"))})
    found = ProcessDefinition.objects.filter(process_id="shared").order_by("version")
    assert [(each.version, each.name) for each in found] == [(1, "Double"), (2, "Double")]


# --- processes without start events


def test_a_process_without_start_event_begins_with_all_that_no_flow_leads_to(engine):
    tasks = '<bpmn:userTask id="a"/><bpmn:userTask id="b"/><bpmn:userTask id="c"/>'
    flow = '<bpmn:sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
    content = definitions(f'<bpmn:process id="p" isExecutable="true">{tasks}{flow}</bpmn:process>')
    run(engine, content, variables={"x": 1})
    assert {element_id for _, element_id, _ in engine.waits(UserTask)} == {"a", "c"}
    assert engine.variables == {"x": 1}
    engine.complete_task("a")
    engine.complete_task("b")
    assert engine.state == "ACTIVE"
    engine.complete_task("c")
    assert engine.state == "COMPLETED"


def test_a_process_without_start_event_can_be_called(engine):
    content = definitions('<bpmn:process id="shared" isExecutable="true"><bpmn:task id="t"/></bpmn:process>')
    run(engine, calling(), content)
    assert engine.state == "COMPLETED"


def test_a_process_in_which_everything_waits_for_something_else_cannot_begin():
    ring = (
        '<bpmn:task id="a"/><bpmn:task id="b"/><bpmn:sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
        '<bpmn:sequenceFlow id="g" sourceRef="b" targetRef="a"/>'
    )
    content = definitions(f'<bpmn:process id="p" isExecutable="true">{ring}</bpmn:process>')
    assert "no-start-event" in [problem.code for problem in check_diagram(content)]


def test_event_subprocesses_and_handlers_do_not_begin_a_process(engine):
    handler = (
        '<bpmn:task id="work"/><bpmn:boundaryEvent id="b" attachedToRef="work">'
        '<bpmn:compensateEventDefinition id="d"/></bpmn:boundaryEvent>'
        '<bpmn:task id="undo" isForCompensation="true"/>'
        '<bpmn:association id="a" sourceRef="b" targetRef="undo" associationDirection="One"/>'
    )
    content = definitions(f'<bpmn:process id="p" isExecutable="true">{handler}</bpmn:process>')
    run(engine, content)
    assert engine.path == ["work"]


def test_a_process_that_several_events_start_is_started_by_each(engine):
    engine.deploy(process("p").start_message("s", "a").also_signal("b").user_task("t").end())
    engine.publish_message("a")
    engine.broadcast_signal("b")
    assert len(engine.instances()) == 2
