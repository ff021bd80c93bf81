"""A decision table asks its input expressions, finds the rules whose input entries they all satisfy, and
answers with their output entries, as its hit policy says (DMN 1.5, chapter 8 and 10.3.2.10).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from processes.dmn.hit_policies import Hit, HitPolicy, HitPolicyViolated, answer
from processes.dmn.records import DecisionRun, EvaluatedTable, MatchedRule
from processes.feel import ast
from processes.feel.compiled.code import Code, null
from processes.feel.compiled.compiler import Compiler
from processes.feel.compiled.tests import Test
from processes.feel.compiled.unary_tests import Passes, compile_unary_test, compile_unary_tests
from processes.feel.errors import BecomesNull
from processes.feel.feel_text import to_feel_text
from processes.feel.scope import Bindings, Run, Scope
from processes.feel.type_tests import ANY, coercion

#: What a hit costs in terms of iterations: its outputs are evaluated, and kept for the answer.
_HIT_COST = 10


@dataclass(frozen=True, slots=True)
class InputClause(ast.Node):
    label: str
    expression: ast.Node
    allowed: ast.UnaryTestList  #: the values that ``-`` stands for


@dataclass(frozen=True, slots=True)
class OutputClause(ast.Node):
    name: str  #: of the entry in the result, when the table has several outputs
    type: ast.Node
    values: ast.UnaryTestList  #: in decreasing priority
    default: ast.Node | None


@dataclass(frozen=True, slots=True)
class Rule(ast.Node):
    id: str | None
    tests: tuple[ast.UnaryTestList, ...]
    outputs: tuple[ast.Node, ...]


@dataclass(frozen=True, slots=True)
class DecisionTable(ast.Embedded):
    element_id: str | None
    hit_policy: HitPolicy
    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[Rule, ...] = field(repr=False)

    def code(self, compiler: Compiler) -> Code:
        return _Table(self, compiler).evaluate


class _Table:
    def __init__(self, table: DecisionTable, compiler: Compiler) -> None:
        self._id = table.element_id
        self._policy = table.hit_policy
        self._labels = tuple(clause.label for clause in table.inputs)
        self._inputs = tuple(compiler.code(clause.expression) for clause in table.inputs)
        self._outputs = _Outputs(table.outputs, compiler)
        inside = compiler.within("?")
        allowed = tuple(compile_unary_tests(clause.allowed, inside) for clause in table.inputs)
        self._rules = tuple(
            _CompiledRule(
                number,
                rule.id,
                tuple(
                    (column, compile_unary_tests(tests, inside) if tests.tests else allowed[column])
                    for column, tests in enumerate(rule.tests)
                    if tests.tests or table.inputs[column].allowed.tests
                ),
                tuple(compiler.code(output) for output in rule.outputs),
            )
            for number, rule in enumerate(table.rules, start=1)
        )

    def evaluate(self, scope: Scope, run: Run) -> object:
        outer, run.place = run.place, self._id or run.place
        values = [read(scope, run) for read in self._inputs]
        used: list[Hit] = []
        violation: str | None = None
        try:
            hits = self._hits(values, scope, run)
            if not hits:
                value = self._outputs.default(scope, run)
            else:
                value, found = answer(self._policy, hits)
                used = list(found)
        except HitPolicyViolated as reason:
            violation = str(reason)
            value = null(reason, run, 0)
        except BecomesNull as reason:
            value = null(reason, run, 0)
        if isinstance(run, DecisionRun):
            run.note_table(self._record(values, used, violation))
        run.place = outer
        return value

    def _hits(self, values: list[object], scope: Scope, run: Run) -> list[Hit]:
        run.count_iterations(len(self._rules))
        hits: list[Hit] = []
        for rule in self._rules:
            for column, passes in rule.tests:
                if not passes(values[column], scope, run):
                    break
            else:
                run.count_iterations(_HIT_COST)
                value, rank = self._outputs.of(rule, self._policy.needs_priorities, scope, run)
                hits.append(Hit(rule.number, rule.id, value, rank))
                if self._policy is HitPolicy.FIRST:
                    break
        return hits

    def _record(self, values: list[object], used: list[Hit], violation: str | None) -> EvaluatedTable:
        return EvaluatedTable(
            element_id=self._id,
            inputs=tuple(zip(self._labels, values, strict=True)),
            matched=tuple(
                MatchedRule(number=hit.number, rule_id=hit.rule_id, output=hit.value) for hit in used
            ),
            violation=violation,
        )


@dataclass(frozen=True, slots=True)
class _CompiledRule:
    number: int
    id: str | None
    tests: tuple[tuple[int, Passes], ...]
    outputs: tuple[Code, ...]


class _Outputs:
    """The output columns: one gives a value, several give a context."""

    def __init__(self, clauses: tuple[OutputClause, ...], compiler: Compiler) -> None:
        self._names = tuple(clause.name for clause in clauses)
        self._coercions = tuple(
            None if clause.type == ANY else coercion(clause.type, compiler.types, f"Output '{clause.name}'")
            for clause in clauses
        )
        inside = compiler.within("?")
        self._ranks: tuple[tuple[Test, ...], ...] = tuple(
            tuple(compile_unary_test(test, inside) for test in clause.values.tests) for clause in clauses
        )
        self._defaults = tuple(
            compiler.code(clause.default) if clause.default is not None else None for clause in clauses
        )
        self._is_single = len(clauses) == 1

    def of(self, rule: _CompiledRule, ranked: bool, scope: Scope, run: Run) -> tuple[object, tuple[int, ...]]:
        """A rule's value, and its place in the order of priorities."""
        values = [
            self._checked(column, output(scope, run), scope, run)
            for column, output in enumerate(rule.outputs)
        ]
        rank = tuple(
            _rank(tests, value, scope, run)
            for tests, value in zip(self._ranks, values, strict=True)
            if ranked and tests
        )
        return self._composed(values), rank

    def default(self, scope: Scope, run: Run) -> object:
        """What a table without a hit answers: its default output, or null."""
        if all(default is None for default in self._defaults):
            return None
        return self._composed([default(scope, run) if default else None for default in self._defaults])

    def _composed(self, values: list[object]) -> object:
        return values[0] if self._is_single else dict(zip(self._names, values, strict=True))

    def _checked(self, column: int, value: object, scope: Scope, run: Run) -> object:
        """Converted to the column's type; a value that must not be there stays, and a warning tells."""
        coerce = self._coercions[column]
        if coerce is not None:
            try:
                value = coerce(value, run)
            except BecomesNull as reason:
                run.warn(str(reason), 0)
        tests = self._ranks[column]
        if tests and value is not None and _rank(tests, value, scope, run) == len(tests):
            run.warn(f"{to_feel_text(value)} is not among the output values of '{self._names[column]}'", 0)
        return value


def _rank(tests: tuple[Test, ...], value: object, scope: Scope, run: Run) -> int:
    """The place of the first output value that is this one; after all others if none is."""
    bindings = Bindings(scope)
    bindings["?"] = value
    return next((place for place, test in enumerate(tests) if test(value, bindings, run) is True), len(tests))
