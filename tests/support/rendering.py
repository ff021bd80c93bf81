"""Drawing files by the very component that our pages use, from what our API hands out for them."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASSETS = Path(__file__).resolve().parents[2] / "frontend" / "dist" / "assets"

_MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_IN_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
#: what bpmn-js has no pictures for: choreographies and conversations
_NOT_KNOWN = ("choreography", "conversation", "partnerEntity", "partnerRole", "dataState")

_DRAW = """async ([name, encoded, chunk]) => {
    const bytes = Uint8Array.from(atob(encoded), (each) => each.charCodeAt(0));
    const form = new FormData();
    form.append('resource', new File([bytes], name));
    const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? '';
    const headers = { 'X-CSRFToken': token, Accept: 'application/xml, application/problem+json' };
    const answer = await fetch('/api/drawings/', { method: 'POST', body: form, headers });
    const text = await answer.text();
    if (!answer.ok) return { status: answer.status, told: text };
    const { BpmnViewer } = await import(chunk);
    const room = document.createElement('div');
    room.style.cssText = 'position: fixed; inset: 0; z-index: 9999';
    room.className = 'mw-diagram';
    document.body.append(room);
    const viewer = new BpmnViewer(room, () => {});
    try {
        const began = performance.now();
        const first = await viewer.open(text).catch((reason) => {
            if (reason.name !== 'NothingDrawn') throw reason;
            return { elements: [], warnings: [], drawings: [], drawing: null };
        });
        const ms = performance.now() - began;
        viewer.show({ marks: {}, badges: {}, flows: {} });
        const ids = new Set(first.elements.map((each) => each.id));
        const warnings = [...first.warnings];
        for (const { id } of first.drawings) {
            if (id === first.drawing) continue;
            const next = await viewer.turnTo(id);
            for (const each of next.elements) ids.add(each.id);
            warnings.push(...next.warnings);
        }
        return { status: 200, ids: [...ids], warnings, ms, drawings: first.drawings };
    } finally {
        viewer.destroy();
        room.remove();
    }
}"""


@dataclass(frozen=True, slots=True)
class Rendered:
    status: int
    #: what the API said instead of a drawing
    told: str = ""
    ids: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()
    milliseconds: float = 0.0
    drawings: tuple[dict[str, str], ...] = field(default_factory=tuple)


def render(page: Page, name: str, content: bytes) -> Rendered:
    """The page is any of ours, opened by someone who may deploy. Raises what the component throws."""
    (chunk,) = ASSETS.glob("BpmnViewer-*.js")
    encoded = base64.b64encode(content).decode()
    answer = page.evaluate(_DRAW, [name, encoded, f"/assets/{chunk.name}"])
    if answer["status"] != 200:
        return Rendered(answer["status"], answer["told"])
    return Rendered(
        200,
        ids=frozenset(answer["ids"]),
        warnings=tuple(answer["warnings"]),
        milliseconds=answer["ms"],
        drawings=tuple(answer["drawings"]),
    )


def wanted_ids(content: bytes) -> set[str]:
    """The elements that a file draws, found with another XML parser; and, where it draws nothing, all flow
    nodes and flows.
    """
    root = ElementTree.fromstring(content)
    elements: dict[str, ElementTree.Element] = {}
    for each in root.iter():
        if each.tag.startswith(_MODEL) and each.get("id"):
            elements.setdefault((each.get("id") or "").strip(), each)
    # What is inside a choreography cannot be drawn either, nor what leads there.
    inside = {each.get("id") for around in root.iter(f"{_MODEL}choreography") for each in around.iter()}
    inside |= {
        id
        for id, each in elements.items()
        if {each.get("sourceRef"), each.get("targetRef")} & inside - {None}
    }
    # A pool may be drawn as its process; it is the participant that is seen.
    known = {id for id, each in elements.items() if not _is_unknown(each) and each.tag != f"{_MODEL}process"}
    known -= {each for each in inside if each}
    drawn = set()
    for tag in ("BPMNShape", "BPMNEdge"):
        for each in root.iter(f"{_IN_DI}{tag}"):
            reference = (each.get("bpmnElement") or "").strip()
            drawn.add(reference if reference in elements else reference.rpartition(":")[2])
    if drawn & elements.keys():
        return drawn & known
    return {id for id in known if elements[id].tag.removeprefix(_MODEL) in _FLOW_ELEMENTS}


_FLOW_ELEMENTS = frozenset(
    {
        *("task", "userTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "manualTask"),
        *("businessRuleTask", "callActivity", "subProcess", "startEvent", "endEvent", "boundaryEvent"),
        *("intermediateCatchEvent", "intermediateThrowEvent", "exclusiveGateway", "parallelGateway"),
        *("inclusiveGateway", "eventBasedGateway", "complexGateway", "participant", "lane"),
    }
)


def _is_unknown(element: ElementTree.Element) -> bool:
    tag = element.tag.removeprefix(_MODEL)
    return any(word.lower() in tag.lower() for word in _NOT_KNOWN)
