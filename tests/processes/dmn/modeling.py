"""Writes decision models for tests, an element a call.

model(input_data("Age", "number"), decision("Adult", "Age >= 18", needs="Age"))
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from processes.dmn import Evaluation, read_decisions

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def model(*parts: str, namespace: str = "urn:test", name: str = "Test", dmn: str = DMN) -> bytes:
    attributes = f"name={quoteattr(name)} namespace={quoteattr(namespace)} id='m'"
    return f"<definitions xmlns={quoteattr(dmn)} {attributes}>{''.join(parts)}</definitions>".encode()


def ask(
    content: bytes, decision_id: str, inputs: dict[str, object] | None = None, **options: object
) -> object:
    return evaluation(content, decision_id, inputs, **options).output


def evaluation(
    content: bytes, decision_id: str, inputs: dict[str, object] | None = None, **options: object
) -> Evaluation:
    return read_decisions(content, **options).evaluate(decision_id, inputs or {})  # type: ignore[arg-type]


# ── elements ──


def id_of(name: str) -> str:
    return name.replace(" ", "_")


def input_data(name: str, type_: str = "") -> str:
    return f"<inputData id='{id_of(name)}' name={quoteattr(name)}>{variable(name, type_)}</inputData>"


def decision(name: str, logic: str = "", *, type_: str = "", needs: str = "", knows: str = "") -> str:
    """`needs` are the names of required decisions and input data, `knows` those of functions, by commas. A
    reference into another model is written `namespace#name`.
    """
    return (
        f"<decision id='{id_of(name)}' name={quoteattr(name)}>{variable(name, type_)}"
        + "".join(
            f"<informationRequirement><requiredInput href={quoteattr(href(each))}/></informationRequirement>"
            for each in listed(needs)
        )
        + knowledge(knows)
        + boxed(logic)
        + "</decision>"
    )


def business_knowledge(name: str, parameters: str, logic: str, *, knows: str = "", type_: str = "") -> str:
    formal = ""
    for each in listed(parameters):
        parameter, _, parameter_type = each.partition(":")
        formal += f"<formalParameter name={quoteattr(parameter)} {type_ref(parameter_type.strip())}/>"
    return (
        f"<businessKnowledgeModel id='{id_of(name)}' name={quoteattr(name)}>{variable(name, type_)}"
        f"<encapsulatedLogic>{formal}{boxed(logic)}</encapsulatedLogic>{knowledge(knows)}</businessKnowledgeModel>"
    )


def service(name: str, outputs: str, *, data: str = "", decisions: str = "", type_: str = "") -> str:
    return (
        f"<decisionService id='{id_of(name)}' name={quoteattr(name)}>{variable(name, type_)}"
        + "".join(f"<outputDecision href='{href(each)}'/>" for each in listed(outputs))
        + "".join(f"<inputDecision href='{href(each)}'/>" for each in listed(decisions))
        + "".join(f"<inputData href='{href(each)}'/>" for each in listed(data))
        + "</decisionService>"
    )


def item(name: str, type_: str = "", *components: str, many: bool = False, allowed: str = "") -> str:
    return _item("itemDefinition", name, type_, components, many, allowed)


def component(name: str, type_: str = "", *components: str, many: bool = False, allowed: str = "") -> str:
    return _item("itemComponent", name, type_, components, many, allowed)


def imported(name: str, namespace: str) -> str:
    return f"<import name={quoteattr(name)} namespace='{namespace}' importType='{DMN}'/>"


# ── expressions ──


def boxed(logic: str) -> str:
    """A boxed expression as it is; any other text as a literal expression."""
    return logic if not logic or (logic[0] == "<" and logic[-1] == ">") else literal(logic)


def literal(text: str, type_: str = "") -> str:
    return f"<literalExpression {type_ref(type_)}><text>{escape(text)}</text></literalExpression>"


def context(*entries: tuple[str, str], result: str = "") -> str:
    written = "".join(
        f"<contextEntry><variable name={quoteattr(name)}/>{boxed(logic)}</contextEntry>"
        for name, logic in entries
    )
    last = f"<contextEntry>{boxed(result)}</contextEntry>" if result else ""
    return f"<context>{written}{last}</context>"


def invocation(function: str, **arguments: str) -> str:
    bindings = "".join(
        f"<binding><parameter name={quoteattr(name)}/>{boxed(logic)}</binding>"
        for name, logic in arguments.items()
    )
    return f"<invocation>{literal(function)}{bindings}</invocation>"


def iterator(kind: str, variable_name: str, of: str, body: str) -> str:
    last = "return" if kind == "for" else "satisfies"
    inner = f"<in>{boxed(of)}</in><{last}>{boxed(body)}</{last}>"
    return f"<{kind} iteratorVariable='{variable_name}'>{inner}</{kind}>"


def table(
    policy: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    rules: Sequence[Sequence[str]],
    *,
    aggregation: str = "",
    input_values: str = "",
    output_values: Sequence[str] = (),
    default: Sequence[str] = (),
) -> str:
    """Rules are rows of cells, those of the outputs last. One output has no name: write ``[""]``."""
    head = "".join(
        f"<input><inputExpression><text>{escape(each)}</text></inputExpression>"
        + (f"<inputValues><text>{escape(input_values)}</text></inputValues>" if input_values else "")
        + "</input>"
        for each in inputs
    )
    for column, name in enumerate(outputs):
        values = output_values[column] if output_values else ""
        head += f"<output name={quoteattr(name)}>" if name else "<output>"
        head += f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
        head += f"<defaultOutputEntry><text>{default[column]}</text></defaultOutputEntry>" if default else ""
        head += "</output>"
    body = ""
    for number, cells in enumerate(rules, start=1):
        tests, values = cells[: len(inputs)], cells[len(inputs) :]
        body += f"<rule id='rule{number}'>"
        body += "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in tests)
        body += "".join(f"<outputEntry><text>{escape(cell)}</text></outputEntry>" for cell in values)
        body += "</rule>"
    extra = f" aggregation='{aggregation}'" if aggregation else ""
    return f"<decisionTable id='table' hitPolicy='{policy}'{extra}>{head}{body}</decisionTable>"


def href(name: str) -> str:
    namespace, hash_, local = name.rpartition("#")
    return f"{namespace}#{id_of(local)}" if hash_ else f"#{id_of(name)}"


def listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def variable(name: str, type_: str) -> str:
    return f"<variable name={quoteattr(name)} {type_ref(type_)}/>"


def type_ref(type_: str) -> str:
    return f"typeRef={quoteattr(type_)}" if type_ else ""


def knowledge(names: str) -> str:
    return "".join(
        f"<knowledgeRequirement><requiredKnowledge href={quoteattr(href(each))}/></knowledgeRequirement>"
        for each in listed(names)
    )


def _item(tag: str, name: str, type_: str, components: tuple[str, ...], many: bool, allowed: str) -> str:
    inner = f"<typeRef>{type_}</typeRef>" if type_ else ""
    inner += f"<allowedValues><text>{escape(allowed)}</text></allowedValues>" if allowed else ""
    collection = " isCollection='true'" if many else ""
    return f"<{tag} name={quoteattr(name)}{collection}>{inner}{''.join(components)}</{tag}>"
