"""A hit policy says what a decision table answers when more than one rule matches (DMN 1.5, 8.2.10 and
10.3.2.10).

A *hit* is a rule that matches, with the values of its output entries. Each policy turns the hits, in the
order of the rules, into the table's value; it also tells which of them it used.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from processes.feel.comparison import same
from processes.feel.errors import BecomesNull
from processes.feel.functions.statistics import maximum, minimum, total


class HitPolicy(Enum):
    UNIQUE = "U"
    ANY = "A"
    PRIORITY = "P"
    FIRST = "F"
    RULE_ORDER = "R"
    OUTPUT_ORDER = "O"
    COLLECT = "C"
    COLLECT_SUM = "C+"
    COLLECT_COUNT = "C#"
    COLLECT_MIN = "C<"
    COLLECT_MAX = "C>"

    @property
    def needs_priorities(self) -> bool:
        return self in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)

    @property
    def aggregates(self) -> bool:
        return len(self.value) == 2


#: By the values of the attributes ``hitPolicy`` and ``aggregation``.
HIT_POLICIES: dict[tuple[str, str], HitPolicy] = {
    ("UNIQUE", ""): HitPolicy.UNIQUE,
    ("ANY", ""): HitPolicy.ANY,
    ("PRIORITY", ""): HitPolicy.PRIORITY,
    ("FIRST", ""): HitPolicy.FIRST,
    ("RULE ORDER", ""): HitPolicy.RULE_ORDER,
    ("OUTPUT ORDER", ""): HitPolicy.OUTPUT_ORDER,
    ("COLLECT", ""): HitPolicy.COLLECT,
    ("COLLECT", "LIST"): HitPolicy.COLLECT,
    ("COLLECT", "SUM"): HitPolicy.COLLECT_SUM,
    ("COLLECT", "COUNT"): HitPolicy.COLLECT_COUNT,
    ("COLLECT", "MIN"): HitPolicy.COLLECT_MIN,
    ("COLLECT", "MAX"): HitPolicy.COLLECT_MAX,
}


@dataclass(frozen=True, slots=True)
class Hit:
    number: int  #: of the rule, from 1
    rule_id: str | None
    value: object
    rank: tuple[int, ...] = ()  #: by the lists of output values, the smallest comes first


class HitPolicyViolated(BecomesNull):
    """The rules that match are not what the hit policy promises."""


Answer = tuple[object, Sequence[Hit]]


def answer(policy: HitPolicy, hits: list[Hit]) -> Answer:
    """The table's value and the hits that it is made of. Raises ``BecomesNull`` for hits that the policy
    rules out.
    """
    try:
        return _ANSWERS[policy](hits)
    except decimal.DecimalException as error:
        raise BecomesNull("The outputs together are not a number that FEEL can hold") from error


def _unique(hits: list[Hit]) -> Answer:
    if len(hits) > 1:
        raise HitPolicyViolated(
            f"Expected one rule at most to match (hit policy unique), but {_told(hits)} do"
        )
    return hits[0].value, hits


def _any(hits: list[Hit]) -> Answer:
    if not all(same(hit.value, hits[0].value) for hit in hits[1:]):
        raise HitPolicyViolated(
            f"Expected matching rules to agree (hit policy any), but {_told(hits)} have different outputs"
        )
    return hits[0].value, hits


def _priority(hits: list[Hit]) -> Answer:
    first = min(hits, key=lambda hit: hit.rank)
    return first.value, [first]


def _first(hits: list[Hit]) -> Answer:
    return hits[0].value, hits[:1]


def _rule_order(hits: list[Hit]) -> Answer:
    return [hit.value for hit in hits], hits


def _output_order(hits: list[Hit]) -> Answer:
    return _rule_order(sorted(hits, key=lambda hit: hit.rank))


def _aggregated(aggregate: Callable[[list[object]], object]) -> Callable[[list[Hit]], Answer]:
    return lambda hits: (aggregate([hit.value for hit in hits]), hits)


_ANSWERS: dict[HitPolicy, Callable[[list[Hit]], Answer]] = {
    HitPolicy.UNIQUE: _unique,
    HitPolicy.ANY: _any,
    HitPolicy.PRIORITY: _priority,
    HitPolicy.FIRST: _first,
    HitPolicy.RULE_ORDER: _rule_order,
    HitPolicy.OUTPUT_ORDER: _output_order,
    HitPolicy.COLLECT: _rule_order,
    HitPolicy.COLLECT_SUM: _aggregated(total),
    HitPolicy.COLLECT_COUNT: _aggregated(len),
    HitPolicy.COLLECT_MIN: _aggregated(minimum),
    HitPolicy.COLLECT_MAX: _aggregated(maximum),
}


def _told(hits: list[Hit]) -> str:
    return "rules " + ", ".join(str(hit.number) for hit in hits[:10]) + (", …" if len(hits) > 10 else "")
