"""Workers: jobs step by step, all at once, and by handlers."""

from processes.scenarios import Case, read_case
from processes.scenarios.engine import BEGINNING
from processes.scenarios.kinds import Resource
from processes.scenarios.yaml_reader import read_yaml
from tests.processes.scenarios.telling import told
from tests.support.diagrams import DiagramBuilder, process

PAYMENT = (
    process("payment")
    .service_task("reserve")
    .service_task("charge")
    .end()
    .at("charge")
    .boundary_error("refused", "NOT_COVERED")
    .user_task("call")
    .end("called")
)


def handled(name: str, diagram: DiagramBuilder, handlers: str, steps: str) -> Case:
    written = {"id": name, "handlers": read_yaml(handlers), "steps": read_yaml(steps)}
    written["begins"] = BEGINNING.isoformat()
    return read_case(written, deploy=[Resource(name="a.bpmn", content=diagram.xml())])


SCENARIOS = [
    told(
        "Workers do all that is free and becomes free by that",
        PAYMENT,
        steps="""
        - {do: start, process: payment}
        - {do: start, process: payment}
        - {assert: jobs, exact: {reserve: 2}}
        - {do: run_jobs, element: reserve, count: 2}
        - {assert: jobs, exact: {charge: 2}}
        - {do: run_jobs, type: nothing of this type, count: 0}
        - {do: run_jobs, variables: {receipt: R-1}, count: 2}
        - {assert: variables, equals: {receipt: R-1}}
        - {assert: running_instances, count: 0}
        """,
    ),
    told(
        "A job that fails is tried again after its pause, and is stuck when no retries are left",
        PAYMENT,
        steps="""
        - {do: start, process: payment}
        - {do: complete_job, element: reserve}
        - {do: fail_job, element: charge, retries: 2, message: no connection, retry_in: PT5M}
        - {assert: incident, count: 0}
        - {do: run_jobs, count: 0}
        - {do: advance_time, by: PT5M}
        - {do: fail_job, element: charge}
        - {assert: incident, count: 0}
        - {do: fail_job, element: charge, message: no connection}
        - {assert: incident, element: charge, type: JOB_NO_RETRIES, message: no connection}
        - {do: run_jobs, count: 0}
        - {do: resolve_incident, element: charge}
        - {do: run_jobs, count: 1}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "Of several jobs one is picked, or all",
        PAYMENT,
        steps="""
        - {do: start, process: payment, as: first}
        - {do: start, process: payment, as: second}
        - {do: complete_job, element: reserve, index: 1}
        - {assert: jobs, exact: {charge: 1}, instance: second}
        - {do: complete_job, element: reserve, instance: first}
        - {do: throw_bpmn_error, element: charge, instance: first, code: NOT_COVERED}
        - {assert: tasks, exact: {call: 1}}
        - {do: complete_job, element: charge, all: true}
        - {assert: ended, instance: second, state: COMPLETED}
        - {assert: running, instance: first}
        """,
    ),
    handled(
        "Handlers do their jobs as soon as they are there",
        PAYMENT,
        'reserve: {behaviour: set, variables: {total: "=price * 2", currency: "${code}", fixed: 5}}',
        """
        - {do: start, process: payment, variables: {price: 4, code: EUR}}
        - {assert: variables, equals: {total: 8, currency: EUR, fixed: 5}}
        - {assert: jobs, exact: {charge: 1}}
        """,
    ),
    handled(
        "A handler throws a modelled error",
        PAYMENT,
        "{reserve: {behaviour: noop}, charge: {behaviour: throw_bpmn_error, code: NOT_COVERED}}",
        """
        - {do: start, process: payment}
        - {assert: tasks, exact: {call: 1}}
        """,
    ),
    handled(
        "A handler that fails leaves an incident",
        PAYMENT,
        "{reserve: {behaviour: noop}, charge: {behaviour: fail, message: no connection}}",
        """
        - {do: start, process: payment, expect: error}
        - {assert: incident, element: charge, type: JOB_NO_RETRIES, message: no connection}
        """,
    ),
]
