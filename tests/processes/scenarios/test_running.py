"""Scenario files from the command line, and as tests of pytest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.support.diagrams import process

PROJECT = Path(__file__).parents[3]

FILE = """
cases:
  - {id: it is approved, deploy: [approval.bpmn], steps: [{do: start, process: approval}, {assert: running}]}
  - {id: it waits, deploy: [approval.bpmn], steps: [{do: start, process: approval}, {assert: ended}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "approval.bpmn").write_bytes(process("approval").user_task("approve").end().xml())
    (tmp_path / "deep").mkdir()
    (tmp_path / "approval.scenario.yaml").write_text(FILE)
    (tmp_path / "deep" / "other.scenario.json").write_text(
        '{"deploy": ["../approval.bpmn"], "steps": [{"do": "start", "process": "approval"}]}'
    )
    (tmp_path / "deep" / "unrelated.yaml").write_text("5")
    return tmp_path


def run(*words: object, code: int = 0) -> str:
    """What it prints, seen from outside: with settings, database and exit code of its own."""
    done = subprocess.run(
        [sys.executable, "manage.py", "scenario", "run", *map(str, words)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + (done.stderr if code == 2 else "")


def test_all_files_of_a_folder_are_played_and_a_failure_fails(folder: Path) -> None:
    printed = run(folder, code=1)
    assert "ok      it is approved\nFAILED  it waits (" in printed
    assert "    expected the instance to have ended, but it is in {approve: 1}\n" in printed
    assert "ok      other\n" in printed
    assert printed.endswith("\n2 passed, 1 failed\n")


def test_files_are_played_and_success_is_zero(folder: Path) -> None:
    assert run(folder / "deep" / "other.scenario.json") == "ok      other\n1 passed, 0 failed\n"


def test_results_as_json_are_one_for_each_case(folder: Path) -> None:
    approved, waits, other = json.loads(run(folder, "--json", code=1))
    assert (approved["id"], approved["passed"], approved["step_number"]) == ("it is approved", True, None)
    assert (waits["passed"], waits["step_number"], waits["step"]) == (False, 2, "assert ended")
    assert waits["message"].startswith("step 2 (assert ended), 2026-01-01T00:00:00Z:")
    assert other["file"].endswith("other.scenario.json")


def test_a_file_that_is_wrong_is_said_before_anything_is_played(folder: Path) -> None:
    (folder / "bad.scenario.yaml").write_text("steps: [{do: dance}]")
    printed = run(folder, code=2)
    assert "bad.scenario.yaml: case 'bad', step 1: there is nothing to do called 'dance'" in printed
    assert "passed" not in printed


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_where_there_is_no_scenario_that_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match=name):
        call_command("scenario", "run", str(tmp_path / name))


def test_through_the_database_nothing_is_left_behind(folder: Path) -> None:
    """Neither a row nor a file: the database that the settings name is not even made."""
    data = folder / "data"
    environment = {"MEANWHILE_DATA": str(data), "MEANWHILE_SECRET_KEY": "x" * 50}
    done = subprocess.run(
        [sys.executable, "manage.py", "scenario", "run", str(folder), "--store", "db"],
        cwd=PROJECT,
        env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | environment,
        capture_output=True,
        text=True,
    )
    assert done.stdout.endswith("\n2 passed, 1 failed\n"), done.stdout + done.stderr
    assert not data.exists() or not any(data.rglob("*sqlite3*"))


def pytest_output(*words: object) -> str:
    """Of a pytest that knows nothing of ours but the plugin."""
    plugin = ["-p", "processes.scenarios.pytest_plugin", "-p", "no:cacheprovider", "-c", os.devnull]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugin, *map(str, words)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
    )
    return done.stdout + done.stderr


def test_cases_are_tests_of_pytest(folder: Path) -> None:
    printed = pytest_output(folder)
    assert "1 failed, 2 passed" in printed
    assert (
        "it waits\nstep 2 (assert ended), 2026-01-01T00:00:00Z:\n  expected the instance to have" in printed
    )
    assert "Traceback" not in printed


def test_pytest_plays_them_through_the_database_beside_tests_of_another_kind(folder: Path) -> None:
    (folder / "test_other.py").write_text("def test_other():\n    assert True\n")
    assert "1 failed, 3 passed" in pytest_output(folder, "--scenario-store", "db")


def test_pytest_says_what_is_wrong_with_a_file(folder: Path) -> None:
    (folder / "bad.scenario.yaml").write_text("steps: [{do: dance}]")
    assert "case 'bad', step 1: there is nothing to do called 'dance'" in pytest_output(folder)
