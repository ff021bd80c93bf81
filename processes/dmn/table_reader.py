"""Reads a decision table: its clauses, its rules, its hit policy, and what is wrong with their shape."""

from __future__ import annotations

from lxml import etree

from processes.dmn.decision_table import DecisionTable, InputClause, OutputClause, Rule
from processes.dmn.expressions import NULL, Reader, name_of
from processes.dmn.hit_policies import HIT_POLICIES, HitPolicy
from processes.dmn.namespaces import part, parts, text_of
from processes.dmn.problems import told
from processes.feel import ast
from processes.feel.type_tests import ANY


def read_table(reader: Reader, element: etree._Element) -> ast.Node:
    policy = _hit_policy(reader, element)
    input_elements, output_elements = list(parts(element, "input")), list(parts(element, "output"))
    inside = reader.within("?")
    inputs = tuple(_input(inside, each) for each in input_elements)
    outputs = _outputs(reader, element, output_elements, policy)
    rules = tuple(
        rule
        for each in parts(element, "rule")
        if (rule := _rule(inside, each, len(inputs), len(outputs))) is not None
    )
    return DecisionTable(element.get("id"), policy, inputs, outputs, rules)


def _hit_policy(reader: Reader, element: etree._Element) -> HitPolicy:
    policy, aggregation = element.get("hitPolicy") or "UNIQUE", element.get("aggregation") or ""
    # An aggregation means nothing with another policy than collect.
    found = HIT_POLICIES.get((policy, aggregation if policy == "COLLECT" else ""))
    if found is None:
        words = f"{policy} {aggregation}".strip()
        reader.problems.error(
            "unknown-hit-policy", f"{told(element)} has the unknown hit policy '{words}'.", element
        )
        return HitPolicy.UNIQUE
    return found


def _input(reader: Reader, element: etree._Element) -> InputClause:
    expression = part(element, "inputExpression")
    label = element.get("label") or text_of(expression)
    # The type is what the author expects; the value is tested as it is, so that a wrong expectation shows in
    # the record and not in a rule that silently never matches.
    node = NULL if expression is None else reader.literal(expression)
    if expression is not None:
        reader.type_of(expression)
    return InputClause(label, node, reader.unary_tests(part(element, "inputValues")))


def _outputs(
    reader: Reader, table: etree._Element, elements: list[etree._Element], policy: HitPolicy
) -> tuple[OutputClause, ...]:
    if not elements:
        reader.problems.error("missing-output", f"{told(table)} needs at least one output.", table)
    clauses = tuple(_output(reader, element, len(elements) > 1) for element in elements)
    if len(clauses) > 1:
        _check_names(reader, table, elements)
        if policy.aggregates:
            reader.problems.error(
                "aggregation-of-several-outputs",
                f"{told(table)} has {len(clauses)} outputs, which cannot be aggregated ({policy.value}).",
                table,
            )
    if policy.needs_priorities and not any(clause.values.tests for clause in clauses):
        reader.problems.error(
            "missing-priorities",
            f"{told(table)} orders its outputs by priority, which its list of output values must tell.",
            table,
        )
    return clauses


def _check_names(reader: Reader, table: etree._Element, elements: list[etree._Element]) -> None:
    names: set[str] = set()
    for element in elements:
        name = name_of(element)
        if not name:
            reader.problems.error(
                "missing-name", f"{told(table)} has several outputs, so that each needs a name.", element
            )
        elif name in names:
            reader.problems.error("duplicate-name", f"{told(table)} has two outputs '{name}'.", element)
        names.add(name)


def _output(reader: Reader, element: etree._Element, is_compound: bool) -> OutputClause:
    default = part(element, "defaultOutputEntry")
    node = None if default is None else reader.literal(default)
    if node is NULL:
        node = None
    # A table with one output has the type of what it decides (8.3.3).
    type_ = reader.type_of(element) if is_compound else ANY
    name = name_of(element) or element.get("label") or ""
    return OutputClause(name, type_, reader.unary_tests(part(element, "outputValues")), node)


def _rule(reader: Reader, element: etree._Element, inputs: int, outputs: int) -> Rule | None:
    tests = tuple(reader.unary_tests(entry) for entry in parts(element, "inputEntry"))
    values = tuple(reader.literal(entry) for entry in parts(element, "outputEntry"))
    if (len(tests), len(values)) != (inputs, outputs):
        reader.problems.error(
            "rule-shape",
            f"{told(element)} has {len(tests)} input and {len(values)} output entries "
            f"in a table of {inputs} inputs and {outputs} outputs.",
            element,
        )
        return None
    return Rule(element.get("id"), tests, values)
