"""A case: diagrams, and what happens to them step by step. As it is written, in YAML or JSON:

    id: an approval that takes too long goes to the manager
    deploy: [review.bpmn]
    steps:
      - {do: start, process: review, as: r, variables: {amount: 1200}}
      - {assert: tasks, exact: {approve: 1}}
      - {do: advance_time, by: PT1H}
      - {assert: tasks, exact: {decide: 1}}

A file holds one case, a list of cases, or `{cases: […]}`. Names of files are relative to it. What is written
is read whole before anything is played, and every mistake in a file is told at once, with its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from processes.scenarios.assertions import ASSERT
from processes.scenarios.handlers import read_handler
from processes.scenarios.kinds import Moment, Resource, Resources, Unreadable, read_value
from processes.scenarios.step_kinds import StepInvalid, StepKind, kinds_of
from processes.scenarios.steps import DO
from processes.scenarios.work import Handler
from processes.scenarios.yaml_reader import read_yaml

#: when a case begins unless it says otherwise
BEGINS = datetime(2026, 1, 1, tzinfo=UTC)

#: what a case can say, and what else it may say about itself, which is not read
PARTS = ("id", "deploy", "steps", "handlers", "begins")
REMARKS = ("note", "feature", "source", "needs", "purity", "choices", "dropped", "title", "description")
#: beside `cases`
FILE_REMARKS = ("cases", "note", "source", "commit", "licence", "license", "description", "title")

DO_KINDS = kinds_of(DO)
ASSERT_KINDS = kinds_of(ASSERT)

#: words that others know, and why they are not among ours
_REFUSED = {
    "throw_escalation": (
        "a job cannot throw an escalation, only an error: draw an escalation event after the task, or use "
        "`throw_bpmn_error`"
    )
}


class CaseInvalid(ValueError):
    """What is written is no case; all mistakes of the file, each with its place."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistakes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    kind: StepKind
    #: what it says, in the names of the parameters
    arguments: Mapping[str, Any]
    #: it must be refused, with a message that has this text in it
    rejected: str | None = None
    #: as it is written
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    id: str
    steps: Sequence[Step]
    resources: Sequence[Resource] = ()
    handlers: Mapping[str, Handler] = field(default_factory=dict)
    begins: datetime = BEGINS


def read_cases(path: Path) -> list[Case]:
    """The cases of a file. Raises `CaseInvalid`."""
    try:
        text = path.read_bytes().decode()
        written = json.loads(text) if path.suffix == ".json" else read_yaml(text)
    except OSError as wrong:
        raise CaseInvalid([f"{path}: cannot be read: {wrong.strerror}"]) from wrong
    except ValueError as wrong:
        language = "JSON" if path.suffix == ".json" else "YAML"
        raise CaseInvalid([f"{path}: is no {language}: {wrong}"]) from wrong
    name = path.name.removesuffix(path.suffix).removesuffix(".scenario")
    cases, mistakes = [], []
    try:
        all_written = _written_cases(written)
    except Unreadable as wrong:
        raise CaseInvalid([f"{path}: {wrong}"]) from wrong
    for number, each in enumerate(all_written, 1):
        default = name if len(all_written) == 1 else f"{name} {number}"
        try:
            cases.append(read_case(each, path.parent, default))
        except CaseInvalid as wrong:
            mistakes += [f"{path}: {mistake}" for mistake in wrong.mistakes]
    ids = [case.id for case in cases]
    mistakes += [
        f"{path}: case {twice!r}: the id is there {ids.count(twice)} times; give each case one of its own"
        for twice in dict.fromkeys(ids)
        if ids.count(twice) > 1
    ]
    if mistakes:
        raise CaseInvalid(mistakes)
    return cases


