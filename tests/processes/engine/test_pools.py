"""Pools: processes of one diagram that talk to each other along message flows (BPMN 9.4)."""

import pytest

from processes.bpmn import check_diagram
from processes.engine import events as e
from processes.scenarios.memory_engine import MemoryEngine
from processes.scenarios.stored_engine import StoredEngine
from tests.processes.engine.data_diagrams import chain, into, service
from tests.processes.engine.pools import (
    asking_and_answering,
    catch,
    message_flow,
    pools,
    started_by_message,
    throw,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[MemoryEngine, StoredEngine])
def engine(request):
    return request.param()


def instances_of(engine, process_id):
    return [key for key, started in engine.instances().items() if started == process_id]


def complete_job_of(engine, key, element_id):
    engine._chosen = key
    engine.complete_job(element_id)


def state_of(engine, key):
    engine._chosen = key
    return engine.state


def waits_at(engine, key):
    return {each.element_id for each in engine.state_of(key).element_instances.values()}


def test_a_message_flow_starts_the_process_it_leads_to_and_brings_the_answer_back(engine):
    assert not [p for p in check_diagram(asking_and_answering()) if p.severity == "error"]
    engine.deploy(asking_and_answering())
    buyer = engine.start("buyer")
    (seller,) = instances_of(engine, "seller")
    complete_job_of(engine, seller, "make")
    assert state_of(engine, seller) == "COMPLETED"
    assert "enjoy" in waits_at(engine, buyer)


def test_an_answer_finds_the_instance_that_asked(engine):
    """Three buyers wait for the same message; the sellers answer in another order than they were asked in."""
    engine.deploy(asking_and_answering())
    buyers = [engine.start("buyer") for _ in range(3)]
    sellers = instances_of(engine, "seller")
    assert len(sellers) == 3
    for answered in (2, 0, 1):
        complete_job_of(engine, sellers[answered], "make")
        assert "enjoy" in waits_at(engine, buyers[answered])


def test_an_answer_waits_for_the_one_who_asked_and_goes_to_nobody_else(engine):
    busy = pools(
        message_flow("ask", "s_start"),
        message_flow("reply", "wait"),
        buyer=chain(throw("ask"), service("prepare"), catch("wait"), service("enjoy")),
        seller=started_by_message(chain(service("make"), throw("reply"), prefix="s_")),
    )
    engine.deploy(busy)
    first, second = engine.start("buyer"), engine.start("buyer")
    complete_job_of(engine, second, "prepare")
    complete_job_of(engine, instances_of(engine, "seller")[0], "make")
    assert "wait" in waits_at(engine, second)
    complete_job_of(engine, first, "prepare")
    assert "enjoy" in waits_at(engine, first)
    assert "wait" in waits_at(engine, second)


def test_whoever_runs_already_joins_the_conversation_with_the_first_message(engine):
    content = pools(
        message_flow("ask", "hear"),
        message_flow("reply", "wait"),
        buyer=chain(service("think"), throw("ask"), catch("wait"), service("enjoy")),
        seller=chain(catch("hear"), service("make"), throw("reply"), prefix="s_"),
    )
    engine.deploy(content)
    buyers = [engine.start("buyer"), engine.start("buyer")]
    sellers = [engine.start("seller"), engine.start("seller")]
    complete_job_of(engine, buyers[1], "think")
    complete_job_of(engine, buyers[0], "think")
    complete_job_of(engine, sellers[0], "make")
    assert "enjoy" in waits_at(engine, buyers[1])
    assert "wait" in waits_at(engine, buyers[0])


def test_a_message_goes_where_its_flow_leads_whatever_it_is_called(engine):
    content = pools(
        message_flow("ask", "s_start"),
        roots='<bpmn:message id="m" name="Ordered"/><bpmn:message id="n" name="Order received"/>',
        buyer=chain(throw("ask", "m")),
        seller=started_by_message(chain(service("make"), prefix="s_"), "n"),
    )
    engine.deploy(content)
    engine.start("buyer")
    assert len(instances_of(engine, "seller")) == 1


def test_what_several_flows_leave_sends_to_all_they_lead_to(engine):
    content = pools(
        message_flow("ask", "s_start"),
        message_flow("ask", "hear"),
        buyer=chain(throw("ask")),
        seller=started_by_message(chain(service("make"), prefix="s_")),
        other=chain(catch("hear"), prefix="o_"),
    )
    engine.deploy(content)
    other = engine.start("other")
    engine.start("buyer")
    assert len(instances_of(engine, "seller")) == 1
    assert state_of(engine, other) == "COMPLETED"


def test_a_correlation_key_says_whom_a_message_is_for(engine):
    message = (
        '<bpmn:message id="m" name="answer"><bpmn:extensionElements><zeebe:subscription '
        'correlationKey="=order"/></bpmn:extensionElements></bpmn:message>'
    )
    content = pools(
        message_flow("reply", "wait"),
        roots=message,
        buyer=chain(catch("wait", "m"), service("enjoy")),
        seller=chain(service("make"), throw("reply"), prefix="s_"),
    )
    engine.deploy(content)
    first, second = engine.start("buyer", {"order": 1}), engine.start("buyer", {"order": 2})
    seller = engine.start("seller", {"order": 2})
    complete_job_of(engine, seller, "make")
    assert "enjoy" in waits_at(engine, second)
    assert "wait" in waits_at(engine, first)


def test_the_inputs_of_what_sends_go_along(engine):
    data = (
        '<bpmn:dataInput id="i" name="item"/><bpmn:inputSet><bpmn:dataInputRefs>i</bpmn:dataInputRefs>'
        "</bpmn:inputSet>" + into("what", to="i")
    )
    content = pools(
        message_flow("ask", "s_start"),
        buyer=chain(throw("ask", content=data)) + '<bpmn:property id="what"/>',
        seller=started_by_message(chain(service("make"), prefix="s_")),
    )
    engine.deploy(content)
    engine.start("buyer", {"what": "tea"})
    engine.look_at("seller")
    assert engine.variables == {"item": "tea"}


def test_what_leads_to_a_closed_pool_is_sent_by_name_as_ever():
    engine = MemoryEngine()
    closed = '<bpmn:participant id="bank" name="Bank"/>'
    content = pools(
        closed + message_flow("ask", "bank"),
        roots='<bpmn:message id="m" name="Ordered"/>',
        buyer=chain(throw("ask", "m")),
    )
    engine.deploy(content)
    engine.start("buyer")
    (thrown,) = (event for event in engine.events if isinstance(event, e.MessageThrown))
    assert (thrown.name, thrown.in_conversation) == ("Ordered", False)
