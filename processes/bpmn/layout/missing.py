"""What is missing in the drawing of a diagram, and where it goes.

* Nothing is drawn: everything is laid out, a diagram for each collaboration and each process in none.
* Nothing of a process or subprocess is drawn: it gets a diagram of its own; a subprocess that is drawn open
  and has the room gets its contents inside.
* Some flow nodes of a scope are not drawn: they are set below all the rest.
* Flows whose ends are drawn are drawn, too.

Notes and data that are left out of a drawing are left out on purpose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum

from lxml import etree

from processes.bpmn.interchange import IN_BPMNDI, bounds_of
from processes.bpmn.layout.collaboration import floats_freely, lay_out_collaboration
from processes.bpmn.layout.contents import Connection
from processes.bpmn.layout.geometry import Arrangement, Rectangle, bounding
from processes.bpmn.layout.interchange import LAID_OUT, MARGIN, Writer
from processes.bpmn.layout.lines import draw_lines, draw_strays
from processes.bpmn.layout.scope import NAME_HEIGHT, PADDING, ScopeLayout, lay_out_scope
from processes.bpmn.layout.sizes import is_flow_node
from processes.bpmn.namespaces import IN_BPMN, children_in, split_tag
from processes.bpmn.support import SCOPES

#: what is added to a drawing stands so far below it
BELOW = 80.0


class Extent(StrEnum):
    """How much of a drawing was laid out here."""

    NOTHING = "nothing"
    PARTS = "parts"
    ALL = "all"


def complete(root: etree._Element, taken: set[str]) -> Extent:
    """Write what is missing into the tree. All its elements have ids, each only once; `taken` are those, and
    what is new is added. What is drawn already is sound: it has an element and a place.
    """
    return _Missing(root, taken).completed()


class _Missing:
    def __init__(self, root: etree._Element, taken: set[str]) -> None:
        self.root = root
        self.by_id = {id: xml for xml in root.iter(f"{IN_BPMN}*") if (id := xml.get("id")) is not None}
        self.writer = Writer(root, self.by_id, taken)
        self.planes = list(root.iter(f"{IN_BPMNDI}BPMNPlane"))
        #: element → the plane that has its shape, and where; the same of edges
        self.shapes: dict[str, tuple[etree._Element, Rectangle]] = {}
        self.edges: set[str] = set()
        for plane in self.planes:
            for shape in plane.iterfind(f"{IN_BPMNDI}BPMNShape"):
                bounds = bounds_of(shape)
                if bounds is not None:
                    at = Rectangle(bounds.x, bounds.y, bounds.width, bounds.height)
                    self.shapes.setdefault(shape.get("bpmnElement", ""), (plane, at))
            self.edges |= {edge.get("bpmnElement", "") for edge in plane.iterfind(f"{IN_BPMNDI}BPMNEdge")}
        self.changed = False

    def completed(self) -> Extent:
        if not self.shapes:
            return self._everything()
        for process in self.root.iterfind(f"{IN_BPMN}process"):
            self._look_at_scope(process)
        self._missing_edges()
        return Extent.PARTS if self.changed else Extent.NOTHING

    # --- all of it

    def _everything(self) -> Extent:
        for diagram in list(self.root.iterfind(f"{IN_BPMNDI}BPMNDiagram")):
            self.root.remove(diagram)
        processes = {each.get("id", ""): each for each in self.root.iterfind(f"{IN_BPMN}process")}
        shown: set[str] = set()
        for collaboration in self.root.iterfind(f"{IN_BPMN}collaboration"):
            participants = list(collaboration.iterfind(f"{IN_BPMN}participant"))
            if participants:
                shown |= {each.get("processRef", "") for each in participants}
                shown |= {id for id, process in processes.items() if floats_freely(process)}
                layout = lay_out_collaboration(collaboration, processes)
                self._write(self.writer.add_diagram(collaboration), layout)
        for id, process in processes.items():
            if id not in shown and _nodes(process):
                self._write(self.writer.add_diagram(process), lay_out_scope(process))
                shown.add(id)
        for process in processes.values():
            if process.get("id", "") in shown:
                self._look_at_scope(process)  # what is too deep to be shown open has a diagram of its own
        return Extent.ALL if shown else Extent.NOTHING

    def _write(self, plane: etree._Element, layout: ScopeLayout) -> None:
        draw_strays(layout.arrangement, layout.strays)
        draw_lines(layout.arrangement, layout.lines)
        self.writer.write(plane, layout.arrangement, layout.open)
        self._remember(plane, layout.arrangement)

    def _remember(
        self, plane: etree._Element, arrangement: Arrangement, dx: float = MARGIN, dy: float = MARGIN
    ) -> None:
        self.edges |= arrangement.edges.keys()
        for id, at in arrangement.shapes.items():
            self.shapes.setdefault(id, (plane, at.moved(dx, dy)))

    # --- parts of it

    def _look_at_scope(self, scope: etree._Element) -> None:
        nodes = _nodes(scope)
        missing = [node for node in nodes if node.get("id", "") not in self.shapes]
        if nodes and len(missing) == len(nodes):
            self._whole_scope(scope)
            return
        if missing:
            self._some_of(scope, missing)
        left_out = {id(node) for node in missing}
        for node in nodes:
            if split_tag(node)[1] in SCOPES and id(node) not in left_out:
                self._look_at_scope(node)

    def _whole_scope(self, scope: etree._Element) -> None:
        self.changed = True
        layout = lay_out_scope(scope)
        own = next((plane for plane in self.planes if plane.get("bpmnElement") == scope.get("id")), None)
        if own is None and scope.get("id", "") in self.shapes:
            plane, at = self.shapes[scope.get("id", "")]
            shape = self._shape_in(plane, scope)
            needed = layout.arrangement
            if (
                shape.get("isExpanded") == "true"
                and at.width >= needed.width + 2 * PADDING
                and at.height >= needed.height + NAME_HEIGHT + PADDING
            ):
                draw_strays(needed, layout.strays)
                draw_lines(needed, layout.lines)
                self.writer.write(plane, needed, layout.open, at.x + PADDING, at.y + NAME_HEIGHT)
                self._mark(plane)
                self._remember(plane, needed, at.x + PADDING, at.y + NAME_HEIGHT)
                return
            shape.set("isExpanded", "false")
        if own is not None:
            self._mark(own)
        self._write(own if own is not None else self.writer.add_diagram(scope), layout)
        for node in _nodes(scope):
            if split_tag(node)[1] in SCOPES:
                self._look_at_scope(node)

    def _shape_in(self, plane: etree._Element, element: etree._Element) -> etree._Element:
        return next(
            shape
            for shape in plane.iterfind(f"{IN_BPMNDI}BPMNShape")
            if shape.get("bpmnElement") == element.get("id")
        )

    def _some_of(self, scope: etree._Element, missing: list[etree._Element]) -> None:
        """Below the rest, on the plane where most of the others are."""
        self.changed = True
        on: defaultdict[etree._Element, int] = defaultdict(int)
        for node in _nodes(scope):
            if node.get("id", "") in self.shapes:
                on[self.shapes[node.get("id", "")][0]] += 1
        plane = max(on, key=lambda each: on[each])
        part = etree.Element(scope.tag)
        names = {node.get("id", "") for node in missing}
        for child in scope:
            ends = {child.get("sourceRef", ""), child.get("targetRef", "")}
            if child.get("id", "") in names or (
                child.tag == f"{IN_BPMN}sequenceFlow" and child.get("id") not in self.edges and ends & names
            ):
                part.append(etree.fromstring(etree.tostring(child)))
        layout = lay_out_scope(part)
        drawn = bounding(at for where, at in self.shapes.values() if where is plane)
        dx, dy = drawn.x, drawn.bottom + BELOW
        self._put_boundary_events(layout, part, dx, dy)
        self.writer.write(plane, layout.arrangement, layout.open, dx, dy)
        self._remember(plane, layout.arrangement, dx, dy)
        self._mark(plane)

    def _put_boundary_events(self, layout: ScopeLayout, part: etree._Element, dx: float, dy: float) -> None:
        """On the activities that they sit on, if those are drawn already."""
        beside: defaultdict[str, int] = defaultdict(int)
        for tag, event in children_in(IN_BPMN, part):
            host = event.get("attachedToRef", "")
            if (
                tag == "boundaryEvent"
                and host in self.shapes
                and event.get("id", "") in layout.arrangement.shapes
            ):
                at = self.shapes[host][1]
                x = at.right - 28 - beside[host] * 44
                beside[host] += 1
                layout.arrangement.shapes[event.get("id", "")] = Rectangle(
                    x - 18 - dx, at.bottom - 18 - dy, 36, 36
                )
                layout.arrangement.labels.pop(event.get("id", ""), None)
                # What was routed for its place below no longer begins there.
                for flow in part.iterfind(f"{IN_BPMN}sequenceFlow"):
                    if event.get("id") in (flow.get("sourceRef"), flow.get("targetRef")):
                        layout.arrangement.edges.pop(flow.get("id", ""), None)

    def _missing_edges(self) -> None:
        lines: defaultdict[etree._Element, list[Connection]] = defaultdict(list)
        for connection in self._flows():
            source, target = self.shapes.get(connection.source), self.shapes.get(connection.target)
            if connection.id in self.edges or source is None or target is None or source[0] is not target[0]:
                continue
            lines[source[0]].append(connection)
        for plane, found in lines.items():
            drawn = Arrangement(shapes={id: at for id, (where, at) in self.shapes.items() if where is plane})
            draw_strays(drawn, found)
            if drawn.edges:
                self.changed = True
                self._mark(plane)
                self.writer.write(plane, Arrangement(edges=drawn.edges), (), 0, 0)

    def _flows(self) -> Iterator[Connection]:
        for tag in ("sequenceFlow", "messageFlow"):
            for xml in self.root.iter(f"{IN_BPMN}{tag}"):
                yield Connection(xml.get("id", ""), xml.get("sourceRef", ""), xml.get("targetRef", ""))

    @staticmethod
    def _mark(plane: etree._Element) -> None:
        diagram = plane.getparent()
        assert diagram is not None
        if diagram.get(LAID_OUT) is None:
            diagram.set(LAID_OUT, "parts")


def _nodes(scope: etree._Element) -> list[etree._Element]:
    return [xml for tag, xml in children_in(IN_BPMN, scope) if is_flow_node(tag)]
