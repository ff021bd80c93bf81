"""Correlation as BPMN has it: by the properties of a correlation key (BPMN 8.4.2).

A *correlation key* is made of properties. For each message of its conversation, a *retrieval expression* says
where in the message each property is. A message fits an instance if they have the same values: those of the
first message that the instance has sent or received (*key-based*), or, where the process has a correlation
subscription, those that its bindings read from its own data (*context-based*).

The values together are one text, so that who waits is found as by any other correlation key. The expressions
are FEEL: over the variables that the message carries, and over those of the instance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from processes import feel
from processes.bpmn.elements import Drawn, DrawnDiagram, DrawnNode, find_reference
from processes.bpmn.event_definitions import Correlation, MessageEventDefinition
from processes.bpmn.expressions import Expressions, is_feel
from processes.bpmn.model import ProcessModel
from processes.bpmn.namespaces import IN_BPMN, split_tag

#: the correlation key of a wait for any message of its name: nothing has said yet which are ours
ANY = "(any)"
#: characters of a correlation key; a longer one would fit no index
LONGEST = 255


class Correlations:
    """Compiles the correlation keys of one diagram."""

    def __init__(self, diagram: DrawnDiagram, expressions: Expressions) -> None:
        self._diagram = diagram
        self._expressions = expressions

    def of(self, message: Drawn, node: DrawnNode, *, is_along_flow: bool) -> Correlation | None:
        """How instances of the process of `node` find messages of this kind: by the first correlation key
        that has all its properties in them, those that the process subscribes to first. None if there is no
        such key, or if it is faulty.
        """
        subscriptions = {
            id(key): subscription
            for subscription in self._diagram.by_tag.get("correlationSubscription", ())
            if _process_of(subscription) == node.process_id
            for key in self._diagram.named_by(subscription, "correlationKeyRef")
        }
        keys = self._diagram.by_tag.get("correlationKey", ())
        for key in sorted(keys, key=lambda key: id(key) not in subscriptions):
            properties = self._diagram.named_by(key, "correlationPropertyRef")
            paths = [self._path_in(message, each) for each in properties]
            bindings = [_binding(subscriptions.get(id(key)), each, self._diagram) for each in properties]
            if not paths or None in paths:
                continue
            compiled = self._compiled(paths, node, f"message path in '{message.name}'")
            is_bound = bool(bindings) and None not in bindings
            bound = self._compiled(bindings, node, "data path of the correlation") if is_bound else ()
            if compiled is None or bound is None:
                return None
            return Correlation(
                key=key.get("name") or key.get("id") or "",
                properties=compiled,
                bound=bound,
                is_along_flow=is_along_flow,
            )
        return None

    def _path_in(self, message: Drawn, correlation_property: etree._Element) -> etree._Element | None:
        for retrieval in correlation_property.iterfind(f"{IN_BPMN}correlationPropertyRetrievalExpression"):
            if find_reference({message.id: message}, retrieval.get("messageRef")) is not None:
                return _written(retrieval.find(f"{IN_BPMN}messagePath"))
        return None

    def _compiled(
        self, paths: Iterable[etree._Element | None], node: DrawnNode, what: str
    ) -> tuple[feel.Expression, ...] | None:
        compiled = []
        for path in paths:
            assert path is not None
            language = (path.get("language") or "").strip()
            if language and not is_feel(language) and language.lower() != "juel":
                text = f"the {what} of {node} is written in '{language}', which is not supported"
                self._expressions.problems.append(
                    node.error("unsupported-language", f"{text}; write it in FEEL")
                )
                return None
            expression = self._expressions.condition(path.text or "", node, f"the {what}")
            if expression is None:
                return None
            compiled.append(expression)
        return tuple(compiled)


def unusable(subscription: Drawn, diagram: DrawnDiagram) -> str | None:
    """Why a correlation subscription says nothing about any message; None if it does."""
    keys = diagram.named_by(subscription.xml, "correlationKeyRef")
    if not keys:
        return "it has no correlation key"
    for correlation_property in diagram.named_by(keys[0], "correlationPropertyRef"):
        named = f"correlation property '{correlation_property.get('name') or correlation_property.get('id')}'"
        retrievals = correlation_property.iterfind(f"{IN_BPMN}correlationPropertyRetrievalExpression")
        if not any(_written(each.find(f"{IN_BPMN}messagePath")) is not None for each in retrievals):
            return f"no message path says where {named} is in a message"
        if _binding(subscription.xml, correlation_property, diagram) is None:
            return f"it does not bind {named} to a data path"
    if not diagram.named_by(keys[0], "correlationPropertyRef"):
        return "its correlation key has no properties"
    return None


def key_of(expressions: Sequence[feel.Expression], variables: Mapping[str, Any], now: datetime) -> str | None:
    """The values of a correlation key as one text: that of its property, or a FEEL list of those of several.
    None if one of them is missing, or neither a text nor a number nor true or false. 1.0 and 1 are the same.
    """
    try:
        values = [feel.to_json(each.evaluate(variables, now=now)) for each in expressions]
    except feel.FeelLimitExceeded:
        return None
    if any(not isinstance(value, str | int | float) or value == "" for value in values):
        return None
    only = values[0] if len(values) == 1 else values
    text = only if isinstance(only, str) else feel.to_feel_text(only)
    return text if len(text) <= LONGEST and "\x00" not in text else None


def correlations_of(model: ProcessModel, now: datetime) -> Iterator[tuple[str, tuple[feel.Expression, ...]]]:
    """Name of a message → where its correlation properties are."""
    for element in model.elements.values():
        for definition in element.event_definitions:
            if isinstance(definition, MessageEventDefinition) and definition.correlation is not None:
                name = definition.name.evaluate({}, now=now)
                if isinstance(name, str):
                    yield name, definition.correlation.properties


def _binding(
    subscription: etree._Element | None, correlation_property: etree._Element, diagram: DrawnDiagram
) -> etree._Element | None:
    if subscription is None:
        return None
    for binding in subscription.iterfind(f"{IN_BPMN}correlationPropertyBinding"):
        if correlation_property in diagram.named_by(binding, "correlationPropertyRef"):
            return _written(binding.find(f"{IN_BPMN}dataPath"))
    return None


def _written(path: etree._Element | None) -> etree._Element | None:
    return path if path is not None and (path.text or "").strip() else None


def _process_of(xml: etree._Element) -> str | None:
    process = next((each for each in xml.iterancestors() if split_tag(each)[1] == "process"), None)
    return process.get("id") if process is not None else None
