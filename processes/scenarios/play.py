"""A case while it is played: the stage, and the names it has given to instances."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from processes import feel
from processes.scenarios.engine import NothingWaits
from processes.scenarios.stage import Stage


class Unexpected(AssertionError):
    """What is, differs from what is written."""


class Play:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._named: dict[str, int] = {}
        self._latest: int | None = None

    @property
    def now(self) -> datetime:
        return self.stage.engine.now

    def later(self, duration: feel.IsoDuration) -> datetime:
        return duration.add_to(self.now)

    def name(self, key: int, name: str | None) -> None:
        """The case speaks about this instance from now on, by this name or as the latest."""
        self._latest = key
        if name is not None:
            self._named[name] = key

    def instance(self, name: str | None) -> int:
        """The one of this name; without one the one that was started last, else the first of all."""
        if name is not None:
            if name not in self._named:  # the step that should have named it has failed as expected
                raise NothingWaits(f"Expected an instance known as {name!r}, but it was not started.")
            return self._named[name]
        if self._latest is None:
            self._latest = next(iter(self.stage.engine.instances()), None)
        if self._latest is None:
            raise NothingWaits("Expected an instance, but none has been started.")
        return self._latest

    def instance_or_all(self, name: str | None) -> int | None:
        return None if name is None else self.instance(name)


def need_same(wanted: object, found: object) -> None:
    if wanted != found:
        raise Unexpected(f"expected {told(wanted)}\n   found {told(found)}")


def need_counts(wanted: Mapping[str, int], found: Iterable[str]) -> None:
    """Exactly these elements, each so many times."""
    need_same({each: count for each, count in wanted.items() if count}, dict(Counter(found)))


def told(value: Any) -> str:
    """As one would write it in a step."""
    match value:
        case list() | tuple():
            return f"[{', '.join(map(told, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {told(each)}' for key, each in value.items())}}}"
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="auto").replace("+00:00", "Z")
        case str():
            return value
    return json.dumps(value)
