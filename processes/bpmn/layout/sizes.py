"""How large things are drawn: the shapes as bpmn-js makes them, texts by estimate."""

from __future__ import annotations

from math import ceil

from lxml import etree

from processes.bpmn.elements import name_of
from processes.bpmn.namespaces import IN_BPMN, split_tag
from processes.bpmn.support import EVENTS, SCOPES

EVENT = (36.0, 36.0)
GATEWAY = (50.0, 50.0)
TASK = (100.0, 80.0)
LARGE_TASK = (140.0, 100.0)
#: names longer than this do not fit into a task of the usual size
LONG_NAME = 44
DATA_OBJECT = (36.0, 50.0)
DATA_STORE = (50.0, 50.0)
GROUP = (180.0, 120.0)

CHARACTER = 6.2
LINE = 14.0
WIDEST_LABEL = 90.0
WIDEST_NOTE = 180.0

NODES_ONLY_DRAWN = frozenset({"choreographyTask", "subChoreography", "callChoreography"})


def is_flow_node(tag: str) -> bool:
    return (
        tag in EVENTS or tag in SCOPES or tag.endswith(("Task", "Gateway")) or tag in ("task", "callActivity")
    ) and tag not in NODES_ONLY_DRAWN


def is_data(tag: str) -> bool:
    return tag in ("dataObjectReference", "dataStoreReference")


def size_of(element: etree._Element) -> tuple[float, float]:
    """Of a shape that holds nothing else."""
    tag = split_tag(element)[1]
    if tag in EVENTS:
        return EVENT
    if tag.endswith("Gateway"):
        return GATEWAY
    if tag == "textAnnotation":
        return note_size(element)
    if tag == "dataStoreReference":
        return DATA_STORE
    if is_data(tag):
        return DATA_OBJECT
    if tag == "group":
        return GROUP
    return LARGE_TASK if len(name_of(element) or "") > LONG_NAME else TASK


def has_outer_label(tag: str) -> bool:
    return tag in EVENTS or tag.endswith("Gateway") or is_data(tag)


def label_size(text: str | None, widest: float = WIDEST_LABEL) -> tuple[float, float]:
    """Nothing for no text."""
    if not text:
        return 0.0, 0.0
    length = len(text) * CHARACTER + 8
    # A word is not broken, so a line is rarely full.
    lines = ceil(length / (widest * 0.85)) if length > widest else 1
    return ceil(min(length, widest)), lines * LINE


def note_size(element: etree._Element) -> tuple[float, float]:
    text = " ".join("".join(child.itertext()) for child in element.iterfind(f"{IN_BPMN}text"))
    width, height = label_size(" ".join(text.split()) or "…", WIDEST_NOTE)
    return max(100.0, width + 14), max(30.0, height + 14)
