"""What a script cannot do, and what becomes of one that tries: the sandbox itself, nothing in its place."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from processes.scripts import Limits, ScriptFailed, fault_of, run
from tests.support.waiting import wait_until

#: short, so that the tests are
SHORT = Limits(seconds=0.5, megabytes=32)


def why_failed(script: str, limits: Limits = SHORT) -> str:
    with pytest.raises(ScriptFailed) as failed:
        run(script, {}, limits=limits)
    return str(failed.value)


@pytest.mark.parametrize(
    "script",
    [
        "import os\nx = os.listdir('/')",
        "import os\nx = os.environ['PATH']",
        "import os\nos.system('true')",
        "x = open('/etc/passwd').read()",
        "open('/tmp/made-by-a-script', 'w').write('x')",
        "from pathlib import Path\nx = Path('/etc/passwd').read_text()",
        "import subprocess",
        "import socket",
        "import ctypes",
        "x = __import__('os').listdir('/')",
        "x = eval(\"__import__('os').listdir('/')\")",
        "x = ().__class__.__bases__[0].__subclasses__()",
        "import processes",
        "import django",
    ],
)
def test_nothing_of_the_machine_is_reached(script):
    assert "of the script" in why_failed(script)
    assert not Path("/tmp/made-by-a-script").exists()


def test_an_endless_loop_ends_at_its_limit():
    began = time.monotonic()
    assert why_failed("while True: pass") == (
        "The script computed for more than 0.5 seconds, which is its limit"
    )
    assert time.monotonic() - began < 5


def test_a_loop_cannot_catch_its_limit():
    script = "while True:\n    try:\n        while True: pass\n    except BaseException:\n        pass"
    assert "more than 0.5 seconds" in why_failed(script)


@pytest.mark.parametrize(
    "script", ["x = 'a' * 10 ** 10", "x = [1]\nwhile True:\n    x = x + x", "x = 9 ** 9 ** 8"]
)
def test_what_eats_memory_is_stopped(script):
    assert "needs more than 32 MB, which is its limit" in why_failed(script)


def test_endless_recursion_is_an_error_at_its_line():
    assert why_failed("def deeper():\n    return deeper()\n\ndeeper()").startswith(
        "Line 2 of the script (return deeper()): RecursionError"
    )


def test_to_print_without_end_harms_nobody():
    assert "which is its limit" in why_failed("while True:\n    print('a' * 1000)")


def test_a_failure_names_its_line():
    assert why_failed("a = 1\n\ntotal = a / 0") == (
        "Line 3 of the script (total = a / 0): ZeroDivisionError: division by zero"
    )
    assert why_failed("x = 1\nraise ValueError('no such customer')") == (
        "Line 2 of the script (raise ValueError('no such customer')): ValueError: no such customer"
    )
    assert why_failed("a = 1\nb = = 2").startswith("Line 2 of the script: ")


def test_to_sleep_takes_no_time():
    began = time.monotonic()
    assert run("import time\ntime.sleep(3600)\n'awake'", {}, result_variable="x") == {"x": "awake"}
    assert time.monotonic() - began < 5


def test_the_next_script_runs_after_each_kind_of_end():
    for script in ("while True: pass", "x = 'a' * 10 ** 10", "locals()", "1 / 0", "x = = 1"):
        with contextlib.suppress(ScriptFailed):
            run(script, {"a": 1}, result_variable="x", limits=SHORT)
        assert run("a + 1", {"a": 1}, result_variable="x") == {"x": 2}


def test_a_sandbox_that_is_killed_fails_its_script_and_is_replaced():
    pid: list[int] = []

    def kill() -> None:
        wait_until(lambda: bool(_sandboxes(os.getpid())))
        time.sleep(0.3)
        pid.extend(_sandboxes(os.getpid()))
        for each in pid:
            os.kill(each, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    assert why_failed("while True: pass", Limits(seconds=10)) == (
        "The sandbox of the script died, and was replaced"
    )
    killer.join()
    assert run("a", {"a": 1}, result_variable="x") == {"x": 1}


def test_many_threads_share_the_sandboxes():
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda n: run("n * n", {"n": n}, result_variable="x"), range(100)))
    assert made == [{"x": n * n} for n in range(100)]


_FORKING = """
import multiprocessing, sys
from processes.scripts import run

