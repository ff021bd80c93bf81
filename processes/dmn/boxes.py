"""For each kind of box, how its element is read (DMN 1.5, 10.5)."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from processes.dmn.boxed import Box, BoxedContext, Condition, Unusable
from processes.dmn.expressions import NULL, ReadBox, Reader, name_of
from processes.dmn.namespaces import local_name, part, parts
from processes.dmn.problems import told
from processes.dmn.table_reader import read_table
from processes.feel import ast
from processes.feel.type_tests import ANY


def _context(reader: Reader, element: etree._Element) -> ast.Node:
    entries: dict[str, ast.Node] = {}
    result: ast.Node | None = None
    for entry in parts(element, "contextEntry"):
        variable = part(entry, "variable")
        if variable is None:
            result = reader.value_of(entry) or NULL
            continue
        name = name_of(variable)
        if name in entries:
            reader.problems.error("duplicate-name", f"{told(element)} has two entries '{name}'.", entry)
        inside = reader.within(name) if part(entry, "functionDefinition") is not None else reader
        value = inside.value_of(entry) or NULL
        type_ = reader.type_of(variable)
        entries[name] = value if type_ == ANY else Box(variable.get("id"), value, type_)
        reader = reader.within(name)
    return BoxedContext(tuple(entries.items()), result)


def _invocation(reader: Reader, element: etree._Element) -> ast.Node:
    function = reader.value_of(element)
    if function is None:
        reader.problems.error("missing-expression", f"{told(element)} invokes nothing.", element)
        return Unusable("Nothing is invoked")
    arguments: list[tuple[str, ast.Node]] = []
    for binding in parts(element, "binding"):
        parameter = part(binding, "parameter")
        if parameter is not None:
            arguments.append((name_of(parameter), reader.value_of(binding) or NULL))
    # The box around a function's name would hide that it is the name of a built-in function.
    if isinstance(function, Box) and isinstance(function.inner, ast.Name):
        function = function.inner
    return ast.NamedInvocation(function, tuple(arguments))


def _function(reader: Reader, element: etree._Element) -> ast.Node:
    kind = (element.get("kind") or "FEEL").upper()
    parameters = reader.parameters(element)
    if kind in ("FEEL", "F"):
        inside = reader.within(*(parameter.name for parameter in parameters))
        return ast.FunctionDefinition(parameters, inside.value_of(element) or NULL)
    if kind in ("JAVA", "J"):
        mapping = ast.ContextLiteral((("java", reader.value_of(element) or NULL),))
        return ast.FunctionDefinition(parameters, mapping, external=True)
    reader.problems.error(
        "external-function",
        f"{told(element)} is a {kind} function. "
        "Only functions in FEEL, and some of java.lang, can be evaluated.",
        element,
    )
    return Unusable(f"{kind} functions are not available")


def _relation(reader: Reader, element: etree._Element) -> ast.Node:
    columns = [(name_of(column), reader.type_of(column)) for column in parts(element, "column")]
    rows: list[ast.Node] = []
    for row in parts(element, "row"):
        cells = [reader.read(cell) for cell in parts(row) if local_name(cell) in reader.boxes]
        if len(cells) != len(columns):
            reader.problems.error(
                "relation-shape",
                f"{told(element)} has a row of {len(cells)} cells for {len(columns)} columns.",
                row,
            )
            continue
        rows.append(
            ast.ContextLiteral(
                tuple(
                    (name, Box(None, cell, type_)) for (name, type_), cell in zip(columns, cells, strict=True)
                )
            )
        )
    return ast.ListLiteral(tuple(rows))


def _list(reader: Reader, element: etree._Element) -> ast.Node:
    return ast.ListLiteral(
        tuple(reader.read(item) for item in parts(element) if local_name(item) in reader.boxes)
    )


def _conditional(reader: Reader, element: etree._Element) -> ast.Node:
    return ast.If(*(reader.needed(element, name) for name in ("if", "then", "else")))


def _filter(reader: Reader, element: etree._Element) -> ast.Node:
    inside = replace(reader.within("item"), names_are_all=False)
    return ast.Filter(reader.needed(element, "in"), inside.needed(element, "match"))


def _iteration(reader: Reader, element: etree._Element) -> tuple[ast.Iteration, Reader]:
    name = " ".join((element.get("iteratorVariable") or "").split())
    if not name:
        reader.problems.error(
            "missing-name", f"{told(element)} needs the name of its iterator variable.", element
        )
    domain = part(element, "in")
    text = None if domain is None else part(domain, "literalExpression")
    iteration = None if text is None else reader.steps(text, name)
    return iteration or ast.Iteration(name, reader.needed(element, "in")), reader.within(name)


def _for(reader: Reader, element: etree._Element) -> ast.Node:
    iteration, inside = _iteration(reader, element)
    return ast.For((iteration,), inside.within("partial").needed(element, "return"))


def _quantified(reader: Reader, element: etree._Element) -> ast.Node:
    iteration, inside = _iteration(reader, element)
    condition = Condition(inside.needed(element, "satisfies"))
    return ast.Quantified(local_name(element), (iteration,), condition)


BOXES: dict[str, ReadBox] = {
    "literalExpression": Reader.literal,
    "decisionTable": read_table,
    "context": _context,
    "invocation": _invocation,
    "functionDefinition": _function,
    "relation": _relation,
    "list": _list,
    "conditional": _conditional,
    "filter": _filter,
    "for": _for,
    "every": _quantified,
    "some": _quantified,
}
