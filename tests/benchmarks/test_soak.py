"""A soak: when it has failed, what it says of each minute, and which way things go."""

import os
import subprocess
import sys

import pytest

from benchmarks.soak import processes, told
from benchmarks.soak.product import BAD, Product
from config.launcher.program import Program
from config.launcher.stores import Stores


def samples(minutes=4, *, megabytes_an_hour=0.0, errors=()):
    """One every ten seconds."""
    return [
        {
            "at": 10.0 * (number + 1),
            "completed": 100,
            "active": 20,
            "jobs": 5,
            "step": {"p50": 40.0, "p95": 90.0, "p99": 95.0},
            "rest": {"p50": 8.0, "p95": 20.0, "p99": 30.0} if number else None,
            "database": 50.0,
            "memory": {"web": 100 + megabytes_an_hour * (number + 1) / 360, "worker": 200.0},
            "errors": list(errors) if number == 8 else [],
        }
        for number in range(6 * minutes)
    ]


def a_soak(**changes):
    found = {
        "machine": {"processor": "one", "memory": "2 GB", "system": "Linux"},
        "date": "25 November 2026",
        "minutes": 4,
        "load": 0.7,
        "maximum_per_second": 14.0,
        "rate_per_second": 10.0,
        "started": 2_400,
        "completed": 2_400,
        "left": 0,
        "lost": 0,
        "errors": [],
        "verify": "everything agrees",
        "samples": samples(),
    }
    return {**found, **changes}


def test_a_soak_without_losses_and_errors_has_not_failed():
    assert told.wrong(a_soak()) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lost": 3, "completed": 2_397, "left": 2}, "2,400 instances were started and 2,397 completed"),
        ({"errors": ["web: ERROR it broke"]}, "web: ERROR it broke"),
        ({"verify": "definition 7: 'check' has 1 activated instead of 2"}, "'check' has 1 activated"),
    ],
)
def test_whatever_is_lost_or_wrong_fails_a_soak(changes, said):
    (problem,) = told.wrong(a_soak(**changes))
    assert said in problem


def test_memory_that_grows_is_told_by_the_hour():
    trends = told.trends(samples(megabytes_an_hour=36))
    assert trends["web, MB"]["second_half"] == pytest.approx(36)
    assert trends["worker, MB"]["second_half"] == pytest.approx(0)


def test_every_minute_has_a_row():
    table = told.tables(a_soak())[-1]
    assert [row[:2] for row in table.rows] == [["1", "10.0"], ["2", "10.0"], ["3", "10.0"], ["4", "10.0"]]
    assert table.rows[0][4:6] == ["40 / 90", "8 / 20"]


def test_a_long_soak_still_fits_a_page():
    rows = told.tables(a_soak(samples=samples(minutes=200)))[-1].rows
    assert len(rows) <= told.MOST_ROWS + 1
    assert rows[-1][0] == "200"


def test_errors_stand_in_the_minute_they_came_in():
    rows = told.tables(a_soak(samples=samples(errors=["web: ERROR"])))[-1].rows
    assert [row[-1] for row in rows] == ["0", "1", "0", "0"]


def test_a_picture_is_drawn_of_what_there_is():
    assert told.picture(a_soak()).count("<path") > 10


@pytest.mark.parametrize(
    ("line", "is_bad"),
    [
        ("2026-11-25 17:00:00,000 ERROR   processes.workers.crew: it stumbled", True),
        ("Traceback (most recent call last):", True),
        ("2026-11-25 17:00:00.000 UTC [77] ERROR:  deadlock detected", True),
        ("2026-11-25 17:00:00,000 INFO    processes.workers.work: Job 7 failed: no ERRORS here", False),
        ("[2026-11-25 17:00:00,000: WARNING/MainProcess] celery is ready", False),
    ],
)
def test_errors_are_found_in_logs(line, is_bad):
    assert bool(BAD.search(line)) is is_bad


def test_memory_is_that_of_a_process_and_its_children():
    alone = processes.megabytes(os.getpid())
    child = subprocess.Popen(
        [sys.executable, "-c", "held = bytearray(b'1') * 50_000_000; print('ready', flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert child.stdout is not None
        child.stdout.readline()
        assert child.pid in processes.family(os.getpid())
        assert processes.megabytes(os.getpid()) > alone + 45
    finally:
        child.communicate(b"\n")


def test_a_process_that_has_ended_holds_nothing():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert processes.megabytes(ended.pid) == 0


def test_a_line_in_a_log_is_told_once_and_when_it_is_whole(tmp_path):
    product = Product(tmp_path, {}, Stores(tmp_path, environment={}))
    log = tmp_path / "web.log"
    program = Program(name="web", command=("web",), log=log)
    product._ours.append((program, subprocess.Popen([sys.executable, "-c", ""])))
    assert product.new_errors() == []
    log.write_text("INFO well\nERROR broken\nERROR half")
    assert product.new_errors() == ["web: ERROR broken"]
    with log.open("a") as more:
        more.write(" a line\n")
    assert product.new_errors() == ["web: ERROR half a line"]
    assert product.new_errors() == []
