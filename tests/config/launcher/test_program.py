import os
import signal
import subprocess
import sys

from config.launcher.program import Program, start, stop
from tests.support.waiting import wait_until


def python(script: str, **options) -> Program:
    return Program(name="test", command=(sys.executable, "-c", script), **options)


def test_a_program_is_stopped_by_its_own_signal(tmp_path):
    program = python(
        "import signal, sys, time\n"
        "signal.signal(signal.SIGINT, lambda *_: sys.exit(7))\n"
        "print('ready', flush=True); time.sleep(60)",
        stop_signal=signal.SIGINT,
        log=tmp_path / "log",
    )
    process = start(program)
    wait_until(lambda: "ready" in (tmp_path / "log").read_text())
    stop(process, program)
    assert process.returncode == 7


def test_a_program_that_does_not_listen_is_killed(tmp_path):
    program = python(
        "import signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print('ready', flush=True); time.sleep(60)",
        stop_seconds=0.2,
        log=tmp_path / "log",
    )
    process = start(program)
    wait_until(lambda: "ready" in (tmp_path / "log").read_text())
    stop(process, program)
    assert process.returncode == -signal.SIGKILL


def test_stopping_one_that_has_ended_changes_nothing():
    program = python("raise SystemExit(3)")
    process = start(program)
    process.wait()
    stop(process, program)
    assert process.returncode == 3


def test_a_child_ends_with_its_launcher_even_by_kill_9(tmp_path):
    launcher = (
        "import sys, time; from config.launcher.program import Program, start\n"
        "command = (sys.executable, '-c', 'import time; time.sleep(60)')\n"
        "child = start(Program(name='child', command=command))\n"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", launcher], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        assert is_running(child)
        process.kill()
    wait_until(lambda: not is_running(child), message="the child has ended")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
