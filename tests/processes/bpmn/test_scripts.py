"""Scripts in other languages than FEEL: what a diagram says, and the job that becomes of it."""

from textwrap import indent

import pytest

from processes.bpmn import ScriptLanguages, check_diagram, load_diagram, read_diagram
from processes.bpmn.scripts import language_of
from tests.support.diagrams import process

CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("python", "python"),
        (" Python ", "python"),
        ("text/x-python", "python"),
        ("text/python; charset=utf-8", "python"),
        ("application/python", "python"),
        ("application/x-python3", "python"),
        ("python3.11", "python"),
        ("jython", "python"),
        ("text/javascript", "javascript"),
        ("application/ecmascript", "javascript"),
        ("JS", "javascript"),
        ("groovy", "groovy"),
        ("pythonesque", "pythonesque"),
    ],
)
def test_a_language_has_many_spellings(written, language):
    assert language_of(written) == language


def scripted(script: str = "a + b", language: str = "python"):
    return process("p").foreign_script_task("it", language, script).end()


def job_of(diagram):
    (model,) = read_diagram(diagram.xml()).processes
    return model.elements["it"].job


def test_a_script_is_a_job_that_carries_it():
    diagram = scripted("\na = 1\n")
    diagram.element("it").set(f"{CAMUNDA}resultVariable", "sum")
    job = job_of(diagram)
    assert job.type.evaluate({}) == "script:python"
    assert job.headers == {"language": "python", "script": "a = 1", "resultVariable": "sum"}


def test_a_script_loses_the_margin_that_it_has_in_the_file_and_no_other():
    script = "if a:\n    b = 1\nelse:\n    b = 2"
    assert job_of(scripted(f"\n{script}\n  ")).headers["script"] == script
    assert job_of(scripted("\n" + indent(script, "      ") + "\n    ")).headers["script"] == script


def test_both_dialects_name_the_result_variable():
    diagram = process("p").foreign_script_task("it", "python", "1", result="one").end()
    assert job_of(diagram).headers["resultVariable"] == "one"


def test_a_job_type_goes_before_the_language():
    diagram = scripted(language="cobol").at("it").extension("taskDefinition", type="mainframe")
    job = job_of(diagram)
    assert job.type.evaluate({}) == "mainframe"
    assert "script" not in job.headers


def test_the_host_says_which_languages_it_runs():
    languages = ScriptLanguages(
        are_run=lambda language: language == "cobol",
        fault=lambda language, script: "line 1: no division" if "DIVISION" not in script else None,
    )
    good, bad = scripted("DIVISION", "COBOL").xml(), scripted("nothing", "text/x-cobol").xml()
    assert check_diagram(good, languages=languages) == []
    (problem,) = check_diagram(bad, languages=languages)
    assert (problem.code, problem.element_id) == ("bad-script", "it")
    assert "cannot be run as cobol: line 1: no division" in problem.message
    (problem,) = check_diagram(scripted().xml(), languages=languages)
    assert problem.code == "unsupported-language"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("x = = 1", "line 1: invalid syntax"),
        ("a = 1\n  b = 2", "line 2: unexpected indent"),
        ("(" * 1000 + ")" * 1000, "too many nested parentheses"),
    ],
)
def test_a_fault_of_syntax_is_told_with_its_line(script, told):
    diagram = scripted(script)
    (problem,) = check_diagram(diagram.xml())
    assert problem.code == "bad-script"
    assert told in problem.message


def test_what_was_deployed_is_loaded_though_its_language_is_gone():
    (model,) = load_diagram(scripted(language="cobol").xml()).processes
    assert model.elements["it"].job.type.evaluate({}) == "script:cobol"


def test_a_script_task_without_a_script_says_so():
    (problem,) = check_diagram(scripted("  ").xml())
    assert problem.code == "no-implementation"
