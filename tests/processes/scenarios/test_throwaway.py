"""A database to throw away: empty, on the server of the named one, and gone at the end."""

import pytest
from django.db import connection

from processes.models import ProcessDefinition, ProcessInstance
from processes.runtime.process_models import load_model
from processes.scenarios.stored_engine import StoredEngine
from processes.scenarios.throwaway import rolled_back, throwaway_database
from tests.support.diagrams import process


def play() -> int:
    engine = StoredEngine()
    engine.deploy(process("p").user_task("t").end())
    return engine.start("p")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_there_stays_and_nothing_comes_to_it() -> None:
    kept = play()
    named = connection.settings_dict["NAME"]
    with throwaway_database():
        assert connection.settings_dict["NAME"] != named
        assert not ProcessInstance.objects.exists()
        play()
        assert ProcessInstance.objects.count() == 1
    assert connection.settings_dict["NAME"] == named
    assert list(ProcessInstance.objects.values_list("key", flat=True)) == [kept]
    assert load_model(ProcessDefinition.objects.get().key).process_id == "p"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_each_case_begins_with_nothing_and_keys_never_repeat() -> None:
    keys = []
    for _ in range(2):
        with rolled_back():
            keys.append(play())
            assert ProcessInstance.objects.count() == 1
        assert not ProcessInstance.objects.exists()
    assert keys[0] < keys[1]
