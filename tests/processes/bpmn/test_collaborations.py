"""Collaborations: message flows, pools, conversations and choreographies keep BPMN's rules."""

from __future__ import annotations

import pytest

from tests.processes.bpmn.diagrams import definitions, flow, only_problem, problems_in

POOLS = '<bpmn:participant id="us" processRef="p"/><bpmn:participant id="they"/>'
MESSAGE = '<bpmn:message id="m" name="m"/>'
SENDS = '<bpmn:messageEventDefinition messageRef="m"/>'
PROCESS = (
    f'<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="asked">{SENDS}</bpmn:startEvent>'
    f'<bpmn:userTask id="work"/><bpmn:intermediateCatchEvent id="wait">{SENDS}</bpmn:intermediateCatchEvent>'
    f'<bpmn:intermediateThrowEvent id="tell">{SENDS}</bpmn:intermediateThrowEvent>'
    f'<bpmn:endEvent id="done"/><bpmn:endEvent id="told">{SENDS}</bpmn:endEvent>'
    f"{flow('asked', 'work')}{flow('work', 'wait')}{flow('wait', 'tell')}{flow('tell', 'told')}"
    f"{flow('work', 'done')}</bpmn:process>"
)


def joined(source, target):
    message_flow = f'<bpmn:messageFlow id="f" sourceRef="{source}" targetRef="{target}"/>'
    pools = f'<bpmn:collaboration id="c">{POOLS}{message_flow}</bpmn:collaboration>'
    return definitions(f"{MESSAGE}{pools}{PROCESS}")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("they", "asked"),
        ("they", "wait"),
        ("they", "work"),
        ("they", "us"),
        ("us", "they"),
        ("work", "they"),
        ("tell", "they"),
        ("told", "they"),
    ],
)
def test_a_message_flow_joins_what_sends_and_what_receives(source, target):
    assert problems_in(joined(source, target)) == []


@pytest.mark.parametrize(
    ("source", "target"), [("us", "us"), ("they", "they"), ("us", "wait"), ("work", "us"), ("tell", "wait")]
)
def test_a_message_flow_joins_two_pools(source, target):
    assert problems_in(joined(source, target)) == [("message-flow-in-one-pool", "f")]


@pytest.mark.parametrize("source", ["asked", "wait"])
def test_what_catches_sends_nothing(source):
    problem = only_problem(joined(source, "they"))
    assert (problem.code, problem.element_id) == ("message-flow-from-catch-event", "f")


@pytest.mark.parametrize("target", ["tell", "told", "done"])
def test_what_throws_receives_nothing(target):
    assert problems_in(joined("they", target)) == [("message-flow-to-throw-event", "f")]


def test_only_message_events_send_and_receive_messages():
    assert problems_in(joined("done", "they")) == [("message-flow-at-other-event", "f")]
    timer = (
        "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
    )
    waiting = joined("they", "wait").replace(
        f'<bpmn:intermediateCatchEvent id="wait">{SENDS}'.encode(),
        f'<bpmn:intermediateCatchEvent id="wait">{timer}'.encode(),
    )
    assert problems_in(waiting) == [("message-flow-at-other-event", "f")]


@pytest.mark.parametrize("end", ["note", "work_wait"])
def test_a_message_flow_joins_no_artifacts(end):
    note = '<bpmn:textAnnotation id="note"/>'
    for source, target in ((end, "they"), ("they", end)):
        content = joined(source, target).replace(b"</bpmn:process>", f"{note}</bpmn:process>".encode())
        assert problems_in(content) == [("reference-to-wrong-type", "f")]


# --- how many take part


