"""Diagrams made for Camunda 7 and its forks run as they do there."""

import pytest

from processes.scenarios import MemoryEngine, play, read_case
from processes.scenarios.engine import Engine
from processes.scenarios.kinds import Resource
from processes.scenarios.stored_engine import StoredEngine
from processes.scenarios.yaml_reader import read_yaml

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
  <error id="declared" errorCode="42" camunda:errorMessage="no goods in ${place}"/>
  <message id="named" name="paid-${order}"/>
  <process id="p" isExecutable="true">
    <startEvent id="s"/>
"""
FOOT = "</process></definitions>"

THROWS = """
    <subProcess id="inner">
      <startEvent id="is"/>
      <sequenceFlow id="f1" sourceRef="is" targetRef="thrown"/>
      <endEvent id="thrown"><errorEventDefinition errorRef="{thrown}"/></endEvent>
    </subProcess>
    <boundaryEvent id="caught" attachedToRef="inner">
      <errorEventDefinition {caught} camunda:errorCodeVariable="code" camunda:errorMessageVariable="why"/>
    </boundaryEvent>
    <userTask id="repair"/>
    <userTask id="after"/>
    <sequenceFlow id="f2" sourceRef="s" targetRef="inner"/>
    <sequenceFlow id="f3" sourceRef="caught" targetRef="repair"/>
    <sequenceFlow id="f4" sourceRef="inner" targetRef="after"/>
"""

SERVICE = """
    <serviceTask id="work" camunda:type="external" camunda:topic="work"/>
    <userTask id="after"/>
    <userTask id="beside"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="work"/>
    <sequenceFlow id="f2" sourceRef="s" targetRef="beside"/>
    <sequenceFlow id="f3" sourceRef="work" targetRef="after"/>
"""

CALLS = """
    <callActivity id="call" calledElement="q"/>
    <userTask id="after"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="call"/>
    <sequenceFlow id="f2" sourceRef="call" targetRef="after"/>
  </process>
  <process id="q" isExecutable="true">
    <startEvent id="qs"/>
    <endEvent id="qe"><errorEventDefinition errorRef="declared"/></endEvent>
    <sequenceFlow id="f3" sourceRef="qs" targetRef="qe"/>
"""

WAITS = """
    <intermediateCatchEvent id="paid"><messageEventDefinition messageRef="named"/></intermediateCatchEvent>
    <userTask id="after"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="paid"/>
    <sequenceFlow id="f2" sourceRef="paid" targetRef="after"/>
"""

LOOPS = """
    <subProcess id="inner">
      <multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
      <startEvent id="is"/>
      <exclusiveGateway id="which" default="f2"/>
      <userTask id="first"/>
      <userTask id="other"/>
      <sequenceFlow id="f0" sourceRef="is" targetRef="which"/>
      <sequenceFlow id="f1" sourceRef="which" targetRef="first">
        <conditionExpression xsi:type="tFormalExpression">${loopCounter == 0}</conditionExpression>
      </sequenceFlow>
      <sequenceFlow id="f2" sourceRef="which" targetRef="other"/>
    </subProcess>
    <sequenceFlow id="f3" sourceRef="s" targetRef="inner"/>
"""

SETTING = "ends uncaught errors"


@pytest.fixture(params=["memory", "db", f"memory, {SETTING}", f"db, {SETTING}"])
def engine(request: pytest.FixtureRequest, settings, db) -> Engine:
    settings.END_UNCAUGHT_ERRORS = SETTING in request.param
    return (
        StoredEngine()
        if request.param.startswith("db")
        else MemoryEngine(ends_uncaught_errors=settings.END_UNCAUGHT_ERRORS)
    )


def goes(engine: Engine, body: str, steps: str) -> None:
    diagram = Resource(name="p.bpmn", content=(HEAD + body + FOOT).encode())
    play(read_case({"steps": read_yaml(steps)}, deploy=[diagram]), engine)


@pytest.mark.parametrize("caught", ['errorRef="OUT_OF_STOCK"', ""])
def test_an_error_that_is_declared_nowhere_is_its_own_code(engine: Engine, caught: str) -> None:
    steps = """
        - {do: start, process: p}
        - {assert: tasks, exact: {repair: 1}}
        - {assert: variables, equals: {code: OUT_OF_STOCK, why: null}}
    """
    goes(engine, THROWS.format(thrown="OUT_OF_STOCK", caught=caught), steps)


def test_an_error_says_its_message(engine: Engine) -> None:
    steps = """
        - {do: start, process: p, variables: {place: Rome}}
        - {assert: variables, equals: {code: "42", why: no goods in Rome}}
    """
    goes(engine, THROWS.format(thrown="declared", caught=""), steps)


def test_the_name_of_a_message_is_an_expression(engine: Engine) -> None:
    steps = """
        - {do: start, process: p, variables: {order: 7}}
        - {do: correlate_message, name: paid-8, expect: no_match}
        - {do: correlate_message, name: paid-7}
        - {assert: tasks, exact: {after: 1}}
    """
    goes(engine, WAITS, steps)


def test_loops_are_counted_from_zero(engine: Engine) -> None:
    goes(engine, LOOPS, "[{do: start, process: p}, {assert: tasks, exact: {first: 1, other: 1}}]")


def test_an_uncaught_error_is_an_incident_unless_it_ends_its_token(engine: Engine, settings) -> None:
    ends = settings.END_UNCAUGHT_ERRORS
    expect, tasks, count = ("", "{after: 1}", 0) if ends else (", expect: error", "{}", 1)
    steps = f"""
        - {{do: start, process: p{expect}}}
        - {{assert: incident, count: {count}}}
        - {{assert: tasks, exact: {tasks}}}
    """
    goes(engine, THROWS.format(thrown="declared", caught='errorRef="OTHER"'), steps)


def test_an_uncaught_error_of_a_job_too(engine: Engine, settings) -> None:
    steps = """
        - {do: start, process: p}
        - {do: throw_bpmn_error, element: work, code: X}
        - {assert: tasks, exact: {beside: 1}}
        - {assert: incident, type: UNHANDLED_BPMN_ERROR, count: %s}
        - {do: complete, task: beside}
        - {assert: %s}
    """
    ends = settings.END_UNCAUGHT_ERRORS
    goes(engine, SERVICE, steps % ((0, "ended, state: COMPLETED") if ends else (1, "running")))


def test_an_uncaught_error_of_a_called_process_too(engine: Engine, settings) -> None:
    steps = """
        - {do: start, process: p%s}
        - {assert: running_instances, process: q, count: 0}
        - {assert: tasks, exact: %s}
    """
    goes(
        engine,
        CALLS,
        steps % (("", "{after: 1}") if settings.END_UNCAUGHT_ERRORS else (", expect: error", "{}")),
    )
