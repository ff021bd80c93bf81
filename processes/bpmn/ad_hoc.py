"""Ad-hoc subprocesses: activities without an order of their own (BPMN 13.3.5)."""

from __future__ import annotations

from processes.bpmn.elements import DrawnNode
from processes.bpmn.expressions import Expressions
from processes.bpmn.model import AdHoc
from processes.bpmn.namespaces import IN_BPMN, IN_ZEEBE


def ad_hoc_of(node: DrawnNode, expressions: Expressions) -> AdHoc:
    condition = (node.xml.findtext(f"{IN_BPMN}completionCondition") or "").strip()
    extension = node.xml.find(f"{IN_BPMN}extensionElements/{IN_ZEEBE}adHoc")
    active = (extension.get("activeElementsCollection") or "").strip() if extension is not None else ""
    return AdHoc(
        sequential=node.xml.get("ordering", "Parallel").strip() == "Sequential",
        completion_condition=expressions.condition(condition, node, "the completion condition")
        if condition
        else None,
        cancel_remaining=node.xml.get("cancelRemainingInstances", "true").strip() in ("true", "1"),
        active_elements=expressions.condition(active, node, "the active elements") if active else None,
    )
