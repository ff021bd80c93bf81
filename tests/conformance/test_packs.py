"""Packs in another folder are found there, and a run without them says so."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conformance.packs import MISSING, PROJECT


def test_without_the_packs_the_tests_are_skipped_with_a_reason(tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/conformance/test_feel_and_dmn.py",
        ],
        cwd=PROJECT,
        env=os.environ | {"MEANWHILE_CONFORMANCE": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert "4 skipped" in done.stdout, done.stdout + done.stderr
    assert f"other people's test suites are not at {tmp_path}" in done.stdout


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_the_runner_drives_the_adapter_from_the_projects_root():
    from tests.conformance.packs import FOLDER

    command = ["feel", "--adapter", "tests.conformance.adapter:Adapter", "--match", "0067-feel-split"]
    done = subprocess.run(
        [sys.executable, FOLDER / "runner.py", *command], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.stdout.startswith("{'pass': "), done.stdout + done.stderr
