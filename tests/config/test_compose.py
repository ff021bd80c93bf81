"""The containers run the very commands that `make run-services` starts and the tests run by hand."""

import json
import re
from pathlib import Path

import pytest
import yaml

from config.launcher import commands

PROJECT = Path(__file__).resolve().parents[2]
WEB = ["python", *commands.web(host="0.0.0.0", port=8000)]


@pytest.fixture(scope="module")
def services() -> dict:
    return yaml.safe_load((PROJECT / "docker" / "compose.yaml").read_text())["services"]


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (PROJECT / "docker" / "Dockerfile").read_text().replace("\\\n", " ")


@pytest.mark.parametrize(
    ("service", "command"),
    [
        ("web", WEB),
        ("worker", ["python", *commands.WORKER]),
        ("timers", ["python", *commands.TIMERS]),
        ("migrate", ["python", *commands.MIGRATE]),
        ("demo", ["python", *commands.DEMO]),
    ],
)
def test_a_container_runs_the_launcher_s_command(services, service, command):
    assert services[service]["command"] == command


def test_the_image_alone_is_the_web_process(dockerfile):
    [command] = re.findall(r"^CMD (.*)$", dockerfile, re.MULTILINE)
    assert json.loads(command) == WEB


def test_only_the_web_process_pools_connections(services):
    pooled = {
        name
        for name, service in services.items()
        if "MEANWHILE_DATABASE_POOL" in service.get("environment", {})
    }
    assert pooled == {"web"}
    assert commands.WEB_ENVIRONMENT.items() <= services["web"]["environment"].items()


@pytest.mark.parametrize("service", ["web", "worker", "timers"])
def test_nothing_starts_before_the_database_is_migrated(services, service):
    assert services[service]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_nothing_runs_as_root_and_only_the_web_is_published(services, dockerfile):
    assert re.findall(r"^USER (.*)$", dockerfile, re.MULTILINE) == ["meanwhile"]
    assert {name for name, service in services.items() if "ports" in service} == {"web"}


def test_all_that_is_copied_exists(dockerfile):
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", dockerfile, re.MULTILINE)
    sources = [source for line in copied for source in line.split()]
    assert sources
    assert [source for source in sources if not (PROJECT / source).exists()] == []


def test_what_is_copied_is_not_ignored(dockerfile):
    kept = {line[1:] for line in (PROJECT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", dockerfile, re.MULTILINE)
    tops = {source.split("/")[0] for line in copied for source in line.split()}
    assert tops <= kept
