"""Reading the data of a diagram: which variables its data are, and what moves where (BPMN 10.4).

A datum is called what its name says, and what its id says if it has none. Data objects are often drawn as
references only, which have the names: then theirs counts. Two of one name in one scope are one.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from processes import feel
from processes.bpmn.data import Assignment, DataAssociation, Datum, ElementData
from processes.bpmn.elements import DrawnDiagram, DrawnNode, name_of
from processes.bpmn.expressions import Expressions, is_feel
from processes.bpmn.extensions.names import is_variable_name
from processes.bpmn.namespaces import IN_BPMN, split_tag
from processes.bpmn.support import ACTIVITIES
from processes.resources.xml import MAX_BYTES, UnreadableXml, parse_xml

#: bpmn-js lets arrows that are drawn only lead to a property of this name
PLACEHOLDER = "__targetRef_placeholder"
#: of a data store, as it is kept
LONGEST_NAME = 255
_STORES = {"dataStoreReference": "dataStoreRef", "dataStore": None}
_CATCHING = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask"})
#: each inner instance of a loop has its own
_RESULT_OF_INNER = f"{IN_BPMN}multiInstanceLoopCharacteristics/{IN_BPMN}outputDataItem"
#: children that tell of data; most elements have none
_ABOUT_DATA = frozenset(
    f"{IN_BPMN}{tag}"
    for tag in (
        "dataObject",
        "property",
        "dataObjectReference",
        "ioSpecification",
        "dataInput",
        "dataOutput",
        "dataInputAssociation",
        "dataOutputAssociation",
        "multiInstanceLoopCharacteristics",
    )
)
#: inputs that need no value: those that are optional, and those that may come while the activity goes on
_NOT_REQUIRED = ("optionalInputRefs", "whileExecutingInputRefs")


class Data:
    """Reads the data of the elements of one diagram."""

    def __init__(self, diagram: DrawnDiagram, expressions: Expressions) -> None:
        self._diagram = diagram
        self._expressions = expressions
        self._element_ids: dict[etree._Element, str] = {}
        self._reference_names: dict[etree._Element, str | None] = {}
        for process in diagram.processes:
            for node in (process, *process.descendants()):
                self._element_ids.setdefault(node.xml, node.id)
        for reference in diagram.by_tag.get("dataObjectReference", ()):
            target = diagram.referred(reference.get("dataObjectRef"))
            if target is not None and (name := name_of(reference)) is not None:
                self._reference_names.setdefault(target, name)

    def data_of(self, node: DrawnNode) -> ElementData | None:
        if _ABOUT_DATA.isdisjoint(child.tag for child in node.xml):
            return None
        own = [
            self._name(xml)
            for tag in ("dataObject", "property")
            for xml in node.xml.iterfind(f"{IN_BPMN}{tag}")
            if name_of(xml) != PLACEHOLDER
        ]
        own += self._names_of_bare_references(node.xml)
        own += [self._name(xml) for xml in node.xml.iterfind(_RESULT_OF_INNER)]
        specification = node.xml.find(f"{IN_BPMN}ioSpecification")
        place = node.xml if specification is None else specification
        inputs = {xml: self._name(xml) for xml in place.iterfind(f"{IN_BPMN}dataInput")}
        outputs = [self._name(xml) for xml in place.iterfind(f"{IN_BPMN}dataOutput")]
        incoming = tuple(self._associations(node, "dataInputAssociation"))
        outgoing = tuple(self._associations(node, "dataOutputAssociation"))
        if not (own or inputs or outputs or incoming or outgoing):
            return None
        return ElementData(
            own=tuple(dict.fromkeys(own)),
            inputs=tuple(dict.fromkeys(inputs.values())),
            outputs=tuple(dict.fromkeys(outputs)),
            incoming=incoming,
            outgoing=outgoing,
            required=tuple(self._required(place, inputs, incoming)) if node.tag in ACTIVITIES else (),
            caught=tuple(outputs) if node.tag in _CATCHING else (),
        )

    # --- what there is

    def _name(self, xml: etree._Element) -> str:
        return name_of(xml) or self._reference_names.get(xml) or xml.get("id", "").strip()

    def _names_of_bare_references(self, scope: etree._Element) -> list[str]:
        """References that some tools draw without any data object stand for one themselves."""
        return [
            self._name(xml)
            for xml in scope.iterfind(f"{IN_BPMN}dataObjectReference")
            if self._diagram.referred(xml.get("dataObjectRef")) is None
        ]

    def _datum(self, reference: str | None) -> Datum | None:
        xml = self._diagram.referred(reference)
        if xml is None:
            return None
        tag = split_tag(xml)[1]
        if tag in _STORES:
            store = self._diagram.referred(xml.get(_STORES[tag] or "id"))
            return Datum(name=self._name(xml if store is None else store)[:LONGEST_NAME], element_id=None)
        if tag == "dataObjectReference":
            target = self._diagram.referred(xml.get("dataObjectRef"))
            xml = xml if target is None else target
        owner = next((each for each in xml.iterancestors() if each in self._element_ids), None)
        if owner is None or name_of(xml) == PLACEHOLDER:
            return None
        return Datum(name=self._name(xml), element_id=self._element_ids[owner])

    # --- what moves

    def _associations(self, node: DrawnNode, tag: str) -> Iterator[DataAssociation]:
        for xml in node.xml.iterfind(f"{IN_BPMN}{tag}"):
            association = self._association(node, xml)
            if association is not None:
                yield association

    def _association(self, node: DrawnNode, xml: etree._Element) -> DataAssociation | None:
        """None for an arrow that is drawn only, and for a faulty one, which is noted."""
        references = [text for each in xml.iterfind(f"{IN_BPMN}sourceRef") if (text := each.text)]
        sources = [datum for text in references if (datum := self._datum(text)) is not None]
        to = (xml.findtext(f"{IN_BPMN}targetRef") or "").strip()
        target = self._datum(to)
        transformation = xml.find(f"{IN_BPMN}transformation")
        assignments = xml.findall(f"{IN_BPMN}assignment")
        has_text = transformation is not None or bool(assignments)
        reach = {node.id, *(scope.id for scope in _scopes_around(node)), None}
        if target is None or len(sources) < len(references) or not reach >= _owners(*sources, target):
            if has_text or not self._is_drawn_only(to):
                self._note(node, xml)
            return None
        if not sources and not has_text:
            return None
        made = None
        if transformation is not None:
            made = self._expression(node, transformation, "the transformation of a data association")
            if made is None:
                return None
        return DataAssociation(
            sources=tuple(sources),
            target=target,
            transformation=made,
            assignments=tuple(self._assignments(node, assignments, {target.name, to})),
        )

    def _is_drawn_only(self, target: str) -> bool:
        xml = self._diagram.referred(target)
        return not target or (xml is not None and name_of(xml) == PLACEHOLDER)

    def _note(self, node: DrawnNode, xml: etree._Element) -> None:
        association = self._diagram.drawn(xml)
        message = f"a data association of {node} joins no data that can be seen there, so it moves nothing"
        self._expressions.problems.append(
            association.warning("data-association-ignored", f"{message}; connect both of its ends")
        )

    def _assignments(
        self, node: DrawnNode, elements: list[etree._Element], names: set[str]
    ) -> Iterator[Assignment]:
        for xml in elements:
            source, to = xml.find(f"{IN_BPMN}from"), xml.find(f"{IN_BPMN}to")
            path = self._path(node, "" if to is None else to.text or "")
            if source is None or path is None:
                continue
            value = self._expression(node, source, "an assignment of a data association")
            if value is not None:
                yield Assignment(source=value, path=path[1:] if path and path[0] in names else path)

    def _path(self, node: DrawnNode, text: str) -> tuple[str, ...] | None:
        bare = text.strip().removeprefix("=").strip()
        if bare.startswith(("${", "#{")):
            bare = bare[2:].removesuffix("}").strip()
        path = tuple(part.strip() for part in bare.split(".")) if bare else ()
        if all(is_variable_name(part) for part in path):
            return path
        message = (
            f"an assignment of {node} sets '{text.strip()}', which is no path of names; write order.total"
        )
        self._expressions.problems.append(node.error("bad-variable-name", message))
        return None

    def _expression(self, node: DrawnNode, xml: etree._Element, what: str) -> feel.Expression | None:
        language, text = (xml.get("language") or "").strip(), xml.text or ""
        if "/spec/dmn/" in language.lower() and (boxed := _literal_expression(text)) is not None:
            language, text = boxed
        if language and not is_feel(language) and language.lower() != "juel":
            message = f"{what} of {node} is written in '{language}', which is not supported; write it in FEEL"
            self._expressions.problems.append(node.error("unsupported-language", message))
            return None
        return self._expressions.condition(text, node, what)

    def _required(
        self, place: etree._Element, inputs: dict[etree._Element, str], incoming: tuple[DataAssociation, ...]
    ) -> Iterator[frozenset[str]]:
        """What nothing leads to cannot be waited for, nor what comes from a store, which nobody watches."""
        fed = {each.target.name for each in incoming if not any(source.is_store for source in each.sources)}
        for group in place.iterfind(f"{IN_BPMN}inputSet"):
            listed = self._diagram.named_by(group, "dataInputRefs")
            spared = [xml for tag in _NOT_REQUIRED for xml in self._diagram.named_by(group, tag)]
            names = (inputs[xml] for xml in listed if xml in inputs and xml not in spared)
            yield frozenset(name for name in names if name in fed)


def _scopes_around(node: DrawnNode) -> Iterator[DrawnNode]:
    while node.scope is not None:
        node = node.scope
        yield node


def _owners(*data: Datum) -> set[str | None]:
    return {datum.element_id for datum in data}


def _literal_expression(text: str) -> tuple[str, str] | None:
    """(language, text) of a literal expression of DMN, which some tools write into BPMN as XML in a text."""
    try:
        xml = parse_xml(text.strip().encode(), max_bytes=MAX_BYTES)
    except UnreadableXml:
        return None
    if split_tag(xml)[1] != "literalExpression":
        return None
    words = next((child.text or "" for child in xml if split_tag(child)[1] == "text"), "")
    return xml.get("expressionLanguage", ""), words
