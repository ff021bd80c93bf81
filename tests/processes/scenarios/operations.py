"""What operators do: suspend and resume, modify, migrate, restart."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

CLAIM = (
    process("claim").user_task("assess").boundary_timer("remind", "P3D", interrupting=False).end("reminded")
    .at("assess").subprocess("pay").service_task("transfer").boundary_message("stop", "stop", key="number")
    .end("stopped").at("transfer").end("paid").done().user_task("file").end()
)  # fmt: skip

SCENARIOS = [
    told(
        "What comes while an instance is suspended happens when it is resumed",
        CLAIM,
        steps="""
        - {do: start, process: claim}
        - {do: suspend}
        - {do: complete, task: assess, rejected: suspended}
        - {do: advance_time, by: P4D}
        - {assert: path, exact: [start]}
        - {do: resume}
        - {assert: path, exact: [start, remind, reminded]}
        - {do: complete, task: assess}
        """,
    ),
    told(
        "The result of a job and a message that come while an instance is suspended are not lost",
        CLAIM,
        steps="""
        - {do: start, process: claim, variables: {number: "7"}}
        - {do: complete, task: assess}
        - {do: suspend}
        - {do: complete_job, element: transfer, variables: {receipt: 1}}
        - {do: publish_message, name: stop, correlation_key: 7}
        - {do: run_jobs, count: 0}
        - {assert: jobs, exact: {transfer: 1}}
        - {do: resume}
        - {assert: tasks, exact: {file: 1}}
        - {assert: variables, equals: {number: "7", receipt: 1}}
        """,
    ),
    told(
        "Called instances are suspended and resumed with their caller",
        process("outer").call("inner", "claim").end(),
        CLAIM,
        steps="""
        - {do: start, process: outer, as: outer, variables: {number: "7"}}
        - {do: find_instance, process: claim, as: inner}
        - {do: suspend, instance: outer}
        - {do: complete, task: assess, rejected: suspended}
        - {do: resume, instance: inner, rejected: Resume that one}
        - {do: resume, instance: outer}
        - {do: complete, task: assess}
        - {assert: jobs, exact: {transfer: 1}}
        """,
    ),
    told(
        "A token that is moved into a subprocess enters it, with its events",
        CLAIM,
        steps="""
        - {do: start, process: claim, variables: {number: "7"}}
        - {do: move_tokens, element: assess, to: transfer}
        - {assert: jobs, exact: {transfer: 1}}
        - {assert: terminated, exact: {assess: 1}}
        - {do: publish_message, name: stop, correlation_key: 7}
        - {assert: tasks, exact: {file: 1}}
        - {do: add_token, element: assess}
        - {do: end_tokens, element: file}
        - {assert: tasks, exact: {assess: 1}}
        - {do: end_tokens, element: assess}
        - {assert: ended, state: TERMINATED}
        """,
    ),
    told(
        "A plan that is wrong is refused with all that is wrong with it",
        CLAIM,
        steps="""
        - {do: start, process: claim}
        - {do: move_tokens, element: nowhere, to: remind, rejected: 2 problems}
        - {assert: tasks, exact: {assess: 1}}
        """,
    ),
    told(
        "An instance goes on as another process from where it stands",
        CLAIM,
        process("claim2").user_task("judge").boundary_timer("nudge", "P1D").end("nudged")
        .at("judge").user_task("close").end(),
        steps="""
        - {do: start, process: claim}
        - {do: migrate, process: claim2, rejected: map 'assess'}
        - {do: migrate, process: claim2, mapping: {assess: judge, remind: nudge}}
        - {assert: timers, due: {nudge: 2026-01-08T12:00:00Z}}
        - {do: complete, task: judge}
        - {do: complete, task: close}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "What has ended is taken up again by a new instance",
        CLAIM,
        steps="""
        - {do: start, process: claim, as: old, variables: {number: "7"}}
        - {do: restart, elements: [transfer], rejected: active}
        - {do: cancel}
        - {do: restart, elements: [transfer], as: new, variables: {again: true}, instance: old}
        - {assert: variables, equals: {number: "7", again: true}}
        - {do: complete_job, element: transfer}
        - {do: complete, task: file}
        - {assert: ended, state: COMPLETED, instance: new}
        - {assert: ended, state: TERMINATED, instance: old}
        """,
    ),
]  # fmt: skip
