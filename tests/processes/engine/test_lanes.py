"""Lanes: whoever a task is for that names nobody itself (BPMN 10.8)."""

import pytest

from processes import services
from processes.engine import events as e
from tasklist import selectors
from tests.processes.bpmn.diagrams import process_of, sequence
from tests.support.people import person


def lane(name, *members, inside=""):
    refs = "".join(f"<bpmn:flowNodeRef>{member}</bpmn:flowNodeRef>" for member in members)
    named = f'name="{name}"' if name else ""
    return f'<bpmn:lane id="lane_{name}_{len(inside)}" {named}>{refs}{inside}</bpmn:lane>'


def in_lanes(*lanes, task='<bpmn:userTask id="it"/>'):
    """start → it → end"""
    drawn = "".join(lanes)
    return sequence(f'<bpmn:laneSet id="lanes">{drawn}</bpmn:laneSet>{task}')


def groups(engine, diagram):
    engine.deploy(diagram)
    engine.start("p")
    (created,) = (event for event in engine.events if isinstance(event, e.UserTaskCreated))
    return created.candidate_groups


def test_a_task_is_for_the_group_of_its_lane(engine):
    assert groups(engine, in_lanes(lane("Sales", "it"), lane("Claims", "end"))) == ["Sales"]


def test_a_task_in_no_lane_is_for_everyone(engine):
    assert groups(engine, in_lanes(lane("Sales", "start"))) == []
    assert groups(engine, in_lanes(lane("", "it"))) == []


def test_of_nested_lanes_the_innermost_counts(engine):
    inner = f'<bpmn:childLaneSet id="inner">{lane("Clerks", "it")}{lane("Heads")}</bpmn:childLaneSet>'
    assert groups(engine, in_lanes(lane("Sales", "it", inside=inner))) == ["Clerks"]


def test_an_inner_lane_without_a_name_is_the_one_around_it(engine):
    inner = f'<bpmn:childLaneSet id="inner">{lane("", "it")}</bpmn:childLaneSet>'
    assert groups(engine, in_lanes(lane("Sales", "it", inside=inner))) == ["Sales"]


def test_a_lane_name_is_a_text_whatever_is_in_it(engine):
    assert groups(engine, in_lanes(lane("R&amp;D, &quot;=now()&quot; \\ team", "it"))) == [
        'R&D, "=now()" \\ team'
    ]


@pytest.mark.parametrize(
    "assignment", ['assignee="ada"', 'candidateUsers="ada"', 'candidateGroups="office"', 'assignee="=nobody"']
)
def test_a_task_that_names_somebody_is_not_for_its_lane(engine, assignment):
    task = (
        f'<bpmn:userTask id="it"><bpmn:extensionElements><zeebe:assignmentDefinition {assignment}/>'
        "</bpmn:extensionElements></bpmn:userTask>"
    )
    assert "Sales" not in groups(engine, in_lanes(lane("Sales", "it"), task=task))


@pytest.mark.parametrize("scope", ["subProcess", "transaction"])
def test_what_is_in_a_subprocess_is_for_the_lane_of_that(engine, scope):
    inside = '<bpmn:userTask id="inner"/>'
    task = f'<bpmn:{scope} id="it">{inside}</bpmn:{scope}>'
    assert groups(engine, in_lanes(lane("Sales", "it"), task=task)) == ["Sales"]


def test_lanes_of_a_subprocess_come_before_those_around_it(engine):
    own = f'<bpmn:laneSet id="own">{lane("Clerks", "inner")}</bpmn:laneSet>'
    task = f'<bpmn:subProcess id="it">{own}<bpmn:userTask id="inner"/></bpmn:subProcess>'
    assert groups(engine, in_lanes(lane("Sales", "it"), task=task)) == ["Clerks"]


def test_of_two_ways_to_cut_a_process_the_first_counts(engine):
    second = f'<bpmn:laneSet id="second">{lane("Phase 1", "it")}</bpmn:laneSet>'
    content = in_lanes(lane("Sales", "it"), task=f'{second}<bpmn:userTask id="it"/>')
    assert groups(engine, content) == ["Sales"]


@pytest.mark.django_db
def test_members_of_the_group_find_the_task_in_their_inbox():
    ada, ben = person("ada", groups=("Sales",)), person("ben", groups=("Claims",))
    services.deploy(resources={"p.bpmn": in_lanes(lane("Sales", "it"))})
    services.start_instance(process_id="p")
    assert [task.element_id for task in selectors.visible_to(ada)] == ["it"]
    assert not selectors.visible_to(ben).exists()


def test_a_lane_says_nothing_about_other_tasks(engine):
    engine.deploy(
        process_of(
            f'<bpmn:laneSet id="l">{lane("Robots", "s", "t")}</bpmn:laneSet><bpmn:startEvent id="s"/>'
            '<bpmn:task id="t"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>'
        )
    )
    engine.start("p")
    assert engine.state == "COMPLETED"


def role(tag, text="", *, reference=""):
    expression = (
        f"<bpmn:resourceAssignmentExpression><bpmn:formalExpression>{text}</bpmn:formalExpression>"
        "</bpmn:resourceAssignmentExpression>"
    )
    inside = f"<bpmn:resourceRef>{reference}</bpmn:resourceRef>" if reference else expression
    return f'<bpmn:{tag} id="r">{inside}</bpmn:{tag}>'


def performed(engine, content, variables=None):
    task = f'<bpmn:userTask id="it">{content}</bpmn:userTask>'
    lanes = f'<bpmn:laneSet id="lanes">{lane("Sales", "it")}</bpmn:laneSet>'
    engine.deploy(sequence(lanes + task, roots='<bpmn:resource id="clerks" name="Clerks"/>'))
    engine.start("p", variables or {})
    (created,) = (event for event in engine.events if isinstance(event, e.UserTaskCreated))
    return created.assignee, created.candidate_users, created.candidate_groups


@pytest.mark.parametrize("tag", ["humanPerformer", "performer"])
def test_a_performer_is_the_assignee(engine, tag):
    assert performed(engine, role(tag, "ada")) == ("ada", [], [])


@pytest.mark.parametrize("text", ["=boss", "${boss}"])
def test_a_performer_may_be_an_expression(engine, text):
    assert performed(engine, role("humanPerformer", text), {"boss": "carl"}) == ("carl", [], [])


def test_potential_owners_are_candidates(engine):
    found = performed(engine, role("potentialOwner", "user(ada), group(office), clerks"))
    assert found == (None, ["ada"], ["office", "clerks"])


def test_a_resource_is_the_group_of_its_name(engine):
    assert performed(engine, role("potentialOwner", reference="clerks")) == (None, [], ["Clerks"])


def test_a_role_that_names_nobody_leaves_the_task_to_its_lane(engine):
    assert performed(engine, role("potentialOwner", "")) == (None, [], ["Sales"])
