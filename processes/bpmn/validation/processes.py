"""Rules of the process as a whole (BPMN 10.2)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.correlation import unusable
from processes.bpmn.elements import Drawn, DrawnDiagram
from processes.bpmn.problems import Problem


def correlation_is_by_key(subscription: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    """BPMN 8.4.2: a process may say which of its data a message must fit."""
    if (reason := unusable(subscription, diagram)) is not None:
        message = f"{subscription} is not looked at when messages are correlated, since {reason}"
        yield subscription.warning("correlation-ignored", message)


def store_holds_one_value(store: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN table 10.55, capacity
    if store.xml.get("capacity"):
        message = f"the capacity of {store} is not looked at: it holds one value, however large"
        yield store.warning("capacity-ignored", f"{message}; remove it")


def public_process_is_not_executable(process: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN table 10.1, processType: a public process shows what others may see of a private one
    if process.xml.get("processType", "").strip() == "Public":
        message = f"{process} is public, and only private processes are executed; set processType to Private"
        yield process.error("public-process", message)
