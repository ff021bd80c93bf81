"""What is fuzzed. A *subject* makes inputs out of a corpus and checks one input: it answers with the
*behaviors* that it showed, and raises only what is a finding.
"""

from __future__ import annotations

import json
import zlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from typing import Any, ClassVar

from lxml import etree

from processes.bpmn import DiagramRejected, Severity, check_diagram
from processes.bpmn.importing import import_diagram
from processes.bpmn.shown import shown_diagram
from processes.dmn import DecisionsRejected, check_decisions, read_decisions
from processes.feel import (
    FeelLimitExceeded,
    FeelSyntaxError,
    compile,
    compile_unary_tests,
    to_feel_text,
    to_json,
)
from processes.feel.parser import parse_expression, parse_unary_tests
from processes.feel.printer import print_node
from tests.fuzz import corpus, mutations
from tests.fuzz.feel_texts import random_expression, random_unary_tests
from tests.fuzz.running import run_at_random

Behaviors = set[str]
NO_BEHAVIOR: Behaviors = set()


class Subject(ABC):
    name: ClassVar[str]
    #: of the files in which findings are kept
    suffix: ClassVar[str]

    @abstractmethod
    def seeds(self) -> Sequence[bytes]: ...

    @abstractmethod
    def mutant(self, of: bytes, random: Random) -> bytes: ...

    @abstractmethod
    def check(self, content: bytes) -> Behaviors:
        """Raises whatever is not documented."""


class Diagrams(Subject):
    """Reading, checking, importing; and running what is accepted."""

    name = "diagrams"
    suffix = "bpmn"

    def seeds(self) -> Sequence[bytes]:
        return corpus.diagrams()

    def mutant(self, of: bytes, random: Random) -> bytes:
        return mutations.mutated_xml(of, random, corpus.diagrams())

    def check(self, content: bytes) -> Behaviors:
        problems = check_diagram(content)
        for problem in problems:
            assert problem.message.strip(), f"{problem.code} says nothing"
        behaviors = {f"problem {problem.code}" for problem in problems}
        with suppress(DiagramRejected):
            import_diagram(content)
            behaviors.add(f"laid out {shown_diagram(content).laid_out}")
        if not any(problem.severity is Severity.ERROR for problem in problems):
            behaviors |= {"accepted"} | run_at_random(content, _random_of(content))
        return behaviors


class Decisions(Subject):
    """Reading leniently, and asking each decision with inputs of any kind."""

    name = "decisions"
    suffix = "dmn"

    def seeds(self) -> Sequence[bytes]:
        return corpus.decision_models()

    def mutant(self, of: bytes, random: Random) -> bytes:
        return mutations.mutated_xml(of, random, corpus.decision_models())

    def check(self, content: bytes) -> Behaviors:
        problems = check_decisions(content)
        behaviors = {f"problem {problem.code}" for problem in problems}
        try:
            model = read_decisions(content, is_lenient=True)
        except DecisionsRejected:
            return behaviors
        random = _random_of(content)
        inputs = {
            element.name: random.choice(INPUTS)
            for element in model.elements.values()
            if random.random() < 0.8
        }
        for decision_id in list(model.decisions)[:10]:
            with suppress(FeelLimitExceeded):
                found = model.evaluate(decision_id, inputs)
                document = found.to_document()
                json.dumps(document, allow_nan=False)
                behaviors |= {f"warning {_words(str(warning))}" for warning in found.warnings}
                behaviors.add(f"output {type(found.output).__name__}")
        return behaviors


class Expressions(Subject):
    """Parsing, printing what was parsed, evaluating it, and writing the value."""

    name = "expressions"
    suffix = "feel"

    def seeds(self) -> Sequence[bytes]:
        return [text.encode() for text in corpus.expressions()]

    def mutant(self, of: bytes, random: Random) -> bytes:
        match random.randrange(4):
            case 0:
                text = random_expression(random, random.randint(1, 5))
            case 1:
                text = random_unary_tests(random)
            case _:
                text = mutations.mutated_text(of.decode(errors="replace"), random, corpus.expressions())
        return text.encode(errors="replace")

    def check(self, content: bytes) -> Behaviors:
        text = content.decode(errors="replace")
        behaviors: Behaviors = set()
        try:
            node = parse_expression(text)
        except (FeelSyntaxError, FeelLimitExceeded) as error:
            _expect_a_position(error, text)
        else:
            printed = print_node(node)
            assert parse_expression(printed) == node, f"printed as {printed!r}"
            behaviors |= {f"{type(node).__name__}"}
            with suppress(FeelLimitExceeded):
                warnings: list[Any] = []
                value = compile(text).evaluate(VARIABLES, warnings=warnings)
                to_feel_text(value)
                json.dumps(to_json(value), allow_nan=False)
                behaviors |= {f"warning {_words(str(warning))}" for warning in warnings}
                behaviors.add(f"{type(node).__name__} is {type(value).__name__}")
        try:
            tests = parse_unary_tests(text)
        except (FeelSyntaxError, FeelLimitExceeded) as error:
            _expect_a_position(error, text)
        else:
            printed = print_node(tests)
            assert parse_unary_tests(printed) == tests, f"unary tests printed as {printed!r}"
            with suppress(FeelLimitExceeded):
                assert compile_unary_tests(text).matches(5, VARIABLES) in (True, False)
        return behaviors


SUBJECTS: dict[str, Subject] = {each.name: each for each in (Diagrams(), Decisions(), Expressions())}

VARIABLES: dict[str, object] = {
    "a": 1,
    "b": "text",
    "amount": 1200.5,
    "total price": -3,
    "items": [{"x": 1, "y": "a"}, {"x": 2}, None],
    "person": {"name": "Ann", "age": 33, "tags": ["x", "y"]},
    "x y": [1, 2, 3],
    "größe": None,
    "d-1": {"a": {"a": {}}},
}
INPUTS: tuple[object, ...] = (
    *(
        None,
        True,
        0,
        1,
        -7.5,
        "",
        "a",
        "2024-02-29",
        "PT1H",
        [],
        [1, None, "a"],
        {},
        {"name": "Ann", "age": 3},
    ),
    *({"a": [{"b": 1}]}, 10**40, "ä" * 50),
)


def _random_of(content: bytes) -> Random:
    """The same input is always run the same way, so a finding can be found again."""
    return Random(zlib.crc32(content))


def _words(text: str) -> str:
    return " ".join(word for word in text.split()[:6] if word.isalpha())


def _expect_a_position(error: Exception, text: str) -> None:
    if isinstance(error, FeelSyntaxError):
        assert 0 <= error.position <= len(text), f"position {error.position} of {len(text)} characters"


def is_readable(content: bytes) -> bool:
    """Whether lxml makes a tree of it, for making it smaller."""
    try:
        etree.fromstring(content)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True