def script(answers):
    try:
        answers.put(run("a + 1", {"a": 1}, result_variable="x"))
    except BaseException as failure:
        answers.put(str(failure))

if "first" in sys.argv:
    run("1", {})
fork = multiprocessing.get_context("fork")
answers = fork.Queue()
children = [fork.Process(target=script, args=(answers,)) for _ in range(3)]
for child in children:
    child.start()
print(*{str(answers.get(timeout=20)) for _ in children})
for child in children:
    child.join(20)
assert [child.exitcode for child in children] == [0, 0, 0]
print(run("a", {"a": 5}, result_variable="x") if "first" in sys.argv else "")
"""


def forking(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _FORKING, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


def test_forked_workers_have_sandboxes_of_their_own():
    """As Celery forks, before anything has run."""
    assert forking() == "{'x': 2}\n\n"


def test_a_fork_that_comes_too_late_is_told_instead_of_waiting_for_ever():
    told, still_works = forking("first").splitlines()
    assert "fork worker processes before the first script" in told
    assert still_works == "{'x': 5}"


def test_the_sandbox_of_a_worker_that_is_killed_ends_with_its_limit():
    code = (
        "from processes.scripts import Limits, run\nrun('while True: pass', {}, limits=Limits(seconds=2))\n"
    )
    worker = subprocess.Popen([sys.executable, "-c", code])
    try:
        wait_until(lambda: bool(_sandboxes(worker.pid)))
        left = _sandboxes(worker.pid)
        time.sleep(0.3)
    finally:
        worker.kill()
        worker.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("x = 1\ny = = 2", "line 2: "),
        ("x = 1\nclass A(dict):\n    pass", "line 2: the sandbox does not yet support class inheritance"),
        ("def f():\n    yield 1", "line 2: the sandbox does not yet support yield"),
        ("'''", "line 1: "),
    ],
)
def test_what_can_never_run_is_told_without_running_it(script, fault):
    found = fault_of(script)
    assert found is not None
    assert found.startswith(fault)


@pytest.mark.parametrize("script", ["while True: pass", "1 / 0", "nobody_knows", "return 5", ""])
def test_to_look_for_faults_runs_nothing(script):
    began = time.monotonic()
    assert fault_of(script) is None
    assert time.monotonic() - began < 2


def test_where_no_sandbox_can_be_had_scripts_fail_and_diagrams_are_deployed():
    code = (
        "import django; django.setup()\n"
        "from processes.scripts import ScriptFailed, run\n"
        "from processes.workers import scripts\n"
        "print(scripts.LANGUAGES.fault('python', 'x = 1'), scripts.LANGUAGES.fault('python', 'x ='))\n"
        "try:\n    run('1', {})\n"
        "except ScriptFailed as failure:\n    print(failure)\n"
    )
    away = {**os.environ, "MONTY_BIN": "/nowhere", "DJANGO_SETTINGS_MODULE": "config.settings"}
    told = subprocess.run(
        [sys.executable, "-c", code], env=away, capture_output=True, text=True, timeout=60, check=True
    ).stdout.splitlines()
    assert told[0] == "None line 1: invalid syntax"
    assert told[1].startswith("The sandbox for Python scripts does not start: ")


def _sandboxes(pid: int) -> list[int]:
    """The processes that this one has started for scripts."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(") ")
        except OSError:
            continue
        if int(rest.split()[1]) == pid and "(monty" in name and not rest.startswith("Z"):
            found.append(int(path.parent.name))
    return found
