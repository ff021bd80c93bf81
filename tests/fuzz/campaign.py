"""A campaign: inputs are made and checked, one after another, for as long as there is time.

A mutant that behaves as none before it becomes a seed itself, so that the campaign works its way inwards.
Each input has a time limit, and all of them together a limit of memory. The campaign runs in a process of its
own and notes each input before it is checked: what kills the process, or hangs where no alarm reaches, is a
finding as well.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.fuzz.findings import Finding, check_for, signature_of, smallest
from tests.fuzz.subjects import SUBJECTS, Subject

#: of computing for one input; what takes this long is a finding
SECONDS_PER_INPUT = 15.0
#: how much the largest memory of the process may grow in the course of one input
GROWTH_PER_INPUT = 400 * 1024 * 1024
#: address space of the process
MOST_MEMORY = 3 * 1024**3
#: a process that says nothing for so long hangs in C
SILENCE = 240.0


class TookTooLong(Exception):
    """The input is not worked off within its time limit."""


class GrewTooMuch(Exception):
    """The input needs more memory than one may."""


@dataclass(slots=True)
class Tally:
    inputs: int = 0
    seconds: float = 0.0
    seeds: int = 0
    behaviors: int = 0
    accepted: int = 0
    slowest: float = 0.0
    findings: list[Finding] = field(default_factory=list)


def fuzz(
    subject: Subject, *, seconds: float, random: Random, note: Path | None = None, most: int | None = None
) -> Tally:
    """In this process, until the time is over or `most` inputs are checked."""
    tally, known = Tally(), set[str]()
    seeds = list(subject.seeds())
    behaviors: Counter[str] = Counter()
    begin = time.monotonic()
    untried = list(range(len(seeds)))
    while time.monotonic() - begin < seconds and (most is None or tally.inputs < most):
        # Each seed itself comes first, in any order: they are the measure of what is new.
        if untried and random.random() < 0.3:
            content = seeds[untried.pop(random.randrange(len(untried)))]
        else:
            content = subject.mutant(random.choice(seeds), random)
        if note is not None:
            note.write_bytes(content)
        tally.inputs += 1
        started = time.process_time()
        try:
            found = limited(subject, content)
        except Exception as error:
            signature = signature_of(error)
            if signature not in known:
                known.add(signature)
                tally.findings.append(_finding(subject, content, error, signature))
            continue
        tally.slowest = max(tally.slowest, time.process_time() - started)
        tally.accepted += "accepted" in found
        if any(behaviors[each] == 0 for each in found) and len(content) < 100_000:
            seeds.append(content)
            tally.seeds += 1
        behaviors.update(found)
    tally.behaviors, tally.seconds = len(behaviors), time.monotonic() - begin
    return tally


def limited(subject: Subject, content: bytes) -> set[str]:
    """Check one input within its limits."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with suppress(ValueError):  # signals only reach the main thread
        signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, SECONDS_PER_INPUT)
    try:
        found = subject.check(content)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    if grown > GROWTH_PER_INPUT:
        raise GrewTooMuch(f"{grown / 1024**2:,.0f} MB for an input of {len(content):,} bytes")
    return found


def in_process_of_its_own(subject: str, *, seconds: float, seed: int) -> Tally:
    """Begins anew after each input that kills its process, until the time is over."""
    context = multiprocessing.get_context("spawn")
    whole, begin = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "input"
        while (left := seconds - (time.monotonic() - begin)) > 0:
            answers = context.SimpleQueue()
            process = context.Process(target=_work, args=(subject, left, seed, note, answers), daemon=True)
            process.start()
            died = _await(process, note, answers)
            seed += 1
            # Where not even a first input is reached, there is nothing to find.
            if died is not None and not note.exists():
                raise RuntimeError(f"Fuzzing {subject} cannot begin: {died}.")
            if died is None:
                _add(whole, answers.get())
            else:
                content = note.read_bytes()
                note.unlink()
                whole.findings.append(Finding(subject=subject, signature=died, told=died, content=content))
    whole.seconds = time.monotonic() - begin
    return whole


def _work(subject: str, seconds: float, seed: int, note: Path, answers: multiprocessing.SimpleQueue) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    answers.put(fuzz(SUBJECTS[subject], seconds=seconds, random=Random(seed), note=note))


def _await(process: multiprocessing.Process, note: Path, answers: multiprocessing.SimpleQueue) -> str | None:
    """What it died of, or None if it has an answer."""
    while answers.empty():
        process.join(0.5)
        if not answers.empty():
            break
        if not process.is_alive():
            return f"the process ended with status {process.exitcode}"
        if note.exists() and time.time() - note.stat().st_mtime > SILENCE + SECONDS_PER_INPUT:
            process.kill()
            return f"the process said nothing for {SILENCE:.0f} s"
    return None


def _add(whole: Tally, part: Tally) -> None:
    whole.inputs += part.inputs
    whole.seeds += part.seeds
    whole.accepted += part.accepted
    whole.behaviors = max(whole.behaviors, part.behaviors)
    whole.slowest = max(whole.slowest, part.slowest)
    whole.findings += part.findings


def _finding(subject: Subject, content: bytes, error: Exception, signature: str) -> Finding:
    told = "".join(traceback.format_exception(error))[-4000:]
    if not isinstance(error, TookTooLong | GrewTooMuch | MemoryError):
        content = smallest(content, check_for(subject, signature))
    return Finding(subject=subject.name, signature=signature, told=told, content=content)


def _too_long(*_: object) -> None:
    raise TookTooLong


def several(names: Sequence[str], *, seconds: float, seed: int) -> dict[str, Tally]:
    """The time is shared out among the subjects."""
    return {name: in_process_of_its_own(name, seconds=seconds / len(names), seed=seed) for name in names}
