"""What holds for every operation: random processes, interrupted at random by random plans.

Each command is carried out on three states, as in `test_properties`: replaying its events, and writing the
state down before, make no difference.
"""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from processes.bpmn import read_diagram
from processes.bpmn.model import ProcessModel
from processes.engine import CommandRejected, execute
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.rehearsal import rehearse
from tests.processes.engine.blocks import Block, Plan, blocks, plan_of
from tests.processes.engine.test_properties import Run, next_command, some
from tests.support.thrice import picture, through_document

SUSPENDED = c.SuspendInstance()
RESUMED = c.ResumeInstance()


class OperatedRun(Run):
    """An instance that operators work on."""

    def migrate(self, target: ProcessModel, **more: Any) -> None:
        self.do(c.MigrateInstance(process_definition_key=2, version=2, target=target, **more))
        self.model = target

    def tries(self, command: c.Command) -> list[e.Event] | None:
        """What it makes happen; None if it is refused, which changes nothing."""
        before = picture(self.state)
        try:
            execute(self.model, through_document(self.state), command, self.now, count(self._next_key))
        except CommandRejected:
            self.refuses(command)
            return None
        rehearsed = rehearse(self.model, self.state, command, self.now)
        assert picture(self.state) == before
        known = len(self.events)
        self.do(command)
        happened = self.events[known:]
        assert [type(event) for event in rehearsed] == [type(event) for event in happened]
        return happened

    def goes_on(self, draw: Any, *, most: int) -> None:
        for commands in range(most):
            if not self.state.is_active or not self.waits():
                return
            self.do(next_command(self, draw, commands))


def begun(block: Block, data: st.DataObject) -> tuple[Plan, OperatedRun]:
    """An instance somewhere on its way."""
    plan = plan_of(block)
    run = OperatedRun(plan)
    run.goes_on(data.draw, most=data.draw(st.integers(0, 8)))
    return plan, run


def ends_well(run: OperatedRun, draw: Any) -> bool:
    run.goes_on(draw, most=500)
    return isinstance(run.events[-1], e.InstanceCompleted)


@some
@given(blocks(), st.data())
def test_the_same_version_once_more_changes_nothing_but_the_version(block: Block, data: Any) -> None:
    plan, run = begun(block, data)
    if not run.state.is_active:
        return
    before, known = picture(run.state)[:-1], len(run.events)
    run.migrate(plan.diagram.model())
    assert picture(run.state)[:-1] == before
    assert run.state.process_definition_key == 2
    assert [type(event) for event in run.events[known:]] == [e.InstanceMigrated]
    assert ends_well(run, data.draw)


@some
@given(blocks(), st.data())
def test_an_instance_goes_on_when_every_element_has_another_name(block: Block, data: Any) -> None:
    plan, run = begun(block, data)
    if not run.state.is_active:
        return
    other, mapping = renamed(plan)
    run.refuses(c.MigrateInstance(process_definition_key=2, version=2, target=other))
    living = len(run.state.element_instances)
    waits = sorted(key for key, _ in run.waits())
    run.migrate(other, mapping=mapping)
    assert len(run.state.element_instances) == living
    assert sorted(key for key, _ in run.waits()) == waits
    assert {i.element_id for i in run.state.element_instances.values()} <= set(other.elements)
    assert ends_well(run, data.draw)


def renamed(plan: Plan) -> tuple[ProcessModel, tuple[c.MappingInstruction, ...]]:
    """The same process, all of whose elements and flows have other ids; names of variables, messages and
    signals stay.
    """
    model = plan.diagram.model()
    ids = [each for each in (*model.elements, *model.flows) if each != model.process_id]
    copy = etree.fromstring(plan.diagram.xml())
    known = set(ids)
    for element in copy.iter(etree.Element):
        for name in ("id", "sourceRef", "targetRef", "attachedToRef", "default", "activityRef"):
            if element.get(name) in known:
                element.set(name, f"new_{element.get(name)}")
        if element.text in known and etree.QName(element).localname in ("incoming", "outgoing"):
            element.text = f"new_{element.text}"
    (other,) = read_diagram(etree.tostring(copy)).processes
    mapping = tuple(
        c.MappingInstruction(source_element_id=each, target_element_id=f"new_{each}") for each in ids
    )
    return other, mapping


