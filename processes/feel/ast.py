"""The parts of a parsed expression, in the words of the FEEL grammar (DMN 1.3, 10.3.1.2).

Every node knows the ``position`` of its first character. Two nodes are equal when they mean the same,
wherever they stand. Chains of operators of one level (``a + b - c``, ``a and b and c``) are one node, so
that a long sum is wide and not deep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    position: int = field(default=0, compare=False)


# ── literals and names ──


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, string, boolean or null."""

    value: int | Decimal | str | bool | None

    def __eq__(
        self, other: object
    ) -> bool:  # 1 and true are different literals, though Python says 1 == True
        return (
            isinstance(other, Literal) and type(self.value) is type(other.value) and self.value == other.value
        )

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class AtLiteral(Node):
    """``@"2024-05-01"``: a date, time, date and time, or duration."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeLiteral(Node):
    """``[1..10)``"""

    start: Node
    end: Node
    start_included: bool
    end_included: bool


# ── operators ──


@dataclass(frozen=True, slots=True)
class Negation(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``first op operand op operand …``: all operators of the same level, from left to right."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class ComparisonTest(Node):
    """``< 10``: a comparison whose left side is the value under test (simple positive unary test)."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """``value in tests``: true when any test holds."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Conjunction(Node):
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Disjunction(Node):
    operands: tuple[Node, ...]


# ── control ──


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    consequence: Node
    alternative: Node


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    """``name in domain`` of a loop, or ``name in start..end``."""

    name: str
    domain: Node
    end: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """``some`` or ``every`` … ``satisfies`` condition."""

    quantifier: str
    iterations: tuple[Iteration, ...]
    condition: Node


# ── parts of values ──


@dataclass(frozen=True, slots=True)
class Path(Node):
    source: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    source: Node
    condition: Node


# ── functions and types ──


@dataclass(frozen=True, slots=True)
class TypeName(Node):
    name: str


@dataclass(frozen=True, slots=True)
class ListType(Node):
    item: Node


@dataclass(frozen=True, slots=True)
class RangeType(Node):
    endpoint: Node


@dataclass(frozen=True, slots=True)
class ContextType(Node):
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class FunctionType(Node):
    parameters: tuple[Node, ...]
    result: Node


@dataclass(frozen=True, slots=True)
class RestrictedType(Node):
    """A type of which only some values are allowed. It has no notation in FEEL; decision models define it."""

    base: Node
    allows: Callable[[Any, Any], bool]  #: given a value and a run


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    type: Node


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    name: str
    type: Node | None = None


@dataclass(frozen=True, slots=True)
class FunctionDefinition(Node):
    parameters: tuple[Parameter, ...]
    body: Node
    external: bool = False


@dataclass(frozen=True, slots=True)
class Invocation(Node):
    function: Node
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class NamedInvocation(Node):
    function: Node
    arguments: tuple[tuple[str, Node], ...]


# ── unary tests ──


@dataclass(frozen=True, slots=True)
class UnaryTestList(Node):
    """The tests of a decision table's input entry; ``-`` (any value) has no tests."""

    tests: tuple[Node, ...]
    negated: bool = False


# ── what is not FEEL's own ──


@dataclass(frozen=True, slots=True)
class Embedded(Node):
    """A part that stands for FEEL in a decision model, such as a decision table. It brings its own meaning:
    a method ``code`` that the compiler calls.
    """

    def code(self, compiler: Any) -> Any:
        raise NotImplementedError

    def static_type(self, names: Mapping[str, Node]) -> Node | None:
        """The type of its value, where the model tells it; ``names`` are the types of what is around."""
        return None

    def shown(self, show: Callable[[Node], str]) -> str:
        """How it reads inside of a function that is shown as text."""
        return "…"


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below ``node``, in the order of the text."""
    kind = type(node)
    if kind not in _PARTS:
        _PARTS[kind] = tuple(each.name for each in fields(kind) if each.name != "position")
    for name in _PARTS[kind]:
        yield from _nodes_in(getattr(node, name))


#: For each kind of node, the fields that may hold nodes.
_PARTS: dict[type, tuple[str, ...]] = {}


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)


def walk(root: Node) -> Iterator[Node]:
    """Every node at or below ``root``; needs no recursion, whatever the depth."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(children(node))


def deepest(root: Node) -> tuple[int, Node]:
    """How many levels the expression has, and a node on the last one."""
    depth, level = 0, [root]
    last = root
    while level:
        depth, last = depth + 1, level[0]
        level = [child for node in level for child in children(node)]
    return depth, last
