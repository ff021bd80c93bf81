"""Problems: what is wrong with a resource, each with the element it is about, found all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    #: the resource cannot be deployed
    ERROR = "error"
    #: it can, but someone should look
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with a resource.

    `code` is a stable kebab-case word for machines (`unknown-reference`), `message` a sentence that says what
    is wrong and what to do. `line` is the 1-based line in the XML, `position` the 0-based offset inside a
    faulty expression.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    resource: str | None = None
    process_id: str | None = None
    element_id: str | None = None
    element_type: str | None = None
    element_name: str | None = None
    line: int | None = None
    position: int | None = None


class ResourceRejected(ValueError):
    """The resource cannot be deployed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.message for p in self.problems))
