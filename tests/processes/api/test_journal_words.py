"""The journal's words: every command that can happen to an instance is told in a sentence."""

import pytest

from processes import services
from processes.api.presentation.journal import PHRASES, shown_journal
from processes.engine import commands
from processes.engine.commands import Command
from processes.models import JournalEntry, ProcessInstance
from tests.support.deploying import deploy, start
from tests.support.diagrams import process

COMMANDS = {
    name
    for name, kind in vars(commands).items()
    if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command
}


def test_every_command_has_words():
    assert set(PHRASES) == COMMANDS


@pytest.mark.django_db
def test_calls_and_signals_are_told_by_the_element_that_they_are_about():
    deploy(
        process("outer").call("ask", "inner").catch_signal("rung", "bell").user_task("answer").end(),
        process("inner").task("work").end(),
    )
    instance = start("outer")
    services.broadcast_signal(name="bell")
    told = shown_journal(
        ProcessInstance.objects.get(key=instance.key),
        JournalEntry.objects.filter(process_instance_key=instance.key).order_by("revision"),
    )
    assert [entry["summary"] for entry in told] == [
        "Started at start → ask",
        "ask returned → rung",
        "rung received its signal → answer",
    ]
