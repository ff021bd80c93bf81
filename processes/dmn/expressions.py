"""Reads the expressions of a decision model: XML → nodes of FEEL, by the names known at each place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

from lxml import etree

from processes.dmn.boxed import Box, Unusable
from processes.dmn.namespaces import is_feel, local_name, part, parts, text_of
from processes.dmn.problems import Problems, told
from processes.dmn.types import Types, UnknownType
from processes.feel import FeelSyntaxError, ast
from processes.feel.expression import without_marker
from processes.feel.functions import BUILTINS
from processes.feel.names_read import names_read
from processes.feel.parser import parse_expression, parse_unary_tests
from processes.feel.type_tests import ANY

ReadBox = Callable[["Reader", etree._Element], ast.Node]
_Node = TypeVar("_Node", bound=ast.Node)

#: Boxes inside each other. Each takes several calls of Python to compile and to evaluate.
_MAX_NESTING = 40
NULL = ast.Literal(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads the expressions at one place of the model."""

    problems: Problems
    types: Types
    #: For each kind of box, by its element's name, what reads it.
    boxes: Mapping[str, ReadBox]
    #: Variables that have a meaning here.
    names: frozenset[str]
    #: Other words to be read as one name, such as the components of contexts.
    words: frozenset[str]
    #: Whether any other name is a mistake. In a filter it may be an entry of the item.
    names_are_all: bool = True
    language: str | None = None
    nesting: int = 0
    #: What was read before. Tables repeat their cells.
    known: dict[tuple[str, frozenset[str]], ast.Node] = field(default_factory=dict)

    def within(self, *names: str) -> Reader:
        return replace(self, names=self.names.union(names))

    def value_of(self, element: etree._Element) -> ast.Node | None:
        """The expression among the children of an element; None when there is none."""
        found = next((child for child in parts(element) if local_name(child) in self.boxes), None)
        return None if found is None else self.read(found)

    def needed(self, element: etree._Element, *names: str) -> ast.Node:
        """The expression in the child of one of these names."""
        child = part(element, *names)
        node = None if child is None else self.value_of(child)
        if node is None:
            self.problems.error(
                "missing-expression", f"{told(element)} needs an expression in its <{names[0]}>.", element
            )
            return Unusable(f"{told(element)} has no expression in its <{names[0]}>")
        return node

    def read(self, element: etree._Element) -> ast.Node:
        deeper = replace(self, nesting=self.nesting + 1)
        if self.nesting > _MAX_NESTING:
            self.problems.error(
                "nested-too-deeply",
                f"{told(element)} is in more than {_MAX_NESTING} boxes. Give inner expressions names.",
                element,
            )
            return Unusable("Nested too deeply")
        node = self.boxes[local_name(element)](deeper, element)
        return Box(element.get("id"), node, self.type_of(element))

    # ── text ──

    def literal(self, element: etree._Element) -> ast.Node:
        """A literal expression; an empty one is null."""
        if not self._is_feel(element):
            return Unusable(f"{told(element)} is not FEEL")
        text = text_of(element)
        if not text:
            return NULL
        try:
            node = self._parsed(without_marker(text), parse_expression)
        except FeelSyntaxError as error:
            self.problems.syntax_error(error, element)
            return Unusable(str(error))
        self._look_for_unknown_names(node, element)
        return node

    def steps(self, element: etree._Element, name: str) -> ast.Iteration | None:
        """What a loop in FEEL may iterate over besides lists: ``1..10`` (rule 63). None for anything else."""
        text = text_of(element)
        if ".." not in text or not is_feel(element.get("expressionLanguage") or self.language):
            return None
        try:
            loop = self._parsed(f"for i in {text} return null", parse_expression)
        except FeelSyntaxError:
            return None
        if not isinstance(loop, ast.For) or len(loop.iterations) > 1 or loop.iterations[0].end is None:
            return None
        self._look_for_unknown_names(loop, element)
        return replace(loop.iterations[0], name=name)

    def unary_tests(self, element: etree._Element | None) -> ast.UnaryTestList:
        """An input entry, or a list of values; an empty one is ``-``."""
        text = text_of(element)
        if element is None or not text or not self._is_feel(element):
            return ast.UnaryTestList(())
        try:
            tests = self._parsed(text, parse_unary_tests)
        except FeelSyntaxError as error:
            self.problems.syntax_error(error, element)
            # A rule that could not be read must not match: nothing is less than null.
            return ast.UnaryTestList((ast.ComparisonTest("<", Unusable(str(error))),))
        self._look_for_unknown_names(tests, element)
        return tests

    def _parsed(self, text: str, parse: Callable[[str, tuple[str, ...]], _Node]) -> _Node:
        key = (f"{parse.__name__} {text}", self.names)
        if key not in self.known:
            self.known[key] = parse(text, _special(self.names, self.words))
        return self.known[key]  # type: ignore[return-value]

    def _is_feel(self, element: etree._Element) -> bool:
        language = element.get("expressionLanguage") or self.language
        if is_feel(language):
            return True
        self.problems.error(
            "expression-language",
            f"{told(element)} is written in '{language}'. Expected FEEL.",
            element,
        )
        return False

    def _look_for_unknown_names(self, node: ast.Node, element: etree._Element) -> None:
        unknown = names_read(node) - self.names - BUILTINS.keys() if self.names_are_all else frozenset()
        if not unknown:
            return
        of_items: set[str] = set()
        for each in ast.walk(node):
            if isinstance(each, ast.Filter):
                of_items |= names_read(each.condition)
        for name in sorted(unknown - of_items):
            self.problems.warning(
                "unknown-variable",
                f"{told(element)} reads '{name}', which nothing here gives a value. "
                "Require the decision, input data or business knowledge of that name.",
                element,
            )

    # ── types ──

    def type_of(self, element: etree._Element | None) -> ast.Node:
        reference = None
        if element is not None:
            reference = element.get("typeRef") or _child_type_ref(element)
        try:
            return self.types.resolve(reference)
        except UnknownType as unknown:
            assert element is not None
            self.problems.error(
                "unknown-type",
                f"{told(element)} has the type {unknown}, which is neither FEEL's nor defined in the model.",
                element,
            )
        except FeelSyntaxError:  # told where the type is defined
            pass
        return ANY

    def parameters(self, element: etree._Element) -> tuple[ast.Parameter, ...]:
        return tuple(
            ast.Parameter(name_of(each), _declared(self.type_of(each)))
            for each in parts(element, "formalParameter")
        )


def name_of(element: etree._Element) -> str:
    return " ".join((element.get("name") or "").split())


def _child_type_ref(element: etree._Element) -> str | None:
    """DMN 1.1 to 1.5 write the type of an item definition or a component as a child."""
    child = part(element, "typeRef")
    return None if child is None else (child.text or "").strip() or None


def _declared(node: ast.Node) -> ast.Node | None:
    return None if node == ANY else node


@lru_cache(maxsize=256)
def _special(names: frozenset[str], words: frozenset[str]) -> tuple[str, ...]:
    """Those that the parser would not read as one name by itself."""
    return tuple(sorted(name for name in names | words if not name.isalnum()))
