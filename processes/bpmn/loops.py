"""Loops: how often an activity is done (BPMN 13.3.6 and 13.3.7), from BPMN itself and from both dialects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from processes import feel
from processes.bpmn.elements import DrawnDiagram, DrawnNode, find_reference, name_of
from processes.bpmn.events import Events
from processes.bpmn.expressions import Expressions
from processes.bpmn.extensions.juel import is_juel
from processes.bpmn.extensions.names import is_variable_name
from processes.bpmn.model import MultiInstance, StandardLoop, ThrowWhenInnerCompletes
from processes.bpmn.namespaces import IN_BPMN, IN_CAMUNDA, IN_ZEEBE, children_in
from processes.bpmn.support import EVENT_DEFINITIONS

_WHAT_TO_DO = "give it a collection or a number of instances (loop cardinality)"


class Loops:
    """Reads the loop characteristics of the activities of one diagram."""

    def __init__(self, diagram: DrawnDiagram, expressions: Expressions, events: Events) -> None:
        self._diagram = diagram
        self._expressions = expressions
        self._events = events

    def loop_of(self, node: DrawnNode) -> MultiInstance | StandardLoop | None:
        """None as well if it is faulty, which is noted."""
        multi = node.xml.find(f"{IN_BPMN}multiInstanceLoopCharacteristics")
        if multi is not None:
            return self._multi_instance(node, multi)
        standard = node.xml.find(f"{IN_BPMN}standardLoopCharacteristics")
        return self._standard_loop(node, standard) if standard is not None else None

    def _standard_loop(self, node: DrawnNode, xml: etree._Element) -> StandardLoop | None:
        maximum = xml.get("loopMaximum")
        if maximum is not None and not (maximum.strip().isdigit() and int(maximum) > 0):
            message = (
                f"the maximum of the loop of {node} must be a whole number from 1, but it is '{maximum}'"
            )
            self._expressions.problems.append(node.error("bad-value", message))
            return None
        condition = self._condition(node, xml.find(f"{IN_BPMN}loopCondition"), "the loop condition")
        if condition is None and maximum is None:
            message = f"the loop of {node} never ends: it has no loop condition and no maximum; give it one"
            self._expressions.problems.append(node.error("loop-without-end", message))
            return None
        return StandardLoop(
            condition=condition,
            test_before=_is_true(xml.get("testBefore")),
            maximum=int(maximum) if maximum is not None else None,
        )

    def _multi_instance(self, node: DrawnNode, xml: etree._Element) -> MultiInstance | None:
        extension = xml.find(f"{IN_BPMN}extensionElements/{IN_ZEEBE}loopCharacteristics")
        of_zeebe = (
            {str(key): str(value) for key, value in extension.attrib.items()} if extension is not None else {}
        )
        collection = self._collection(node, xml, of_zeebe.get("inputCollection"))
        cardinality = self._cardinality(node, xml.find(f"{IN_BPMN}loopCardinality"))
        if collection is None and cardinality is None:
            if not self._has_texts(xml, of_zeebe):
                message = f"{node} does not say how often it is done; {_WHAT_TO_DO}"
                self._expressions.problems.append(node.error("no-cardinality", message))
            return None
        output_element = of_zeebe.get("outputElement")
        output_variable = _item_name(xml, "outputDataItem")
        return MultiInstance(
            sequential=_is_true(xml.get("isSequential")),
            collection=collection,
            cardinality=cardinality if collection is None else None,
            element_variable=self._name(
                node,
                "the element variable",
                of_zeebe.get("inputElement"),
                xml.get(f"{IN_CAMUNDA}elementVariable"),
                _item_name(xml, "inputDataItem"),
            ),
            output_collection=self._name(
                node,
                "the output collection",
                of_zeebe.get("outputCollection"),
                self._datum_name(xml.findtext(f"{IN_BPMN}loopDataOutputRef")),
            ),
            output_element=self._expressions.value(output_element, node, "the output element")
            if output_element
            else feel.compile(output_variable)
            if output_variable and is_variable_name(output_variable)
            else None,
            completion_condition=self._condition(
                node, xml.find(f"{IN_BPMN}completionCondition"), "the completion condition"
            ),
            throws=tuple(self._throws(node, xml)),
            first_counter=1 if extension is not None or not _speaks_camunda(xml) else 0,
        )

    def _throws(self, node: DrawnNode, xml: etree._Element) -> Iterator[ThrowWhenInnerCompletes]:
        """The events of its behavior: of None at each instance, of One at the first, of Complex at those for
        which a condition is true.
        """
        behavior = xml.get("behavior", "All").strip()
        if behavior == "Complex":
            for complex_behavior in xml.iterfind(f"{IN_BPMN}complexBehaviorDefinition"):
                yield from self._complex_behavior(node, complex_behavior)
        elif behavior in ("None", "One"):
            reference = xml.get(f"{behavior.lower()}BehaviorEventRef")
            definition = find_reference(self._diagram.event_definitions, reference)
            if definition is not None:
                yield from self._throw(node, definition, only_first=behavior == "One")
            elif reference:
                message = f"{node} throws '{reference.strip()}', which is no event definition; choose one"
                self._expressions.problems.append(node.error("unknown-reference", message))

    def _complex_behavior(self, node: DrawnNode, xml: etree._Element) -> Iterator[ThrowWhenInnerCompletes]:
        condition = self._condition(node, xml.find(f"{IN_BPMN}condition"), "the condition of its behavior")
        for event in xml.iterfind(f"{IN_BPMN}event"):
            for tag, definition in children_in(IN_BPMN, event):
                if tag in EVENT_DEFINITIONS:
                    yield from self._throw(node, definition, condition=condition)

    def _throw(
        self,
        node: DrawnNode,
        xml: etree._Element,
        *,
        only_first: bool = False,
        condition: feel.Expression | None = None,
    ) -> Iterator[ThrowWhenInnerCompletes]:
        definition = self._events.thrown_by(node, xml)
        if definition is not None:
            yield ThrowWhenInnerCompletes(definition=definition, only_first=only_first, condition=condition)

    def _collection(
        self, node: DrawnNode, xml: etree._Element, of_zeebe: str | None
    ) -> feel.Expression | None:
        if of_zeebe and of_zeebe.strip():
            return self._expressions.condition(of_zeebe, node, "the input collection")
        of_camunda = xml.get(f"{IN_CAMUNDA}collection")
        if of_camunda:
            return self._expressions.condition(of_camunda, node, "the collection")
        reference = self._datum_name(xml.findtext(f"{IN_BPMN}loopDataInputRef"))
        return self._expressions.condition(reference, node, "the loop data input") if reference else None

    def _datum_name(self, reference: str | None) -> str | None:
        """The variable that is meant: a data input or output by reference, else any, by its name."""
        datum = self._diagram.referred(reference)
        return (reference or "").strip() if datum is None else name_of(datum) or datum.get("id")

    def _cardinality(self, node: DrawnNode, xml: etree._Element | None) -> feel.Expression | None:
        text = (xml.text or "").strip() if xml is not None else ""
        return self._expressions.condition(text, node, "the loop cardinality") if text else None

    def _condition(self, node: DrawnNode, xml: etree._Element | None, what: str) -> feel.Expression | None:
        text = (xml.text or "").strip() if xml is not None else ""
        return self._expressions.condition(text, node, what) if text else None

    def _name(self, node: DrawnNode, what: str, *names: str | None) -> str | None:
        name = next((name.strip() for name in names if name and name.strip()), None)
        if name is None or is_variable_name(name):
            return name
        message = f"{what} of {node}, '{name}', is no variable name; use letters, digits and underscores"
        self._expressions.problems.append(node.error("bad-variable-name", message))
        return None

    def _has_texts(self, xml: etree._Element, of_zeebe: Iterable[str]) -> bool:
        """Something was written, and what is wrong with it is noted already."""
        cardinality = xml.findtext(f"{IN_BPMN}loopCardinality") or ""
        return bool(
            cardinality.strip() or xml.get(f"{IN_CAMUNDA}collection") or "inputCollection" in of_zeebe
        )


def _item_name(xml: etree._Element, tag: str) -> str | None:
    item = xml.find(f"{IN_BPMN}{tag}")
    return (item.get("name") or item.get("id")) if item is not None else None


def _speaks_camunda(xml: etree._Element) -> bool:
    texts = (xml.findtext(f"{IN_BPMN}{tag}") or "" for tag in ("loopCardinality", "completionCondition"))
    return any(key.startswith(IN_CAMUNDA) for key in xml.attrib) or any(is_juel(text) for text in texts)


def _is_true(text: str | None) -> bool:
    return (text or "").strip() in ("true", "1")
