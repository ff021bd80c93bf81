"""The engine on the command line."""

import json
import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from processes.models import Message, ProcessDefinition, ProcessInstance
from tests.processes.api.test_bad_input import BAD_DIAGRAMS
from tests.support.deploying import deploy
from tests.support.diagrams import process
from tests.support.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    def run(*words):
        call_command(*words)
        return capsys.readouterr().out

    return run


@pytest.fixture
def _sum():
    deploy(process("sum").start().script_task("add", "a + b", result="total").end())


def test_files_are_deployed(run, tmp_path):
    file = tmp_path / "review.bpmn"
    file.write_bytes(process("review").start().user_task("approve").end().xml())
    assert run("deploy", str(file)) == "review is now version 1\n"


def test_problems_are_told_and_nothing_is_deployed(run, tmp_path):
    file = tmp_path / "bad.bpmn"
    file.write_bytes(b"<a/>")
    for words in (("deploy", str(file)), ("deploy", "--check", str(file))):
        with pytest.raises(CommandError):
            run(*words)
    assert not ProcessDefinition.objects.exists()


@pytest.mark.parametrize("kind", BAD_DIAGRAMS)
def test_a_bad_diagram_is_told_by_what_is_wrong_and_nothing_is_deployed(run, tmp_path, kind):
    content, words, _ = BAD_DIAGRAMS[kind]
    good, bad = tmp_path / "good.bpmn", tmp_path / "bad.bpmn"
    good.write_bytes(process("good").start().end().xml())
    bad.write_bytes(content)
    with nothing_changes(), pytest.raises(CommandError, match=rf"(?i){re.escape(words)}"):
        run("deploy", str(good), str(bad))


def test_a_file_that_is_not_there_is_named(run):
    with pytest.raises(CommandError, match=r"nowhere\.bpmn"):
        run("deploy", "nowhere.bpmn")


@pytest.mark.usefixtures("_sum")
def test_an_instance_is_started_and_its_result_shown(run):
    said = run("start_instance", "sum", "--variables", '{"a": 1, "b": 2}', "--wait", "PT5S")
    state, result = said.split("\n", 1)
    assert state == f"{ProcessInstance.objects.get().key} COMPLETED"
    assert json.loads(result) == {"a": 1, "b": 2, "total": 3}


@pytest.mark.usefixtures("_sum")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "nothing"),
        (("sum", "--variables", "a=1"), "not JSON"),
        (("sum", "--variables", "[1]"), "JSON object"),
        (("sum", "--variables", '{"a": NaN}'), "finite"),
        (("sum", "--variables", '{"a": 1e999}'), "finite"),
        (("sum", "--variables", '{"a": "\\u0000"}'), "null characters"),
        (("sum", "--variables", '{"": 1}'), "1 to 255 characters"),
        (("sum", "--variables", "[" * 100_000), "not JSON"),
        (("sum", "--wait", "5"), "ISO 8601"),
        (("sum", "--wait", "P99999999999D"), "ISO 8601"),
        (("sum", "--wait", "-PT5S"), "ISO 8601|expected one argument"),
        (("sum", "--process-version", "7"), "no version 7 of process 'sum'"),
        (("sum", "--process-version", "one"), "invalid int"),
    ],
)
def test_a_wrong_command_says_what_was_expected(run, words, said):
    with pytest.raises(CommandError, match=said):
        run("start_instance", *words)
    assert not ProcessInstance.objects.exists()


def test_a_message_reaches_who_waits_for_it(run):
    deploy(process("order").start().catch_message("paid", "Paid", key="order").end())
    assert "kept until" in run("publish_message", "Paid", "--correlation-key", "B-1")
    run("start_instance", "order", "--variables", '{"order": "A-17"}')
    key = ProcessInstance.objects.get().key
    assert run("publish_message", "Paid", "--correlation-key", "A-17") == f"received by {key}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Paid", "--variables", '{"a": Infinity}'), "finite"),
        (("Paid", "--time-to-live", "a while"), "ISO 8601"),
        (("x" * 300,), "at most 255 characters"),
        (("Paid", "--correlation-key", "x" * 300), "at most 255 characters"),
    ],
)
def test_a_message_that_makes_no_sense_is_refused_and_not_kept(run, words, said):
    with pytest.raises(CommandError, match=said):
        run("publish_message", *words)
    assert not Message.objects.exists()


def test_a_message_published_twice_is_refused_the_second_time(run):
    run("publish_message", "Paid", "--message-id", "m-1")
    with pytest.raises(CommandError, match="'m-1' has been published already"):
        run("publish_message", "Paid", "--message-id", "m-1")
    assert Message.objects.count() == 1


def test_an_account_is_created_with_its_role_and_teams(run, monkeypatch):
    monkeypatch.setenv("MEANWHILE_PASSWORD", "correct horse battery")
    run("create_user", "ada", "--role", "operator", "--group", "sales", "--full-name", "Ada Example")
    ada = User.objects.get(username="ada")
    assert ada.check_password("correct horse battery")
    assert ada.get_full_name() == "Ada Example"
    assert set(ada.groups.values_list("name", flat=True)) == {"operators", "sales"}
    run("create_user", "ada", "--role", "business_user")
    assert set(ada.groups.values_list("name", flat=True)) == {"business users", "sales"}


def test_a_weak_password_is_refused(run, monkeypatch):
    monkeypatch.setenv("MEANWHILE_PASSWORD", "12345")
    with pytest.raises(CommandError, match="too short"):
        run("create_user", "ada")
    assert not User.objects.exists()