def some_plan(run: OperatedRun, draw: Any) -> c.ModifyInstance:
    """Whatever an operator could think of."""
    ids = st.sampled_from(sorted(run.model.elements))
    keys = st.sampled_from(sorted(run.state.element_instances))
    ancestors = st.one_of(st.none(), keys)
    few = st.integers(0, 2)
    return c.ModifyInstance(
        activate=tuple(
            c.ActivateInstruction(
                element_id=draw(ids),
                ancestor_element_instance_key=draw(ancestors),
                variables=(c.VariableInstruction(variables={"added": 1}),),
            )
            for _ in range(draw(few))
        ),
        terminate=tuple(
            c.TerminateInstruction(element_instance_key=draw(keys))
            if draw(st.booleans())
            else c.TerminateInstruction(element_id=draw(ids))
            for _ in range(draw(few))
        ),
        move=tuple(
            c.MoveInstruction(source_element_instance_key=draw(keys), target_element_id=draw(ids))
            for _ in range(draw(few))
        ),
    )


@some
@given(blocks(), st.data())
def test_a_modification_adds_and_ends_what_it_says_and_nothing_else(block: Block, data: Any) -> None:
    """Suspended, since then what follows from it does not happen yet."""
    _, run = begun(block, data)
    if not run.state.is_active:
        return
    run.do(SUSPENDED)
    for _ in range(3):
        if not run.state.is_active:
            return
        plan = some_plan(run, data.draw)
        before = {key: i.element_id for key, i in run.state.element_instances.items()}
        around = {key: i.scope_key for key, i in run.state.element_instances.items()}
        undoes = {key: i.compensates for key, i in run.state.element_instances.items()}
        arrivals = tokens_at_joins(run)
        happened = run.tries(plan)
        if happened is None:
            continue
        entered = [event for event in happened if isinstance(event, e.ElementActivated)]
        targets = Counter(event.element_id for event in entered)
        assert Counter(each.element_id for each in plan.activate) <= targets
        assert Counter(each.target_element_id for each in plan.move) <= targets
        ended = {event.key for event in happened if isinstance(event, e.ElementTerminated)}
        meant = {each.element_instance_key for each in plan.terminate} | {
            each.source_element_instance_key for each in plan.move
        }
        named = {each.element_id for each in plan.terminate}
        for key in ended:
            inside = chain(around, key)
            assert (
                any(each in meant or before[each] in named for each in inside)
                or any(undoes[each] in ended for each in inside)  # with what has asked for it to be undone
                or is_left_empty(around, ended, key)
            ), "it has ended without being meant"
        for key in meant - {None}:
            assert key in ended or not run.state.is_active
        after = set(run.state.element_instances) - {run.state.key}
        if run.state.is_active:
            assert after == (set(before) - {run.state.key} - ended) | {event.key for event in entered}
            if not named:
                assert tokens_at_joins(run) <= arrivals
    if run.state.is_active:
        run.do(RESUMED)
        run.goes_on(data.draw, most=30)
        if run.state.is_active:
            run.do(c.CancelInstance())
    assert picture(run.state)[:-1] == ("", {}, {}, set(), set(), {})


def chain(around: dict[int, int | None], key: int | None) -> list[int]:
    found = []
    while key is not None:
        found.append(key)
        key = around.get(key)
    return found


def is_left_empty(around: dict[int, int | None], ended: set[int], key: int) -> bool:
    """A scope, all of whose contents have ended."""
    inside = [each for each, scope in around.items() if scope == key]
    return bool(inside) and all(each in ended for each in inside)


def tokens_at_joins(run: OperatedRun) -> int:
    return sum(
        sum(flows.values())
        for scope in run.state.element_instances.values()
        for flows in (scope.arrivals or {}).values()
    )


@some
@given(blocks(), st.data())
def test_what_comes_while_an_instance_is_suspended_is_refused_or_happens_later(
    block: Block, data: Any
) -> None:
    _, run = begun(block, data)
    if not run.state.is_active or not run.waits():
        return
    run.do(SUSPENDED)
    living = set(run.state.element_instances)
    for commands in range(5):
        before = picture(run.state)
        command = next_command(run, data.draw, commands)
        happened = run.tries(command)
        if happened is None:
            assert picture(run.state) == before
        assert set(run.state.element_instances) == living, "something has moved"
    run.do(RESUMED)
    assert not run.state.is_suspended
    assert not run.state.is_active or ends_well(run, data.draw)


@some
@given(blocks(), st.data())
def test_an_instance_goes_on_to_what_a_newer_version_has_added(block: Block, data: Any) -> None:
    _, run = begun(block, data)
    if not run.state.is_active:
        return
    longer = plan_of(("sequence", [block, ("user",)]))
    added = next(id for id in longer.diagram.model().elements if id not in run.model.elements)
    passed = run.completed()["end"]  # what goes on is beside the way to the end
    living = {key: (i.element_id, i.scope_key) for key, i in run.state.element_instances.items()}
    run.migrate(longer.diagram.model())
    assert living == {key: (i.element_id, i.scope_key) for key, i in run.state.element_instances.items()}
    assert ends_well(run, data.draw)
    assert run.completed()[added] == 1 - passed
