import sys

from config.launcher.program import Program
from config.launcher.supervisor import FIRST_PAUSE_SECONDS, WELL_AFTER_SECONDS, Supervisor


class Clock:
    """Moves when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def program(script: str) -> Program:
    return Program(name="worker", command=(sys.executable, "-c", script))


def crash(supervisor: Supervisor, clock: Clock) -> None:
    supervisor.process_of("worker").kill()
    supervisor.process_of("worker").wait()
    supervisor.look_after()


def is_running(supervisor: Supervisor) -> bool:
    return supervisor.process_of("worker").poll() is None


def test_one_that_ends_starts_again_after_a_pause(caplog):
    clock = Clock()
    supervisor = Supervisor([program("import time; time.sleep(60)")], clock=clock)
    supervisor.start()
    try:
        crash(supervisor, clock)
        assert "worker ended (killed by signal 9); it starts again in 1 s" in caplog.text
        assert not is_running(supervisor)
        clock.now += FIRST_PAUSE_SECONDS
        supervisor.look_after()
        assert is_running(supervisor)
    finally:
        supervisor.stop()


def test_the_pause_doubles_while_it_keeps_ending_and_shrinks_when_it_was_well(caplog):
    clock = Clock()
    supervisor = Supervisor([program("import time; time.sleep(60)")], clock=clock)
    supervisor.start()
    try:
        for pause in (1, 2, 4):
            crash(supervisor, clock)
            assert f"it starts again in {pause} s" in caplog.text
            clock.now += pause
            supervisor.look_after()
            assert is_running(supervisor)
        caplog.clear()
        clock.now += WELL_AFTER_SECONDS
        crash(supervisor, clock)
        assert "it starts again in 1 s" in caplog.text
    finally:
        supervisor.stop()


def test_stopping_ends_all():
    clock = Clock()
    supervisor = Supervisor([program("import time; time.sleep(60)")], clock=clock)
    supervisor.start()
    process = supervisor.process_of("worker")
    supervisor.stop()
    assert process.poll() is not None
