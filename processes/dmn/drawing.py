"""The drawing: one file of a decision model as it is written – its elements by id, its imports, its types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from processes.dmn.expressions import name_of
from processes.dmn.namespaces import local_name, part, parts, text_of
from processes.dmn.problems import Problems, told
from processes.dmn.types import ItemDefinition

#: What can be required: the elements of a requirement graph.
KINDS = ("inputData", "decision", "businessKnowledgeModel", "decisionService")


@dataclass(slots=True)
class Drawing:
    resource: str
    root: etree._Element
    problems: Problems = field(init=False)
    namespace: str = field(init=False)
    #: The namespaces of imported models, by the name that they have here; the name may be empty.
    imports: dict[str, str] = field(init=False)
    elements: dict[str, etree._Element] = field(init=False)
    item_definitions: dict[str, ItemDefinition] = field(init=False)

    def __post_init__(self) -> None:
        self.problems = Problems(self.resource)
        self.namespace = self.root.get("namespace") or ""
        self.imports = {}
        for each in parts(self.root, "import"):
            if "DMN" in (each.get("importType") or "").upper():
                self.imports[name_of(each)] = each.get("namespace") or ""
        self.elements = {}
        names: set[str] = set()
        for element in parts(self.root, *KINDS):
            self._enter(element, names)
        self.item_definitions = {}
        for element in parts(self.root, "itemDefinition"):
            definition = _item_definition(element)
            if definition.name in self.item_definitions:
                self.problems.error(
                    "duplicate-name", f"The type '{definition.name}' is defined twice.", element
                )
            self.item_definitions[definition.name] = definition

    def _enter(self, element: etree._Element, names: set[str]) -> None:
        element_id, name = element.get("id") or name_of(element), name_of(element)
        if not name:
            self.problems.error("missing-name", f"{told(element)} needs a name.", element)
        elif name in names:
            self.problems.warning(
                "duplicate-name", f"Two elements of the model are called '{name}'.", element
            )
        names.add(name)
        if element_id in self.elements:
            self.problems.error("duplicate-id", f"The id '{element_id}' is there twice.", element)
        self.elements[element_id] = element

    def of_kind(self, kind: str) -> Iterator[tuple[str, etree._Element]]:
        return ((id_, element) for id_, element in self.elements.items() if local_name(element) == kind)

    def alias_of(self, namespace: str) -> str | None:
        return next((alias for alias, imported in self.imports.items() if imported == namespace), None)


def variable_name(element: etree._Element) -> str:
    """The name by which others read the element's value."""
    variable = part(element, "variable")
    return (name_of(variable) if variable is not None else "") or name_of(element)


def _item_definition(element: etree._Element) -> ItemDefinition:
    type_ref = part(element, "typeRef")
    function = part(element, "functionItem")
    signature = None
    if function is not None:
        signature = (
            tuple(_type_ref_of(each) for each in parts(function, "parameters")),
            function.get("outputTypeRef"),
        )
    return ItemDefinition(
        name=name_of(element),
        type_ref=element.get("typeRef") or (None if type_ref is None else (type_ref.text or "").strip()),
        components=tuple(_item_definition(each) for each in parts(element, "itemComponent")),
        is_collection=element.get("isCollection") in ("true", "1"),
        allowed_values=text_of(part(element, "allowedValues")) or None,
        type_constraint=text_of(part(element, "typeConstraint")) or None,
        function=signature,
    )


def _type_ref_of(element: etree._Element) -> str | None:
    inner = part(element, "typeRef")
    return element.get("typeRef") or (None if inner is None else (inner.text or "").strip() or None)
