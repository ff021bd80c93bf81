"""The engine in memory: what it says when a story asks for what is not there."""

import pytest

from processes.engine.state import UserTask
from processes.scenarios import MemoryEngine, NothingWaits
from tests.support.diagrams import process


def test_without_an_instance_there_is_nothing_to_see() -> None:
    engine = MemoryEngine()
    engine.deploy(process("p").end())
    with pytest.raises(NothingWaits, match="none has been started"):
        assert engine.state
    with pytest.raises(NothingWaits, match="but there is none"):
        engine.look_at("p")


def test_of_several_processes_one_must_be_named() -> None:
    engine = MemoryEngine()
    engine.deploy(process("p").end(), process("q").end())
    with pytest.raises(NothingWaits, match="there are 2"):
        engine.start()
    with pytest.raises(NothingWaits, match="not deployed"):
        engine.start("r")


def test_of_several_tasks_one_must_be_named() -> None:
    engine = MemoryEngine()
    engine.deploy(process("p").parallel("split").user_task("a").at("split").user_task("b"))
    engine.start()
    with pytest.raises(NothingWaits, match="several; name the element"):
        engine.complete_task()
    engine.complete_task("a")
    engine.complete_task()
    assert engine.state == "COMPLETED"


def test_of_two_tasks_at_one_element_the_older_is_meant() -> None:
    engine = MemoryEngine()
    engine.deploy(process("p").parallel("split").user_task("a").at("split").to("a"))
    engine.start()
    older, newer = (key for key, _, _ in engine.waits(UserTask))
    assert engine.key_of(UserTask, "a") == older
    engine.complete_task("a")
    assert engine.key_of(UserTask, "a") == newer


def test_a_business_key_goes_with_the_instance() -> None:
    engine = MemoryEngine()
    engine.deploy(process("p").end())
    engine.start("p", business_key="W-1")
    assert engine.events[0].business_key == "W-1"  # type: ignore[attr-defined]
