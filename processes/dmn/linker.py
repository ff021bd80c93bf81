"""The linker: drawings → elements that can be evaluated, references resolved and expressions compiled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from processes.dmn.boxed import Unusable
from processes.dmn.boxes import BOXES
from processes.dmn.drawing import Drawing, variable_name
from processes.dmn.elements import (
    BusinessKnowledge,
    Decision,
    DecisionService,
    Element,
    InputData,
    Key,
    Requirement,
    ServiceFunction,
    put,
)
from processes.dmn.evaluator import Evaluator
from processes.dmn.expressions import NULL, Reader, name_of
from processes.dmn.namespaces import part, parts, version_tag
from processes.dmn.problems import told
from processes.dmn.types import Types, UnknownType
from processes.feel import FeelSyntaxError, ast
from processes.feel.compiled import compile_node
from processes.feel.compiled.code import Code
from processes.feel.scope import Run
from processes.feel.type_tests import ANY, Coercion, coercion
from processes.feel.values import Function


class Linker:
    """Links models that import each other. What is wrong is told to the drawings' problems."""

    def __init__(self, drawings: Iterable[Drawing]) -> None:
        self._drawings = {drawing.namespace: drawing for drawing in drawings}
        self._types: dict[str, Types] = {}
        self._named_types: dict[str, Mapping[str, ast.Node]] = {}
        self._words: dict[str, frozenset[str]] = {}
        self.elements: dict[Key, Element] = {}
        self.evaluator = Evaluator(self.elements)

    def link(self) -> None:
        for namespace in self._drawings:
            self._link_types(namespace, ())
        drawings = list(self._drawings.values())
        for drawing in drawings:
            for id_, element in drawing.of_kind("inputData"):
                self._input_data(drawing, id_, element)
            for id_, element in drawing.of_kind("decisionService"):
                self._service(drawing, id_, element)
        # Functions first, what they know of each other afterwards: they may invoke themselves and each other.
        scopes: dict[Key, dict[str, object]] = {}
        for drawing in drawings:
            for id_, element in drawing.of_kind("businessKnowledgeModel"):
                scopes[drawing.namespace, id_] = self._knowledge(drawing, id_, element)
        for drawing in drawings:
            for id_, element in drawing.of_kind("businessKnowledgeModel"):
                scopes[drawing.namespace, id_].update(self._functions(drawing, element))
        for drawing in drawings:
            for id_, element in drawing.of_kind("decision"):
                self._decision(drawing, id_, element)
        self._refuse_circles()

    # ── types ──

    def _link_types(self, namespace: str, importing: tuple[str, ...]) -> Mapping[str, ast.Node]:
        drawing = self._drawings.get(namespace)
        if drawing is None or namespace in importing:
            return {}
        if namespace not in self._types:
            imported = {
                alias: self._link_types(other, (*importing, namespace))
                for alias, other in drawing.imports.items()
            }
            definitions = {**drawing.item_definitions}
            types = Types(definitions, imported)
            self._types[namespace] = types
            self._named_types[namespace] = {**imported.get("", {}), **types.named()}
            for element in parts(drawing.root, "itemDefinition"):
                self._check_type(drawing, types, element)
        return self._named_types[namespace]

    def _check_type(self, drawing: Drawing, types: Types, element: etree._Element) -> None:
        try:
            types.resolve(element.get("name"))
        except UnknownType as unknown:
            drawing.problems.error(
                "unknown-type", f"{told(element)} refers to the unknown type {unknown}.", element
            )
        except FeelSyntaxError as error:
            drawing.problems.syntax_error(error, element)

    def _type_of(self, key: Key) -> ast.Node:
        """The type that an element's variable is declared to have."""
        variable = part(self._drawings[key[0]].elements[key[1]], "variable")
        try:
            return self._types[key[0]].resolve(None if variable is None else variable.get("typeRef"))
        except (UnknownType, FeelSyntaxError):  # told where the element itself is linked
            return ANY

    def _coercion(self, drawing: Drawing, node: ast.Node, what: str) -> Coercion | None:
        return None if node == ANY else coercion(node, self._named_types[drawing.namespace], what)

    # ── elements ──

    def _input_data(self, drawing: Drawing, id_: str, element: etree._Element) -> None:
        name = variable_name(element)
        type_ = self._reader(drawing, element, ()).type_of(part(element, "variable"))
        key = (drawing.namespace, id_)
        coerce = self._coercion(drawing, type_, f"Input data '{name}'")
        self.elements[key] = InputData(key=key, name=name, type=type_, coerce=coerce)

    def _knowledge(self, drawing: Drawing, id_: str, element: etree._Element) -> dict[str, object]:
        """The scope of the function, still empty."""
        name, key = variable_name(element), (drawing.namespace, id_)
        names = [name, *(each.name[0] for each in self._required(drawing, element, "knowledgeRequirement"))]
        logic = part(element, "encapsulatedLogic")
        reader = self._reader(drawing, element, names)
        node: ast.Node = NULL if logic is None else BOXES["functionDefinition"](reader, logic)
        scope: dict[str, object] = {}
        code = self._compiled(drawing, element, node, names)
        function = code(scope, Run(None, None))
        if isinstance(function, Function):
            scope[name] = function
            self.elements[key] = BusinessKnowledge(key=key, name=name, function=function)
        return scope

    def _service(self, drawing: Drawing, id_: str, element: etree._Element) -> None:
        name, key = variable_name(element), (drawing.namespace, id_)
        reader = self._reader(drawing, element, ())
        type_ = reader.type_of(part(element, "variable"))
        if isinstance(type_, ast.FunctionType):  # the variable is the function, its type tells the result's
            type_ = type_.result
        input_data = self._referred(drawing, element, "inputData")
        input_decisions = self._referred(drawing, element, "inputDecision")
        self.elements[key] = DecisionService(
            key=key,
            name=name,
            outputs=self._referred(drawing, element, "outputDecision"),
            input_data=input_data,
            input_decisions=input_decisions,
            parameter_types=tuple(self._type_of(each.key) for each in input_data + input_decisions),
            type=type_,
            coerce=self._coercion(drawing, type_, f"Decision service '{name}'"),
        )

    def _decision(self, drawing: Drawing, id_: str, element: etree._Element) -> None:
        name, key = variable_name(element), (drawing.namespace, id_)
        requires = self._required(drawing, element, "informationRequirement")
        knowledge = self._functions(drawing, element)
        names = [*(each.name[0] for each in requires), *knowledge]
        reader = self._reader(drawing, element, names)
        node = reader.value_of(element)
        type_ = reader.type_of(part(element, "variable"))
        if node is None:
            drawing.problems.warning(
                "no-decision-logic", f"{told(element)} has no expression; its value is null.", element
            )
        self.elements[key] = Decision(
            key=key,
            name=name,
            requires=requires,
            knowledge=knowledge,
            label=name_of(element) or name,
            version_tag=version_tag(element),
            output_name=_output_name(element),
            type=type_,
            code=self._compiled(drawing, element, node or NULL, list(knowledge)),
            coerce=self._coercion(drawing, type_, f"Decision '{name}'"),
        )

    def _compiled(self, drawing: Drawing, element: etree._Element, node: ast.Node, bound: list[str]) -> Code:
        types = self._named_types[drawing.namespace]
        try:
            return compile_node(node, types, frozenset(bound))
        except RecursionError:
            drawing.problems.error(
                "nested-too-deeply", f"{told(element)} has expressions nested too deeply.", element
            )
            return compile_node(Unusable("Nested too deeply"))

    def _reader(self, drawing: Drawing, element: etree._Element, names: Iterable[str]) -> Reader:
        return Reader(
            problems=drawing.problems,
            types=self._types[drawing.namespace],
            boxes=BOXES,
            names=frozenset(names),
            words=self._words_of(drawing.namespace),
            language=drawing.root.get("expressionLanguage"),
        )

    def _words_of(self, namespace: str) -> frozenset[str]:
        """What may follow a dot: components of types, names of imported elements, and names of types."""
        if namespace not in self._words:
            words: set[str] = set()
            seen = {namespace}
            pending = [namespace]
            while pending:
                drawing = self._drawings[pending.pop()]
                words |= self._types[drawing.namespace].component_names()
                words |= drawing.item_definitions.keys()
                if drawing.namespace != namespace:
                    words.update(map(variable_name, drawing.elements.values()))
                for other in drawing.imports.values():
                    if other in self._drawings and other not in seen:
                        seen.add(other)
                        pending.append(other)
            self._words[namespace] = frozenset(words)
        return self._words[namespace]

    # ── references ──

    def _required(self, drawing: Drawing, element: etree._Element, kind: str) -> tuple[Requirement, ...]:
        found: list[Requirement | None] = []
        for requirement in parts(element, kind):
            found.extend(
                self._requirement(drawing, reference)
                for reference in parts(requirement, "requiredInput", "requiredDecision", "requiredKnowledge")
            )
        return tuple(each for each in found if each is not None)

    def _referred(self, drawing: Drawing, element: etree._Element, kind: str) -> tuple[Requirement, ...]:
        found = (self._requirement(drawing, reference) for reference in parts(element, kind))
        return tuple(each for each in found if each is not None)

    def _requirement(self, drawing: Drawing, reference: etree._Element) -> Requirement | None:
        namespace, _, id_ = (reference.get("href") or "").rpartition("#")
        namespace = namespace or drawing.namespace
        target = self._drawings.get(namespace)
        element = None if target is None else target.elements.get(id_)
        if element is None:
            drawing.problems.error(
                "unknown-reference",
                f"{told(reference)} refers to '{reference.get('href')}', which is not there.",
                reference,
            )
            return None
        name = variable_name(element)
        if namespace == drawing.namespace:
            return Requirement((namespace, id_), (name,))
        alias = drawing.alias_of(namespace)
        if alias is None:
            drawing.problems.error(
                "missing-import",
                f"{told(reference)} refers to '{name}' of a model that is not imported.",
                reference,
            )
        return Requirement((namespace, id_), (alias, name) if alias else (name,))

    def _functions(self, drawing: Drawing, element: etree._Element) -> dict[str, object]:
        """The functions that a decision or business knowledge may invoke, as its scope has them."""
        functions: dict[str, object] = {}
        for required in self._required(drawing, element, "knowledgeRequirement"):
            target = self.elements.get(required.key)
            if isinstance(target, BusinessKnowledge):
                put(functions, required.name, target.function)
            elif isinstance(target, DecisionService):
                put(functions, required.name, ServiceFunction(target, self.evaluator.serve))
        return functions

    # ── the graph ──

    def _refuse_circles(self) -> None:
        for namespace, id_ in sorted(self.evaluator.circles()):
            drawing = self._drawings[namespace]
            element = drawing.elements[id_]
            drawing.problems.error("circular-requirement", f"{told(element)} requires itself.", element)


def _output_name(decision: etree._Element) -> str | None:
    table = part(decision, "decisionTable")
    outputs = [] if table is None else list(parts(table, "output"))
    return (name_of(outputs[0]) or None) if len(outputs) == 1 else None
