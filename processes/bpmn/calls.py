"""Called processes: what a call activity calls and with which variables (BPMN 10.3.6)."""

from __future__ import annotations

from lxml import etree

from processes import feel
from processes.bpmn.elements import DrawnNode
from processes.bpmn.expressions import Expressions
from processes.bpmn.extensions.details import ElementDetails
from processes.bpmn.extensions.names import is_variable_name
from processes.bpmn.model import Binding, CalledProcess, VariableMapping
from processes.bpmn.namespaces import IN_BPMN, IN_CAMUNDA, IN_ZEEBE, children_in

_ZEEBE = f"{IN_BPMN}extensionElements/{IN_ZEEBE}calledElement"
#: the business key goes along anyway
_SAME_BUSINESS_KEY = frozenset({"execution.processBusinessKey", "execution.businessKey"})


class Calls:
    """Reads the call activities of one diagram."""

    def __init__(self, expressions: Expressions) -> None:
        self._expressions = expressions

    def called_by(self, node: DrawnNode, details: ElementDetails) -> CalledProcess | None:
        """None as well if it is faulty, which is noted. Mappings of the Camunda 7 dialect go to `details`."""
        extension = node.xml.find(_ZEEBE)
        if extension is not None:
            return self._of_zeebe(node, extension)
        return self._of_camunda(node, details)

    def _of_zeebe(self, node: DrawnNode, extension: etree._Element) -> CalledProcess | None:
        process_id = self._process_id(node, extension.get("processId"))
        if process_id is None:
            return None
        binding = read_binding(self._expressions, node, extension.get("bindingType"))
        tag = extension.get("versionTag")
        business_key = extension.get("businessId")
        return CalledProcess(
            process_id=process_id,
            binding=binding,
            bound_to=self._expressions.value(tag, node, "the version tag") if tag else None,
            business_key=self._expressions.value(business_key, node, "the business key")
            if business_key
            else None,
            pass_all=_is_true(extension.get("propagateAllParentVariables"), default=True),
            return_all=_is_true(extension.get("propagateAllChildVariables"), default=True),
        )

    def _of_camunda(self, node: DrawnNode, details: ElementDetails) -> CalledProcess | None:
        called = node.xml.get("calledElement")
        process_id = self._process_id(
            node, called.rpartition(":")[2] if called and ":" in called and "{" not in called else called
        )
        if process_id is None:
            return None
        binding = read_binding(self._expressions, node, node.xml.get(f"{IN_CAMUNDA}calledElementBinding"))
        bound_to = {
            Binding.VERSION: node.xml.get(f"{IN_CAMUNDA}calledElementVersion"),
            Binding.VERSION_TAG: node.xml.get(f"{IN_CAMUNDA}calledElementVersionTag"),
        }.get(binding)
        extensions = node.xml.find(f"{IN_BPMN}extensionElements")
        mappings = [
            (tag, xml)
            for tag, xml in (children_in(IN_CAMUNDA, extensions) if extensions is not None else ())
            if tag in ("in", "out")
        ]
        passes = [xml for tag, xml in mappings if tag == "in" and xml.get("businessKey") is None]
        returns = [xml for tag, xml in mappings if tag == "out"]
        for xml in passes:
            self._mapping(node, xml, details.inputs)
        for xml in returns:
            self._mapping(node, xml, details.outputs)
        keys = [xml.get("businessKey") for tag, xml in mappings if tag == "in" and xml.get("businessKey")]
        return CalledProcess(
            process_id=process_id,
            binding=binding,
            bound_to=self._expressions.juel_value(bound_to, node, "the version") if bound_to else None,
            business_key=self._business_key(node, keys[0]) if keys and keys[0] else None,
            pass_all=not mappings or any(xml.get("variables") == "all" for xml in passes),
            return_all=not mappings or any(xml.get("variables") == "all" for xml in returns),
        )

    def _process_id(self, node: DrawnNode, text: str | None) -> feel.Expression | None:
        if text and text.strip():
            return self._expressions.juel_value(text.strip(), node, "the called process")
        message = f"{node} does not say which process it calls; choose one by its id"
        self._expressions.problems.append(node.error("no-called-process", message))
        return None

    def _business_key(self, node: DrawnNode, text: str) -> feel.Expression | None:
        if text.strip().removeprefix("#{").removeprefix("${").removesuffix("}").strip() in _SAME_BUSINESS_KEY:
            return None
        return self._expressions.juel_value(text.replace("#{", "${", 1), node, "the business key")

    def _mapping(self, node: DrawnNode, xml: etree._Element, mappings: list[VariableMapping]) -> None:
        if xml.get("variables"):
            return
        target = (xml.get("target") or "").strip()
        if not is_variable_name(target):
            message = f"a mapping of {node} has the target '{target}', which is no variable name; rename it"
            self._expressions.problems.append(node.error("bad-variable-name", message))
            return
        source = self._source(node, xml, target)
        if source is not None:
            mappings.append(VariableMapping(source=source, target=(target,)))

    def _source(self, node: DrawnNode, xml: etree._Element, target: str) -> feel.Expression | None:
        what = f"the source of '{target}'"
        if expression := xml.get("sourceExpression"):
            return self._expressions.juel_value(expression, node, what)
        return self._expressions.condition(xml.get("source", ""), node, what)


def _is_true(text: str | None, *, default: bool) -> bool:
    return default if text is None else text.strip() in ("true", "1")


def read_binding(expressions: Expressions, node: DrawnNode, text: str | None) -> Binding:
    """Which version of a process or decision is called."""
    try:
        return Binding((text or Binding.LATEST).strip())
    except ValueError:
        message = f"{node} is bound by '{text}'; choose latest, deployment or versionTag"
        expressions.problems.append(node.error("bad-value", message))
        return Binding.LATEST
