"""What runs the tests: every stage runs, none talks into another's words, and failure is not lost."""

import sys
import time

from tests.everything import Stage, run, side_by_side


def python(name: str, script: str, **options) -> Stage:
    return Stage(name=name, command=(sys.executable, "-c", script), **options)


def test_a_stage_that_fails_keeps_no_other_from_running():
    found = [python("bad", "raise SystemExit(3)"), python("good", "print('well')")]
    outcomes = {outcome.stage.name: outcome for outcome in side_by_side(found, lanes=1)}
    assert (outcomes["bad"].status, outcomes["good"].status) == (3, 0)
    assert outcomes["good"].said == "well\n"
    assert "FAILED" in outcomes["bad"].line


def test_stages_run_side_by_side_and_what_each_says_stays_together(tmp_path):
    # Each waits for a sign of the other, so that neither ends unless both run at once.
    talk = (
        "import pathlib, sys, time\n"
        "mine, other = map(pathlib.Path, {signs!r})\n"
        "print('{name} began', flush=True); mine.touch()\n"
        "until = time.monotonic() + 60\n"
        "while not other.exists() and time.monotonic() < until: time.sleep(0.01)\n"
        "print('{name} ended', file=sys.stderr); sys.exit(not other.exists())"
    )
    signs = [str(tmp_path / "a"), str(tmp_path / "b")]
    pair = [
        python("a", talk.format(name="a", signs=signs)),
        python("b", talk.format(name="b", signs=signs[::-1])),
    ]
    outcomes = list(side_by_side(pair, lanes=2))
    assert [outcome.status for outcome in outcomes] == [0, 0]
    assert {outcome.said for outcome in outcomes} == {"a began\na ended\n", "b began\nb ended\n"}


def test_a_stage_that_cannot_run_here_is_skipped_with_its_reason():
    began = time.monotonic()
    outcome = run(python("slow", "import time; time.sleep(60)", skipped="needs a moon"))
    assert time.monotonic() - began < 5
    assert outcome.status == 0
    assert outcome.line == "  skipped  slow: needs a moon"
