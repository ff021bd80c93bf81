"""Rules of data inputs and outputs, and of the sets they form (BPMN 10.4.1 and 10.4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from processes.bpmn.elements import Drawn, DrawnDiagram, says
from processes.bpmn.namespaces import IN_BPMN
from processes.bpmn.problems import Problem

_OTHER_SET = {"inputSet": ("outputSetRefs", "inputSetRefs"), "outputSet": ("inputSetRefs", "outputSetRefs")}
_LISTS = {
    "inputSet": ("dataInputRefs", ("optionalInputRefs", "whileExecutingInputRefs")),
    "outputSet": ("dataOutputRefs", ("optionalOutputRefs", "whileExecutingOutputRefs")),
}
_SETS = {"dataInput": ("inputSet", "dataInputRefs"), "dataOutput": ("outputSet", "dataOutputRefs")}


def declared(activity: etree._Element, tag: str) -> list[etree._Element]:
    """What the activity's specification of inputs and outputs has of this type."""
    return activity.findall(f"{IN_BPMN}ioSpecification/{IN_BPMN}{tag}")


def items_of(activity: etree._Element, tag: str) -> list[str | None]:
    """The item definition of each data input or output of the activity."""
    return [data.get("itemSubjectRef") for data in declared(activity, tag)]


def datum_is_in_a_set(datum: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    tag, references = _SETS[datum.tag]
    owner = datum.xml.getparent()
    sets = owner.findall(f"{IN_BPMN}{tag}") if owner is not None else []
    if not any(datum.xml in diagram.named_by(each, references) for each in sets):
        message = f"{datum} is in no {'input' if tag == 'inputSet' else 'output'} set; list it in one"
        yield datum.error("datum-in-no-set", message)


def special_data_are_listed(group: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    """What is optional, or may come while the activity is under way, is in the set to begin with."""
    every, special = _LISTS[group.tag]
    listed = _texts(group.xml, every)
    for relation in special:
        for reference in _texts(group.xml, relation):
            if reference not in listed:
                message = f"{relation} of {group} names '{reference}', which is not in the set"
                yield group.error("datum-not-listed", f"the {message}; list it among the {every} too")


def sets_refer_to_each_other(group: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    there, back = _OTHER_SET[group.tag]
    for other in diagram.named_by(group.xml, there):
        if group.xml not in diagram.named_by(other, back):
            message = f"{group} refers to {diagram.drawn(other)}, which does not refer back"
            yield group.error("one-sided-reference", f"{message}; let both refer to each other")


def specification_has_sets(specification: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN table 10.57: at least one InputSet, at least one OutputSet
    for tag in ("inputSet", "outputSet"):
        if specification.xml.find(f"{IN_BPMN}{tag}") is None:
            message = f"{specification} has no {'input' if tag == 'inputSet' else 'output'} set"
            yield specification.error("no-set", f"{message}; add one, which may be empty")


def subprocess_has_no_specification(specification: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN 10.4.1: tasks, call activities, processes and global tasks have one
    parent = specification.xml.getparent()
    if parent is not None and str(parent.tag)[len(IN_BPMN) :] in (
        "subProcess",
        "transaction",
        "adHocSubProcess",
    ):
        owner = diagram.drawn(parent)
        message = f"{owner} specifies inputs and outputs, which subprocesses do not have; remove them"
        yield owner.error("misplaced-element", message)


def collection_is_one_of_its_item(datum: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN tables 10.52, 10.58 and 10.59, isCollection: it must match the item definition
    item = diagram.referred(datum.xml.get("itemSubjectRef"))
    if item is not None and says(datum.xml, "isCollection") != says(item, "isCollection"):
        message = f"{datum} and its item definition, '{item.get('id')}', differ in isCollection"
        yield datum.warning("collection-differs", f"{message}; give both the same value")


def _texts(xml: etree._Element, tag: str) -> list[str]:
    return [(child.text or "").strip() for child in xml.iterfind(f"{IN_BPMN}{tag}")]
