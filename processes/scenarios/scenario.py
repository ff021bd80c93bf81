"""A scenario: a story about diagrams, written down.

    scenario: An approval that takes too long goes to the manager
    diagrams: [review.bpmn]
    steps:
      - start: review
        variables: {amount: 1200}
      - expect:
          tasks: [approve]
      - advance clock: PT1H
      - expect:
          terminated: [approve]
          tasks: [decide]
      - complete task: decide
        variables: {approved: true}
      - expect:
          state: COMPLETED

It is read from YAML or JSON, or made of the same data in Python. Each step has one verb (`verbs`) and what
else the verb wants to know. Paths of diagrams are relative to the file. `begins` is the time at which it
begins.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from processes.bpmn.timer_texts import parse_moment
from processes.scenarios.engine import BEGINNING, Drawing
from processes.scenarios.verbs import VERBS, Verb
from processes.scenarios.yaml_reader import read_yaml

_PARTS = {"scenario", "diagrams", "begins", "steps"}


class ScenarioInvalid(ValueError):
    """What is written is no scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    verb: Verb
    #: what stands behind the verb
    value: Any
    #: what else the verb wants to know, in the names of its parameters
    arguments: Mapping[str, Any]
    #: the step must be refused, with a message that has this in it
    refused: str | None
    #: as it is written
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    name: str
    diagrams: Sequence[bytes | Drawing]
    begins: datetime
    steps: Sequence[Step]


def read_scenario(path: Path) -> Scenario:
    """Read a scenario from a file. Raises `ScenarioInvalid`."""
    try:
        return scenario_of(_data_of(path), folder=path.parent)
    except ScenarioInvalid as wrong:
        raise ScenarioInvalid(f"{path}: {wrong}") from None


def _data_of(path: Path) -> Any:
    text = _read(path).decode(errors="replace")
    try:
        return json.loads(text) if path.suffix == ".json" else read_yaml(text)
    except ValueError as wrong:
        raise ScenarioInvalid(str(wrong)) from wrong


def scenario_of(
    data: Any, *, diagrams: Sequence[bytes | Drawing] | None = None, folder: Path = Path()
) -> Scenario:
    """A scenario from plain data. `diagrams` may be given as such instead of by path."""
    if not isinstance(data, dict):
        raise ScenarioInvalid("A scenario has `scenario`, `diagrams` and `steps`.")
    if unknown := data.keys() - _PARTS:
        raise ScenarioInvalid(f"A scenario has no {_listed(unknown)}; it has {_listed(_PARTS)}.")
    steps = data.get("steps")
    if not isinstance(steps, list) or not steps:
        raise ScenarioInvalid("A scenario needs a list of `steps`.")
    begins = data.get("begins")
    return Scenario(
        name=str(data.get("scenario", "")),
        diagrams=[_read(folder / name) for name in data.get("diagrams", ())]
        if diagrams is None
        else diagrams,
        begins=parse_moment(begins) if begins else BEGINNING,
        steps=[_step(number, step) for number, step in enumerate(steps, 1)],
    )


def _step(number: int, data: Any) -> Step:
    if isinstance(data, str):
        data = {data: None}
    if not isinstance(data, dict):
        raise ScenarioInvalid(f"Step {number} must have a verb such as `start`, but it is {data!r}.")
    said = [word for word in data if word in VERBS]
    if len(said) != 1:
        raise ScenarioInvalid(
            f"Step {number} must have one verb, but it has {_listed(said) or 'none'}; "
            f"verbs are {_listed(VERBS)}."
        )
    verb = VERBS[said[0]]
    others = {word: value for word, value in data.items() if word not in (verb.words, "refused")}
    if unknown := others.keys() - verb.arguments.keys():
        raise ScenarioInvalid(
            f"Step {number}: `{verb.words}` knows no {_listed(unknown)}; it knows "
            f"{_listed(verb.arguments) or 'nothing else'}."
        )
    if missing := verb.required - others.keys():
        raise ScenarioInvalid(f"Step {number}: `{verb.words}` needs {_listed(missing)}.")
    return Step(
        verb=verb,
        value=data[verb.words],
        arguments={verb.arguments[word]: value for word, value in others.items()},
        refused=data.get("refused"),
        text=f"{verb.words}: {data[verb.words]}" if data[verb.words] is not None else verb.words,
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise ScenarioInvalid(f"{path} cannot be read: {wrong.strerror}.") from wrong


def _listed(words: Any) -> str:
    return ", ".join(f"`{word}`" for word in sorted(words))
