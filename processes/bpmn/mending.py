"""Mending the copy of a diagram that is shown, where a viewer would draw less than the file means.

Viewers are stricter than tools are careful: they want ids of plain letters, each only once; references
without prefixes; planes of collaborations where pools are drawn; pools that are participants, and data that
are references. What is no place, or leads nowhere, they should not meet at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from processes.bpmn.interchange import IN_BPMNDI, bounds_of, waypoints_of
from processes.bpmn.layout.sizes import is_flow_node
from processes.bpmn.namespaces import IN_BPMN, split_tag

#: how an element whose id had to be changed tells the one that everybody else knows it by
ID = "{urn:meanwhile:diagram}id"
etree.register_namespace("meanwhile", "urn:meanwhile:diagram")
_LEGAL = re.compile(r"([A-Za-z][\w.-]*:)?[A-Za-z_][\w.-]*", re.ASCII)
#: namespaces of the attributes that say how something is colored
_COLORS = ("{http://www.omg.org/spec/BPMN/non-normative/color", "{http://bpmn.io/schema/bpmn/biocolor")
_PLAIN = frozenset({"#ffffff", "#fff", "white", "#000000", "#000", "black"})
#: what is drawn beside flow nodes, and so needs an id that its shape can refer to
_DRAWN = frozenset(
    {
        *("process", "collaboration", "participant", "lane", "sequenceFlow", "messageFlow", "association"),
        *("dataInputAssociation", "dataOutputAssociation", "dataObjectReference", "dataStoreReference"),
        *("textAnnotation", "group"),
    }
)


def mend_ids(root: etree._Element) -> set[str]:
    """All ids in use afterwards. The first of several elements with one id keeps it."""
    elements = [*root.iter(f"{IN_BPMN}*"), *root.iter(f"{IN_BPMNDI}*")]
    present = {(element.get("id") or "").strip() for element in elements}
    taken: set[str] = set()
    renamed: dict[str, str] = {}
    for element in elements:
        old = (element.get("id") or "").strip()
        if not old and not _needs_id(element):
            element.attrib.pop("id", None)
            continue
        id = old
        if not id or id in taken or id in renamed or not _LEGAL.fullmatch(id):
            plain = re.sub(r"[^A-Za-z0-9_.-]", "_", id) or split_tag(element)[1]
            plain = plain if _LEGAL.fullmatch(plain) else f"_{plain}"
            id = next(each for each in _fresh(plain) if each not in present and each not in taken)
        taken.add(id)
        if id != element.get("id"):
            element.set("id", id)
        if old and id != old and old not in taken and old not in renamed:
            renamed[old] = id
            element.set(ID, old)
    _mend_references(root, taken, renamed)
    return taken


def _fresh(id: str) -> Iterator[str]:
    yield id
    number = 2
    while True:
        yield f"{id}_{number}"
        number += 1


def _needs_id(element: etree._Element) -> bool:
    tag = split_tag(element)[1]
    return str(element.tag).startswith(IN_BPMN) and (is_flow_node(tag) or tag in _DRAWN)


def _mend_references(root: etree._Element, ids: set[str], renamed: dict[str, str]) -> None:
    """Without the prefixes of qualified names, and white space, where what is meant is there without."""

    def meant(reference: str) -> str | None:
        found = reference.strip()
        for each in (found, found.rpartition(":")[2]):
            if each in renamed or each in ids:
                return renamed.get(each, each)
        return None

    for element in [*root.iter(f"{IN_BPMN}*"), *root.iter(f"{IN_BPMNDI}*")]:
        for name, value in element.attrib.items():
            if str(name).endswith(("Ref", "bpmnElement")) or name == "default":
                found = meant(str(value))
                if found is not None and found != value:
                    element.set(name, found)
        if element.text and split_tag(element)[1].endswith(("Ref", "incoming", "outgoing")):
            element.text = meant(element.text) or element.text


class Mending:
    """What planes draw: `by_id` are the elements of the model."""

    def __init__(self, root: etree._Element, taken: set[str]) -> None:
        self._root = root
        self._taken = taken
        self._by_id = {id: each for each in root.iter(f"{IN_BPMN}*") if (id := each.get("id"))}
        self._participant_of = {
            reference: each.get("id", "")
            for each in root.iter(f"{IN_BPMN}participant")
            if (reference := each.get("processRef"))
        }

    def mend(self) -> None:
        self._join_data_to_references()
        for plane in list(self._root.iter(f"{IN_BPMNDI}BPMNPlane")):
            self._leave_out_plain_colors(plane)
            self._say_what_is_drawn(plane)
            self._leave_out_what_cannot_be_drawn(plane)
            self._find_root(plane)

    def _join_data_to_references(self) -> None:
        """What leads to data leads to the first reference to them, which is what is drawn."""
        reference_to: dict[str, str] = {}
        for tag, attribute in (
            ("dataObjectReference", "dataObjectRef"),
            ("dataStoreReference", "dataStoreRef"),
        ):
            for reference in self._root.iter(f"{IN_BPMN}{tag}"):
                reference_to.setdefault(reference.get(attribute, ""), reference.get("id", ""))
        for tag in ("dataInputAssociation", "dataOutputAssociation"):
            for end in self._root.iterfind(f".//{IN_BPMN}{tag}/*"):
                if found := reference_to.get((end.text or "").strip()):
                    end.text = found

    @staticmethod
    def _leave_out_plain_colors(plane: etree._Element) -> None:
        """Black on white is what tools write for no color; on a dark page it would be one."""
        for shape in plane.iter(etree.Element):
            for name, value in list(shape.attrib.items()):
                if str(name).startswith(_COLORS) and str(value).lower() in _PLAIN:
                    del shape.attrib[name]

    def _say_what_is_drawn(self, plane: etree._Element) -> None:
        """A pool is the participant, not its process; data are references to them."""
        drawn = {shape.get("bpmnElement") for shape in plane}
        for shape in plane.iterfind(f"{IN_BPMNDI}BPMNShape"):
            element = self._by_id.get(shape.get("bpmnElement", ""))
            if element is None:
                continue
            tag, id = split_tag(element)[1], element.get("id", "")
            if tag == "process":
                shape.set("bpmnElement", "")
                participant = self._participant_of.get(id)
                if participant and participant not in drawn:
                    shape.set("bpmnElement", participant)
            elif tag == "dataObject":
                self._make_reference(element, id)

    def _make_reference(self, data: etree._Element, id: str) -> None:
        """The data object is drawn itself: a reference to it takes its id, and so all that leads to it."""
        data.set("id", self._free(f"{id}_data"))
        reference = etree.Element(
            f"{IN_BPMN}dataObjectReference", {"id": id, "dataObjectRef": data.get("id", "")}
        )
        if name := data.get("name"):
            reference.set("name", name)
        data.addnext(reference)
        self._by_id[id] = reference

    def _leave_out_what_cannot_be_drawn(self, plane: etree._Element) -> None:
        drawn: set[str] = set()
        for shape in list(plane):
            tag, reference = split_tag(shape)[1], shape.get("bpmnElement", "")
            if tag not in ("BPMNShape", "BPMNEdge"):
                continue
            is_placed = bounds_of(shape) is not None if tag == "BPMNShape" else len(waypoints_of(shape)) > 1
            if reference in self._by_id and reference not in drawn and is_placed:
                drawn.add(reference)
            else:
                plane.remove(shape)

    def _find_root(self, plane: etree._Element) -> None:
        """A plane with pools is a collaboration's. One that draws several processes, or one beside the pools,
        needs a collaboration as well; then viewers draw those processes that have lanes.
        """
        around = self._by_id.get(plane.get("bpmnElement", ""))
        pools = [
            each
            for shape in plane
            if (each := self._drawn_by(shape)) is not None and _is(each, "participant")
        ]
        processes = list(
            dict.fromkeys(
                process
                for shape in plane
                if (element := self._drawn_by(shape)) is not None
                and (process := next(element.iterancestors(f"{IN_BPMN}process"), None)) is not None
            )
        )
        if pools:
            collaboration = next(pools[0].iterancestors(f"{IN_BPMN}collaboration"), None)
            if collaboration is not None and (around is None or not _is(around, "collaboration")):
                plane.set("bpmnElement", collaboration.get("id", ""))
                around = collaboration
        elif len(processes) > 1 and (around is None or _is(around, "process")):
            around = etree.SubElement(
                self._root, f"{IN_BPMN}collaboration", {"id": self._free("drawn_together")}
            )
            plane.set("bpmnElement", around.get("id", ""))
        elif around is None and len(processes) == 1:
            plane.set("bpmnElement", processes[0].get("id", ""))
        if around is not None and _is(around, "collaboration"):
            for process in processes:
                is_in_a_pool = process.get("id") in self._participant_of
                if not is_in_a_pool and process.find(f"{IN_BPMN}laneSet") is None:
                    process.insert(0, etree.Element(f"{IN_BPMN}laneSet", {"id": self._free("no_lanes")}))

    def _drawn_by(self, shape: etree._Element) -> etree._Element | None:
        return self._by_id.get(shape.get("bpmnElement", ""))

    def _free(self, id: str) -> str:
        found = next(each for each in _fresh(id) if each not in self._taken)
        self._taken.add(found)
        return found


def _is(element: etree._Element, tag: str) -> bool:
    return split_tag(element)[1] == tag
