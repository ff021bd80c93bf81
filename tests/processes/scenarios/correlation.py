"""Correlation: messages that find their instance by what they carry (BPMN 8.4.2)."""

from tests.processes.scenarios.telling import told
from tests.support.correlating import correlated
from tests.support.diagrams import process

SCENARIOS = [
    told(
        "The first message says which others are for its instance",
        correlated(
            process("order")
            .start_message("ordered", "order")
            .catch_message("paid", "payment")
            .user_task("ship")
            .end(),
            {"number": {"order": "number", "payment": "bill.order"}},
        ),
        steps="""
        - {do: publish_message, name: order, variables: {number: 1}}
        - {do: find_instance, process: order, as: first}
        - {do: publish_message, name: order, variables: {number: 2}}
        - {do: publish_message, name: payment, variables: {bill: {order: 1}}}
        - {assert: tasks, exact: {ship: 1}}
        - {do: complete, task: ship}
        - {assert: ended, state: COMPLETED}
        - {assert: subscriptions, kind: message, exact: {paid: 1, ordered: 1}}
        """,
    ),
    told(
        "A subscription says which data a message must fit",
        correlated(
            process("claim").catch_message("answered", "answer").end(),
            {"claim": {"answer": "about"}},
            bound={"claim": "number"},
        ),
        steps="""
        - {do: start, process: claim, variables: {number: 7}}
        - {do: publish_message, name: answer, variables: {about: 8}}
        - {assert: running}
        - {do: publish_message, name: answer, variables: {about: 7}}
        - {assert: ended, state: COMPLETED}
        """,
    ),
]
