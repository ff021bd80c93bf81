"""The stage: what workers are busy with while time passes."""

from datetime import timedelta

from processes.scenarios import MemoryEngine
from processes.scenarios.stage import Stage
from processes.scenarios.work import StaysBusy
from tests.support.diagrams import process


def busy(minutes: int) -> Stage:
    outcome = StaysBusy(duration=timedelta(minutes=minutes))
    stage = Stage(MemoryEngine(), lambda job: lambda job, visible, now: outcome)
    working = process("p").service_task("work").end().at("work").boundary_timer("late", "PT5M")
    stage.deploy(working.end("given_up").xml())
    stage.start("p", {})
    return stage


def test_a_worker_that_is_busy_completes_its_job_when_it_is_done() -> None:
    stage = busy(4)
    stage.advance(stage.engine.now + timedelta(minutes=3))
    assert stage.active() == ["work"]
    stage.advance(stage.engine.now + timedelta(minutes=1))
    assert stage.engine.path[-1] == "end"


def test_a_worker_whose_job_was_taken_away_has_nothing_more_to_do() -> None:
    stage = busy(10)
    stage.advance(stage.engine.now + timedelta(hours=1))
    assert stage.engine.path[-1] == "given_up"
