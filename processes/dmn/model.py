"""A decision model, ready to be asked: by the id of a decision, with the values of its input data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from processes.dmn.elements import BusinessKnowledge, Decision, DecisionService, Element, InputData, Key
from processes.dmn.evaluator import Evaluator, Place, Values
from processes.dmn.records import DecisionRun, Evaluation
from processes.feel.errors import BecomesNull, FeelLimitExceeded
from processes.feel.values import adopt


class UnknownDecision(KeyError):
    """The model has no decision or decision service of this id."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionModel:
    namespace: str
    name: str
    elements: Mapping[Key, Element] = field(repr=False)  #: those of imported models, too
    _evaluator: Evaluator = field(repr=False)

    @property
    def decisions(self) -> dict[str, str]:
        """What people call the model's own decisions and decision services, by id."""
        return {
            key[1]: (element.label if isinstance(element, Decision) else "") or element.name
            for key, element in self.elements.items()
            if key[0] == self.namespace and isinstance(element, Decision | DecisionService)
        }

    def output_name(self, decision_id: str) -> str:
        """What the answer of a decision is called when it is a single value: as the only output of its
        table, else as others read the decision.
        """
        element = self.elements.get((self.namespace, decision_id))
        if isinstance(element, Decision):
            return element.output_name or element.name
        return element.name if element is not None else decision_id

    @property
    def version_tags(self) -> dict[str, str]:
        """Version tags of the model's own decisions that have one, by id."""
        return {
            key[1]: element.version_tag
            for key, element in self.elements.items()
            if key[0] == self.namespace and isinstance(element, Decision) and element.version_tag
        }

    def evaluate(
        self, decision_id: str, inputs: Mapping[str, object], *, now: datetime | None = None
    ) -> Evaluation:
        """The value of a decision or decision service, and a record of how it came about.

        `inputs` are the values of input data by name: of imported ones in a context with the name of the
        import, or as `import.name`. What is missing is null. Raises `UnknownDecision`, and
        `FeelLimitExceeded` when the evaluation asks for too much.
        """
        element = self.elements.get((self.namespace, decision_id))
        if not isinstance(element, Decision | DecisionService):
            raise UnknownDecision(f"Expected a decision of '{self.name}' but there is no '{decision_id}'.")
        run = DecisionRun(now)
        try:
            if isinstance(element, Decision):
                output = self._decide(element, inputs, run)
            else:
                output = self._serve(element, inputs, run)
        except RecursionError as error:
            raise FeelLimitExceeded("Expected expressions and values less deeply nested.") from error
        return Evaluation(output=output, decisions=tuple(run.decisions), warnings=tuple(run.notes))

    def invoke(
        self, knowledge_id: str, arguments: Mapping[str, object], *, now: datetime | None = None
    ) -> Evaluation:
        """What a business knowledge model answers to arguments by name."""
        element = self.elements.get((self.namespace, knowledge_id))
        if not isinstance(element, BusinessKnowledge):
            raise UnknownDecision(f"Expected business knowledge of '{self.name}', not '{knowledge_id}'.")
        run = DecisionRun(now)
        given = {name: adopt(value) for name, value in arguments.items()}
        try:
            output = element.function.invoke_named(given, run)
        except BecomesNull as reason:
            run.warn(str(reason), 0)
            output = None
        except RecursionError as error:
            raise FeelLimitExceeded("Expected expressions and values less deeply nested.") from error
        return Evaluation(output=output, warnings=tuple(run.notes))

    def _decide(self, decision: Decision, inputs: Mapping[str, object], run: DecisionRun) -> object:
        values: Values = {}
        for place in self._evaluator.inputs_of(decision.key):
            values[place] = self._input(place, inputs, run)
        return self._evaluator.decide(((), decision.key), values, run)

    def _serve(self, service: DecisionService, inputs: Mapping[str, object], run: DecisionRun) -> object:
        given = {parameter.key: self._given(parameter.name, inputs, run) for parameter in service.parameters}
        try:
            return self._evaluator.serve(service, given, run)
        except BecomesNull as reason:
            run.warn(str(reason), 0)
            return None

    def _input(self, place: Place, inputs: Mapping[str, object], run: DecisionRun) -> object:
        prefix, key = place
        element = self.elements[key]
        value = self._given((*prefix, element.name), inputs, run)
        if isinstance(element, InputData) and element.coerce is not None:
            try:
                return element.coerce(value, run)
            except BecomesNull as reason:
                run.warn(str(reason), 0)
                return None
        return value

    def _given(self, name: tuple[str, ...], inputs: Mapping[str, object], run: DecisionRun) -> object:
        """The value that the caller gave for a qualified name, or for the end of it."""
        for start in range(len(name)):
            found = _look_up(name[start:], inputs)
            if found is not _NOTHING:
                return adopt(found)
        run.warn(f"There is no value for the input data '{'.'.join(name)}'", 0)
        return None


_NOTHING = object()


def _look_up(name: tuple[str, ...], inputs: Mapping[str, object]) -> object:
    dotted = ".".join(name)
    if dotted in inputs:
        return inputs[dotted]
    found: object = inputs
    for part in name:
        if not isinstance(found, Mapping) or part not in found:
            return _NOTHING
        found = found[part]
    return found
