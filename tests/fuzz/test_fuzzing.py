"""The fuzzer itself: it tries what strangers might send, and what it finds it keeps, small."""

from __future__ import annotations

import time
from random import Random

import pytest

from tests.fuzz import campaign
from tests.fuzz.campaign import GrewTooMuch, TookTooLong, fuzz, in_process_of_its_own, limited
from tests.fuzz.feel_texts import random_expression
from tests.fuzz.findings import Finding, smallest
from tests.fuzz.mutations import mutated_xml
from tests.fuzz.subjects import SUBJECTS, Subject


@pytest.mark.parametrize(("name", "inputs"), [("diagrams", 150), ("decisions", 60), ("expressions", 600)])
def test_a_short_campaign_finds_nothing(name, inputs):
    tally = fuzz(SUBJECTS[name], seconds=60, random=Random(4711), most=inputs)
    assert [(each.signature, each.told) for each in tally.findings] == []
    assert tally.behaviors > 10
    assert tally.seeds > 0


class Fragile(Subject):
    """Crashes on an element that is called `bad` in a `c`; hangs and grows when told so."""

    name, suffix = "fragile", "xml"

    def seeds(self):
        return [b'<a><b id="1"/><c><d name="bad" id="2"/><e/></c></a>']

    def mutant(self, of, random):
        return mutated_xml(of, random, self.seeds())

    def check(self, content):
        if content == b"hang":
            while True:
                pass
        if content == b"grow":
            len([b"x" * 1024 * 1024 + bytes([each % 256]) for each in range(60)])
        if b'name="bad"' in content and b"<c>" in content:
            raise KeyError("bad")
        return {"fine"}


def test_a_fault_is_found_once_and_made_small():
    tally = fuzz(Fragile(), seconds=20, random=Random(1), most=60)
    (finding,) = tally.findings
    assert finding.signature.startswith("KeyError in test_fuzzing.py:check")
    assert b'name="bad"' in finding.content
    assert len(finding.content) < 30


def test_what_hangs_is_stopped(monkeypatch):
    monkeypatch.setattr(campaign, "SECONDS_PER_INPUT", 0.3)
    began = time.process_time()
    with pytest.raises(TookTooLong):
        limited(Fragile(), b"hang")
    assert time.process_time() - began < 5


def test_what_fills_the_memory_is_noticed(monkeypatch):
    monkeypatch.setattr(campaign, "GROWTH_PER_INPUT", -1)
    with pytest.raises(GrewTooMuch):
        limited(Fragile(), b"grow")


def test_a_campaign_has_a_process_of_its_own_and_an_end():
    tally = in_process_of_its_own("expressions", seconds=4, seed=7)
    assert tally.inputs > 10
    assert tally.findings == []


def test_a_finding_is_kept_in_a_file_named_after_what_came_out(tmp_path):
    finding = Finding(subject="diagrams", signature="KeyError in x", told="…", content=b"<a/>")
    path = finding.keep(tmp_path, "bpmn")
    assert (path.read_bytes(), path.suffix) == (b"<a/>", ".bpmn")
    assert finding.keep(tmp_path, "bpmn") == path


def test_making_smaller_keeps_what_shows_the_fault():
    assert smallest(b"aaaaXaaaaaYaaa", lambda text: b"X" in text and b"Y" in text) == b"XY"


def test_random_expressions_are_mostly_right():
    from processes.feel import FeelLimitExceeded, FeelSyntaxError, compile

    right, random = 0, Random(5)
    for _ in range(200):
        try:
            compile(random_expression(random))
            right += 1
        except (FeelSyntaxError, FeelLimitExceeded):
            pass
    assert right > 140
