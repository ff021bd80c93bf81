"""The kinds of values that a step can say, each with what it looks like, for whoever wrote something else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from processes import feel
from processes.bpmn.timer_texts import parse_moment


@dataclass(frozen=True, slots=True)
class Kind:
    #: "a text", as it goes on after "must be"
    told: str
    #: the value, from what is written and the folder of the file; raises `ValueError` if it is no such value
    read: Callable[[Any, Path], Any]


class Unreadable(ValueError):
    """What is written is of the right kind, but something else is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file to deploy."""

    name: str
    content: bytes


def _of(told: str, fits: Callable[[Any], bool]) -> Kind:
    def read(written: Any, folder: Path) -> Any:
        if not fits(written):
            raise ValueError(told)
        return written

    return Kind(told, read)


def one_of(*words: str) -> Kind:
    return _of(" or ".join(f"`{word}`" for word in words), lambda written: written in words)


def _is_whole(written: Any) -> bool:
    return isinstance(written, int) and not isinstance(written, bool) and written >= 0


def _is_counts(written: Any) -> bool:
    return isinstance(written, dict) and all(map(_is_whole, written.values()))


def _is_texts(written: Any) -> bool:
    return isinstance(written, list) and all(isinstance(each, str) for each in written)


def _is_texts_map(written: Any) -> bool:
    return isinstance(written, dict) and all(isinstance(each, str) for each in written.values())


def _duration(written: Any, folder: Path) -> feel.IsoDuration:
    duration = feel.parse_iso_duration(written if isinstance(written, str) else "")
    if duration.add_to(datetime(2026, 1, 1, tzinfo=UTC)) < datetime(2026, 1, 1, tzinfo=UTC):
        raise ValueError(written)
    return duration


def _moment(written: Any, folder: Path) -> datetime:
    return parse_moment(written if isinstance(written, str) else "")


def _moments(written: Any, folder: Path) -> Mapping[str, datetime]:
    if not isinstance(written, dict):
        raise ValueError(written)
    return {element_id: _moment(text, folder).astimezone(UTC) for element_id, text in written.items()}


def _text_or_number(written: Any, folder: Path) -> str:
    if not isinstance(written, str | int) or isinstance(written, bool):
        raise ValueError(written)
    return str(written)


def _resources(written: Any, folder: Path) -> list[Resource]:
    if not _is_texts(written):
        raise ValueError(written)
    return [Resource(name=name, content=_content(folder / name)) for name in written]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise Unreadable(
            f"{path} cannot be read: {wrong.strerror}; paths are relative to this file"
        ) from wrong


Text = Annotated[str, _of("a text", lambda written: isinstance(written, str) and written != "")]
#: codes, keys: what others may have as a number
TextOrNumber = Annotated[str, Kind("a text or a number", _text_or_number)]
Whole = Annotated[int, _of("a number: 0, 1, 2 …", _is_whole)]
YesNo = Annotated[bool, _of("true or false", lambda written: isinstance(written, bool))]
VariablesMap = Annotated[
    Mapping[str, Any],
    _of("a map of names to values, such as {amount: 1200}", lambda written: isinstance(written, dict)),
]
Counts = Annotated[
    Mapping[str, int], _of("a map of element ids to numbers, such as {approve: 1}; {} for none", _is_counts)
]
Texts = Annotated[list[str], _of("a list of texts, such as [approve, decide]", _is_texts)]
TextsMap = Annotated[
    Mapping[str, str],
    _of("a map of ids to ids, such as {approve: decide}", _is_texts_map),
]
Moments = Annotated[
    Mapping[str, datetime],
    Kind("a map of element ids to moments, such as {overdue: 2026-01-05T13:00:00Z}", _moments),
]
Duration = Annotated[feel.IsoDuration, Kind("an ISO 8601 duration, such as PT90M or P2D", _duration)]
Moment = Annotated[datetime, Kind("a moment, such as 2026-03-01T08:00:00Z", _moment)]
Resources = Annotated[list[Resource], Kind("a list of file names, such as [order.bpmn]", _resources)]


def read_value(annotated: Any, written: Any, folder: Path) -> Any:
    """A value of one of the kinds above. Raises `ValueError` with what is wrong, to go on after its name."""
    (kind,) = annotated.__metadata__
    try:
        return kind.read(written, folder)
    except Unreadable:
        raise
    except ValueError as wrong:
        raise ValueError(f"must be {kind.told}, but it is {json.dumps(written, default=str)}") from wrong