@pytest.mark.parametrize(
    ("minimum", "maximum"), [("-1", "1"), ("0", "0"), ("3", "2"), ("2", None), ("some", "3"), ("0", "many")]
)
def test_participants_are_counted_sensibly(minimum, maximum):
    count = f'minimum="{minimum}"' + (f' maximum="{maximum}"' if maximum else "")
    pool = f'<bpmn:participant id="us"><bpmn:participantMultiplicity {count}/></bpmn:participant>'
    content = definitions(f'<bpmn:collaboration id="c">{pool}</bpmn:collaboration>{MESSAGE}{PROCESS}')
    assert problems_in(content) == [("bad-multiplicity", "us")]


@pytest.mark.parametrize("count", ["", 'minimum="0" maximum="1"', 'minimum="2" maximum="2"', 'maximum="5"'])
def test_participants_may_be_several(count):
    pool = f'<bpmn:participant id="us"><bpmn:participantMultiplicity {count}/></bpmn:participant>'
    content = definitions(f'<bpmn:collaboration id="c">{pool}</bpmn:collaboration>{MESSAGE}{PROCESS}')
    assert problems_in(content) == []


# --- choreographies and conversations


@pytest.mark.parametrize(("ours", "theirs"), [("true", "false"), ("false", "true"), (None, "true")])
def test_a_collaboration_is_as_closed_as_its_choreography(ours, theirs):
    closed = f'isClosed="{ours}"' if ours else ""
    content = definitions(
        f'<bpmn:choreography id="ch" isClosed="{theirs}"/><bpmn:collaboration id="c" {closed}>'
        f"<bpmn:choreographyRef>ch</bpmn:choreographyRef></bpmn:collaboration>{MESSAGE}{PROCESS}"
    )
    assert problems_in(content) == [("closed-differently", "c")]


@pytest.mark.parametrize(
    ("root", "code"),
    [
        (
            '<bpmn:choreography id="x"><bpmn:choreographyRef>y</bpmn:choreographyRef></bpmn:choreography>',
            "reference",
        ),
        (
            '<bpmn:globalConversation id="x"><bpmn:choreographyRef>y</bpmn:choreographyRef>'
            "</bpmn:globalConversation>",
            "reference",
        ),
        ('<bpmn:choreography id="x"><bpmn:laneSet id="l"/></bpmn:choreography>', "element"),
        ('<bpmn:globalConversation id="x"><bpmn:conversation id="v"/></bpmn:globalConversation>', "element"),
        (
            '<bpmn:globalConversation id="x"><bpmn:textAnnotation id="v"/></bpmn:globalConversation>',
            "element",
        ),
    ],
)
def test_choreographies_and_conversations_contain_only_their_own(root, code):
    content = definitions(f'{root}<bpmn:choreography id="y"/>{MESSAGE}{PROCESS}')
    assert problems_in(content) == [(f"misplaced-{code}", "x")]


@pytest.mark.parametrize(
    ("source", "target", "is_sound"),
    [("us", "they", False), ("talk", "chat", False), ("us", "talk", True), ("talk", "they", True)],
)
def test_a_conversation_link_joins_a_conversation_with_a_participant(source, target, is_sound):
    content = definitions(
        f'<bpmn:collaboration id="c">{POOLS}<bpmn:conversation id="talk"/><bpmn:conversation id="chat"/>'
        f'<bpmn:conversationLink id="f" sourceRef="{source}" targetRef="{target}"/></bpmn:collaboration>'
        f"{MESSAGE}{PROCESS}"
    )
    assert problems_in(content) == ([] if is_sound else [("conversation-link", "f")])


def test_a_public_process_is_not_executed():
    content = joined("they", "us").replace(
        b'isExecutable="true"', b'isExecutable="true" processType="Public"'
    )
    assert problems_in(content) == [("public-process", "p")]
    assert problems_in(content.replace(b'"Public"', b'"Private"')) == []


def test_what_is_wrong_beside_a_process_that_is_not_executable_is_told():
    """The process is documentation, and may be a draft; the collaboration is not."""
    content = joined("they", "they").replace(b'isExecutable="true"', b'isExecutable="false"')
    assert set(problems_in(content)) == {("message-flow-in-one-pool", "f"), ("no-executable-process", None)}
