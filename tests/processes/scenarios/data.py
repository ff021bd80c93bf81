"""Data, lanes, pools, global tasks, and processes that begin without a start event."""

from tests.processes.bpmn.diagrams import definitions
from tests.processes.engine.data_diagrams import (
    assigned,
    chain,
    data_object,
    in_order,
    into,
    out,
    script,
    service,
    specified,
    store,
    transformed,
)
from tests.processes.engine.pools import (
    asking_and_answering,
    catch,
    message_flow,
    pools,
    throw,
)
from tests.processes.scenarios.telling import told

INVOICE = in_order(
    service(
        "price",
        specified(inputs=("amount",), outputs=("total",))
        + into("order_ref", to="in_amount", inside=transformed("=order.pieces * 3"))
        + out("out_total", to="order_ref", inside=assigned("=total", "order.total")),
    ),
    '<bpmn:userTask id="check"><bpmn:property id="note"/></bpmn:userTask>',
    beside=data_object("order"),
)
STOCK = in_order(
    service("count", specified(inputs=("before",)) + into("stock_ref", to="in_before")),
    service("fill", specified(outputs=("now",)) + out("out_now", to="stock_ref")),
    beside=store("stock"),
)
INSIDE = in_order(
    '<bpmn:subProcess id="sub">'
    + chain(script("set", "1", "x"), prefix="sub_")
    + data_object("x")
    + "</bpmn:subProcess>",
    '<bpmn:userTask id="after"/>',
)
ORDERED = in_order(
    '<bpmn:intermediateCatchEvent id="wait"><bpmn:dataOutput id="o" name="payload"/>'
    + out("o", to="order_ref")
    + "<bpmn:outputSet><bpmn:dataOutputRefs>o</bpmn:dataOutputRefs></bpmn:outputSet>"
    '<bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>',
    '<bpmn:userTask id="after"/>',
    beside=data_object("order"),
    roots='<bpmn:message id="m" name="order"/>',
)
LANES = in_order(
    '<bpmn:userTask id="approve"/>',
    beside='<bpmn:laneSet id="l"><bpmn:lane id="sales" name="Sales"><bpmn:flowNodeRef>approve'
    "</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>",
)
MESSAGE_WITH_KEY = (
    '<bpmn:message id="m" name="answer"><bpmn:extensionElements><zeebe:subscription correlationKey="=order"/>'
    "</bpmn:extensionElements></bpmn:message>"
)
SCRIPT = (
    '<bpmn:extensionElements><zeebe:script expression="=x * 2" resultVariable="y"/></bpmn:extensionElements>'
)
USER_TASK = '<bpmn:globalUserTask id="shared" name="Check it"/>'
JOB = (
    '<bpmn:globalBusinessRuleTask id="shared"><bpmn:extensionElements><zeebe:taskDefinition type="rate"/>'
    "</bpmn:extensionElements></bpmn:globalBusinessRuleTask>"
)


def calling(root):
    return in_order('<bpmn:callActivity id="call" calledElement="shared"/>', roots=root)


SCENARIOS = [
    told(
        "What a task takes and gives are parts of a data object",
        INVOICE,
        steps="""
        - {do: start, process: p}
        - {assert: jobs, exact: {}}
        - {do: set_variables, variables: {order: {pieces: 2}}}
        - {assert: jobs, exact: {price: 1}}
        - {do: complete_job, element: price, variables: {total: 6}}
        - {assert: variables, equals: {order: {pieces: 2, total: 6}}, absent: [amount, total, note]}
        - {do: complete, task: check}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "What a subprocess has as data is seen inside it only",
        INSIDE,
        steps="""
        - {do: start, process: p}
        - {assert: tasks, exact: {after: 1}}
        - {assert: variables, absent: [x]}
        """,
    ),
    told(
        "What a message brings becomes a data object",
        ORDERED,
        steps="""
        - {do: start, process: p}
        - {do: correlate_message, name: order, variables: {id: 5}}
        - {assert: variables, equals: {order: {id: 5}}}
        """,
    ),
    told(
        "What one instance leaves in a data store another one finds",
        STOCK,
        steps="""
        - {do: start, process: p}
        - {do: complete_job, element: count}
        - {do: complete_job, element: fill, variables: {now: 7}}
        - {assert: ended, state: COMPLETED}
        - {do: start, process: p}
        - {do: complete_job, element: count}
        - {do: complete_job, element: fill}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "A task that names nobody is for the group of its lane",
        LANES,
        steps="""
        - {do: start, process: p}
        - {do: complete, task: approve}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "A message flow starts the other pool, and brings the answer back",
        asking_and_answering(),
        steps="""
        - {do: start, process: buyer}
        - {do: find_instance, process: seller, as: seller}
        - {do: complete_job, element: make}
        - {assert: ended, state: COMPLETED}
        - {do: find_instance, process: buyer, as: buyer}
        - {assert: jobs, exact: {enjoy: 1}}
        """,
    ),
    told(
        "A message along a flow goes to whom its correlation key means",
        pools(
            message_flow("reply", "wait"),
            roots=MESSAGE_WITH_KEY,
            buyer=chain(catch("wait", "m"), service("enjoy")),
            seller=chain(throw("reply"), prefix="s_"),
        ),
        steps="""
        - {do: start, process: buyer, variables: {order: 1}}
        - {do: start, process: buyer, variables: {order: 2}}
        - {do: start, process: seller, variables: {order: 2}}
        - {do: find_instance, process: buyer, as: second}
        - {assert: jobs, exact: {enjoy: 1}}
        """,
    ),
    told(
        "A global script task computes for whoever calls it",
        calling(f'<bpmn:globalScriptTask id="shared">{SCRIPT}</bpmn:globalScriptTask>'),
        steps="""
        - {do: start, process: p, variables: {x: 4}}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {x: 4, y: 8}}
        """,
    ),
    told(
        "A global user task is done by people",
        calling(USER_TASK),
        steps="""
        - {do: start, process: p}
        - {do: find_instance, process: shared, as: shared}
        - {do: complete, task: shared_task}
        - {do: find_instance, process: p, as: p}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "A global business rule task is a job, or asks a decision",
        calling(JOB),
        steps="""
        - {do: start, process: p}
        - {do: find_instance, process: shared, as: shared}
        - {do: complete_job, element: shared_task, variables: {rate: 3}}
        - {do: find_instance, process: p, as: p}
        - {assert: variables, equals: {rate: 3}}
        """,
    ),
    *(
        told(
            f"A global {word} task passes the token on",
            calling(f'<bpmn:{tag} id="shared"/>'),
            steps="""
            - {do: start, process: p}
            - {assert: ended, state: COMPLETED}
            """,
        )
        for word, tag in (("undefined", "globalTask"), ("manual", "globalManualTask"))
    ),
    told(
        "Without a start event all begins that no flow leads to",
        definitions(
            '<bpmn:process id="p" isExecutable="true"><bpmn:userTask id="a"/><bpmn:userTask id="b"/>'
            "</bpmn:process>"
        ),
        steps="""
        - {do: start, process: p}
        - {assert: tasks, exact: {a: 1, b: 1}}
        - {do: complete, task: a}
        - {do: complete, task: b}
        - {assert: ended, state: COMPLETED}
        """,
    ),
]
