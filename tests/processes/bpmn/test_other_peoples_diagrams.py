"""Diagrams that other people and tools drew: none may crash the reader, and what they say is understood.

The files are not part of this project; they stand beside it in `../shared/conformance`, if at all.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from processes.bpmn import Problem, Severity, check_diagram
from processes.bpmn.importing import import_diagram
from tests.conformance.imported import what_got_lost

CONFORMANCE = Path(__file__).parents[4] / "shared" / "conformance"

#: a control file may be refused for these: we do less than BPMN allows, and say so
NOT_RUN_HERE = {
    "unsupported-language",
    "no-executable-process",
    "no-implementation",
    "no-start-event",
}


def files_in(folder: str) -> list[Path]:
    path = CONFORMANCE / folder
    if not path.is_dir():
        pytest.skip(f"{path} is not there: other people's diagrams are not part of this project")
    return sorted(file for file in path.rglob("*") if file.suffix in (".bpmn", ".xml", ".bpmn2"))


def errors_in(file: Path) -> list[Problem]:
    found = check_diagram(file.read_bytes(), resource=file.name)
    return [problem for problem in found if problem.severity is Severity.ERROR]


def rules_broken_in(file: Path) -> set[str]:
    return {problem.code for problem in errors_in(file)} - NOT_RUN_HERE


@pytest.mark.parametrize("folder", ["miwg", "betsy", "betsy_constraints", "operaton"])
def test_no_file_crashes_the_reader(folder):
    for file in files_in(folder):
        for problem in check_diagram(file.read_bytes(), resource=file.name):
            assert problem.message.endswith((".", "?")), f"{file}: {problem.message}"
            assert problem.resource == file.name


def test_executable_references_of_camunda_modeler_want_nothing_but_what_does_not_run_yet():
    """Made with Camunda Modeler for Camunda 8: all in them is known, and each refusal names its element."""
    references = [file for file in files_in("miwg/models/Reference") if file.name.startswith(("C.8", "C.9"))]
    assert references
    for file in references:
        errors = errors_in(file)
        codes = {problem.code for problem in errors}
        assert codes <= {"unsupported-element", "unsupported-extension", "no-executable-process"}, file.name
        if "no-executable-process" not in codes:
            assert all(problem.element_id and problem.line for problem in errors)


def test_diagrams_that_break_a_rule_of_bpmn_are_refused():
    files_in("betsy_constraints")
    pack = json.loads((CONFORMANCE / "betsy_constraints" / "constraints.json").read_text())
    accepted = [
        case["id"]
        for case in pack["cases"]
        if case["tier"] == "reject" and not rules_broken_in(CONFORMANCE / "betsy_constraints" / case["file"])
    ]
    assert accepted == []


def test_diagrams_that_keep_the_rules_are_refused_only_for_what_does_not_run_here():
    files_in("betsy_constraints")
    pack = json.loads((CONFORMANCE / "betsy_constraints" / "controls.json").read_text())
    for case in pack["cases"]:
        assert rules_broken_in(CONFORMANCE / "betsy_constraints" / case["file"]) == set(), case["file"]


def test_what_any_tool_exported_is_imported_whole():
    for file in files_in("miwg"):
        content = file.read_bytes()
        assert what_got_lost(content, import_diagram(content, resource=file.name)) == [], file