def read_case(
    written: Any, folder: Path = Path(), default_id: str = "", *, deploy: Sequence[Resource] = ()
) -> Case:
    """A case from plain data; `deploy` beside what it names itself. Raises `CaseInvalid`."""
    if not isinstance(written, dict):
        raise CaseInvalid([f"case {default_id!r}: must be a map with {_listed(PARTS)}"])
    case_id = written.get("id", default_id)
    place = f"case {case_id!r}"
    mistakes: list[str] = []
    if not isinstance(case_id, str):
        mistakes.append(f"{place}: `id` must be a text")
    if unknown := [word for word in written if word not in (*PARTS, *REMARKS)]:
        mistakes.append(
            f"{place}: knows no {_listed(unknown)}; it has {_listed(PARTS)}, and `note` for remarks"
        )
    resources, begins = [*deploy], BEGINS
    try:
        resources += read_value(Resources, written.get("deploy", []), folder)
    except ValueError as wrong:
        mistakes.append(f"{place}: `deploy` {wrong}")
    try:
        begins = read_value(Moment, written["begins"], folder) if "begins" in written else BEGINS
    except ValueError as wrong:
        mistakes.append(f"{place}: `begins` {wrong}")
    handlers = dict(_handlers(written.get("handlers", {}), place, mistakes))
    steps = list(_steps(written.get("steps"), folder, place, mistakes))
    if mistakes:
        raise CaseInvalid(mistakes)
    return Case(id=case_id, steps=steps, resources=resources, handlers=handlers, begins=begins)


def _written_cases(written: Any) -> list[Any]:
    match written:
        case {"cases": list(cases), **others}:
            if unknown := [word for word in others if word not in FILE_REMARKS]:
                raise Unreadable(f"knows no {_listed(unknown)} beside `cases`; put it into a case")
        case {"cases": _}:
            raise Unreadable("`cases` must be a list of cases")
        case list(cases):
            pass
        case {"steps": _} | {"deploy": _} | {"id": _}:
            cases = [written]
        case _:
            raise Unreadable("must be a case (with `deploy` and `steps`), a list of cases, or {cases: […]}")
    if not cases:
        raise Unreadable("has no case")
    return cases


def _handlers(written: Any, place: str, mistakes: list[str]) -> Iterator[tuple[str, Handler]]:
    if not isinstance(written, dict):
        mistakes.append(f"{place}: `handlers` must be a map of element ids to handlers")
        return
    for element_id, handler in written.items():
        try:
            yield element_id, read_handler(handler)
        except ValueError as wrong:
            mistakes.append(f"{place}: handler of {element_id!r}: {wrong}")


def _steps(written: Any, folder: Path, place: str, mistakes: list[str]) -> Iterator[Step]:
    if not isinstance(written, list) or not written:
        mistakes.append(f"{place}: needs a list of `steps`")
        return
    known: set[str] = set()
    for number, each in enumerate(written, 1):
        try:
            step = _step(each, folder)
            _see_that_it_is_known(step, known)
        except StepInvalid as wrong:
            mistakes += [f"{place}, step {number}: {mistake}" for mistake in wrong.mistakes]
        else:
            yield step
        if isinstance(each, dict) and isinstance(each.get("as"), str):
            known.add(each["as"])


def _step(written: Any, folder: Path) -> Step:
    if not isinstance(written, dict):
        raise StepInvalid([f"must be a map with `do` or `assert`, but it is {json.dumps(written)}"])
    said = [word for word in ("do", "assert") if word in written]
    if len(said) != 1:
        raise StepInvalid([f"must have either `do` or `assert`, but it has {_listed(said) or 'neither'}"])
    word, kinds = written[said[0]], DO_KINDS if said == ["do"] else ASSERT_KINDS
    word = word if isinstance(word, str) else json.dumps(word)
    if word in _REFUSED:
        raise StepInvalid([f"`{word}`: {_REFUSED[word]}"])
    kind = kinds.get(word)
    if kind is None:
        raise StepInvalid([f"there is nothing to {said[0]} called {word!r}; there is {_listed(kinds)}"])
    fields = {name: value for name, value in written.items() if name not in (said[0], "note")}
    rejected = fields.pop("rejected", None) if said == ["do"] else None
    if rejected is not None and not isinstance(rejected, str):
        raise StepInvalid(["`rejected` must be a text that is part of the refusal"])
    return Step(kind=kind, arguments=kind.read(fields, folder), rejected=rejected, text=f"{said[0]} {word}")


def _see_that_it_is_known(step: Step, known: set[str]) -> None:
    name = step.arguments.get("instance")
    if name is not None and name not in known:
        raise StepInvalid([
            f"speaks of the instance {name!r}, but no step before it has `as: {name}`; there is "
            f"{_listed(known) or 'none'}"
        ])  # fmt: skip


def _listed(words: Any) -> str:
    return ", ".join(f"`{word}`" for word in words)
