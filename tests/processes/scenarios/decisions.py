"""Business rule tasks: decisions that a table makes."""

from tests.processes.dmn.modeling import decision, input_data, model, table
from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

DISCOUNTS = model(
    input_data("amount"),
    decision(
        "discount",
        table("FIRST", ["amount"], [""], [["< 100", "0"], ["< 1000", "5"], ["-", "10"]]),
        needs="amount",
    ),
)

#: of one namespace, as modelers write them; two rules match from 10 to 100
LEVELS = model(
    input_data("amount"),
    decision(
        "level", table("UNIQUE", ["amount"], [""], [["< 100", '"low"'], [">= 10", '"high"']]), needs="amount"
    ),
)


def tagged_fee(fee: int, tag: str) -> bytes:
    written = f"<decision xmlns:camunda='http://camunda.org/schema/1.0/dmn' camunda:versionTag='{tag}' "
    return model(decision("fee", str(fee))).replace(b"<decision ", written.encode())


def pricing(decision_id: str = "discount"):
    return (
        process("pricing")
        .business_rule_task("rate", decision_id, result="percent")
        .exclusive("cheap")
        .when("percent = 0")
        .end("full_price")
        .at("cheap")
        .otherwise()
        .end("reduced")
    )


SCENARIOS = [
    told(
        "A table decides, and the process goes on by what it says",
        pricing(),
        DISCOUNTS,
        steps="""
        - {do: start, process: pricing, variables: {amount: 20}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, rate, cheap, full_price]}
        - {assert: variables, equals: {percent: 0}}
        - {do: start, process: pricing, variables: {amount: 5000}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, rate, cheap, reduced]}
        - {assert: variables, equals: {percent: 10}}
        """,
    ),
    told(
        "A decision that is not deployed is an incident",
        pricing("=which"),
        DISCOUNTS,
        steps="""
        - {do: start, process: pricing, variables: {amount: 200, which: rebate}, expect: error}
        - {assert: incident, element: rate, type: DECISION_ERROR}
        - {do: set_variables, variables: {which: discount}}
        - {do: resolve_incident, element: rate}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {percent: 5}}
        """,
    ),
    told(
        "Without a decision a business rule task is a job",
        process("pricing").business_rule_task("rate").end(),
        steps="""
        - {do: start, process: pricing}
        - {do: complete_job, element: rate, variables: {percent: 3}}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {percent: 3}}
        """,
    ),
    told(
        "A process that is bound to a version tag asks the latest version that bears it",
        process("pricing")
        .business_rule_task("rate", "fee", result="fee", binding="versionTag", version_tag="spring")
        .end(),
        tagged_fee(1, "autumn"),
        tagged_fee(2, "spring"),
        steps="""
        - {do: start, process: pricing}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {fee: 2}}
        """,
    ),
    told(
        "Rules that break their hit policy are an incident until what they were asked is repaired",
        process("pricing").business_rule_task("rate", "level", result="level").end(),
        LEVELS,
        steps="""
        - {do: start, process: pricing, variables: {amount: 50}, expect: error}
        - {assert: incident, element: rate, type: DECISION_ERROR}
        - {do: set_variables, variables: {amount: 5}}
        - {do: resolve_incident, element: rate}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {level: "low"}}
        """,
    ),
]
