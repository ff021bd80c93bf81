"""Rules of the process as a whole (BPMN 10.2)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import Drawn, DrawnDiagram
from processes.bpmn.problems import Problem


def public_process_is_not_executable(process: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN table 10.1, processType: a public process shows what others may see of a private one
    if process.xml.get("processType", "").strip() == "Public":
        message = f"{process} is public, and only private processes are executed; set processType to Private"
        yield process.error("public-process", message)
