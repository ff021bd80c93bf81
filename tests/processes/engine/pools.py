"""Two pools of one diagram, as text: a buyer that asks, and a seller that answers."""

from __future__ import annotations

from tests.processes.bpmn.diagrams import definitions
from tests.processes.engine.data_diagrams import chain, service

MESSAGE = "<bpmn:messageEventDefinition {}/>"


def throw(id: str, message: str = "", content: str = "") -> str:
    return _event("intermediateThrowEvent", id, message, content)


def catch(id: str, message: str = "") -> str:
    return _event("intermediateCatchEvent", id, message)


def _event(tag: str, id: str, message: str, content: str = "") -> str:
    reference = f'messageRef="{message}"' if message else ""
    return f'<bpmn:{tag} id="{id}">{content}{MESSAGE.format(reference)}</bpmn:{tag}>'


def message_flow(source: str, target: str) -> str:
    return f'<bpmn:messageFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'


def pools(*flows: str, roots: str = "", **processes: str) -> bytes:
    """`processes` are the contents by id; each is a pool."""
    participants = "".join(
        f'<bpmn:participant id="{id}_pool" name="{id}" processRef="{id}"/>' for id in processes
    )
    collaboration = f'<bpmn:collaboration id="c">{participants}{"".join(flows)}</bpmn:collaboration>'
    drawn = "".join(
        f'<bpmn:process id="{id}" isExecutable="true">{content}</bpmn:process>'
        for id, content in processes.items()
    )
    return definitions(roots + collaboration + drawn)


def started_by_message(content: str, message: str = "") -> str:
    """The start event of a chain with the prefix `s_`, now waiting for a message."""
    reference = f'messageRef="{message}"' if message else ""
    start = '<bpmn:startEvent id="s_start"'
    return content.replace(f"{start}/>", f"{start}>{MESSAGE.format(reference)}</bpmn:startEvent>")


def asking_and_answering() -> bytes:
    """No message has a name: only the flows say what goes where."""
    return pools(
        message_flow("ask", "s_start"),
        message_flow("reply", "wait"),
        buyer=chain(throw("ask"), catch("wait"), service("enjoy")),
        seller=started_by_message(chain(service("make"), throw("reply"), prefix="s_")),
    )
