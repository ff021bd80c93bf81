"""Evaluates decisions: what a decision requires comes before it, each once (DMN 1.5, 10.4)."""

from __future__ import annotations

from collections.abc import Mapping

from processes.dmn.elements import Decision, DecisionService, Element, InputData, Key, put
from processes.dmn.records import DecisionRun, EvaluatedDecision
from processes.feel.errors import BecomesNull
from processes.feel.scope import Run

#: What is known already: values of input data, and of decisions that were evaluated or given.
Values = dict[Key, object]


class Evaluator:
    def __init__(self, elements: Mapping[Key, Element]) -> None:
        self._elements = elements
        self._inputs: dict[Key, dict[Key, tuple[str, ...]]] = {}
        self._orders: dict[tuple[Key, frozenset[Key]], tuple[Decision, ...]] = {}

    def decide(self, key: Key, values: Values, run: Run) -> object:
        """The value of a decision; `values` has those of its input data, and gets those on the way."""
        for decision in self._order(key, frozenset(values)):
            values[decision.key] = self._evaluated(decision, values, run)
        return values.get(key)

    def serve(self, service: DecisionService, given: Mapping[Key, object], run: Run) -> object:
        """What a decision service answers when its input data and input decisions have the given values."""
        values: Values = {}
        for parameter in service.parameters:
            values[parameter.key] = self._converted(parameter.key, given.get(parameter.key), run)
        outputs = {output.name[-1]: self.decide(output.key, values, run) for output in service.outputs}
        answer = next(iter(outputs.values())) if len(outputs) == 1 else outputs
        return answer if service.coerce is None else service.coerce(answer, run)

    def inputs_of(self, key: Key) -> dict[Key, tuple[str, ...]]:
        """The input data that a decision needs, directly or not, each with its name as seen from there."""
        if key in self._inputs:
            return self._inputs[key]
        found: dict[Key, tuple[str, ...]] = {}
        seen: set[Key] = set()
        pending: list[tuple[Key, tuple[str, ...]]] = [(key, ())]
        while pending:
            current, prefix = pending.pop()
            decision = self._elements.get(current)
            if current in seen or not isinstance(decision, Decision):
                continue
            seen.add(current)
            for required in decision.requires:
                if isinstance(self._elements.get(required.key), InputData):
                    found.setdefault(required.key, prefix + required.name)
                else:
                    pending.append((required.key, prefix + required.name[:-1]))
        self._inputs[key] = found
        return found

    def circles(self) -> set[Key]:
        """The decisions that require themselves: what is left when those are taken away, again and again,
        that require nothing that is left, or that nothing left requires.
        """
        requires = {
            key: {each.key for each in decision.requires}
            for key, decision in self._elements.items()
            if isinstance(decision, Decision)
        }
        required_by: dict[Key, set[Key]] = {key: set() for key in requires}
        for key, needed in requires.items():
            needed.intersection_update(requires)
            for each in needed:
                required_by[each].add(key)
        _take_away_ends(requires, required_by)
        _take_away_ends(required_by, requires)
        return requires.keys() & required_by.keys()

    def _order(self, key: Key, given: frozenset[Key]) -> tuple[Decision, ...]:
        """The decisions to evaluate, each after those that it requires."""
        if (key, given) not in self._orders:
            if len(self._orders) > 1_000:
                self._orders.clear()
            self._orders[key, given] = tuple(self._found_order(key, given))
        return self._orders[key, given]

    def _found_order(self, key: Key, given: frozenset[Key]) -> list[Decision]:
        order: list[Decision] = []
        seen: set[Key] = set(given)
        pending: list[tuple[Key, bool]] = [(key, False)]
        while pending:
            current, is_ready = pending.pop()
            decision = self._elements.get(current)
            if not isinstance(decision, Decision):
                continue
            if is_ready:
                order.append(decision)
            elif current not in seen:
                seen.add(current)
                pending.append((current, True))
                pending.extend((each.key, False) for each in reversed(decision.requires))
        return order

    def _evaluated(self, decision: Decision, values: Values, run: Run) -> object:
        scope: dict[str, object] = dict(decision.knowledge)
        for required in decision.requires:
            put(scope, required.name, values.get(required.key))
        noting = run.begin_decision() if isinstance(run, DecisionRun) else None
        outer, run.place = run.place, decision.key[1]
        value = decision.code(scope, run)
        if decision.coerce is not None:
            try:
                value = decision.coerce(value, run)
            except BecomesNull as reason:
                run.warn(str(reason), 0)
                value = None
        run.place = outer
        if noting is not None and isinstance(run, DecisionRun):
            tables, warnings = run.end_decision(noting)
            run.note_decision(
                EvaluatedDecision(
                    decision_id=decision.key[1],
                    name=decision.name,
                    inputs={".".join(each.name): values.get(each.key) for each in decision.requires},
                    output=value,
                    tables=tables,
                    warnings=warnings,
                )
            )
        return value

    def _converted(self, key: Key, value: object, run: Run) -> object:
        """Raises ``BecomesNull``: an invocation with an argument of another type is null."""
        element = self._elements.get(key)
        if isinstance(element, InputData | Decision) and element.coerce is not None:
            return element.coerce(value, run)
        return value


def _take_away_ends(edges: dict[Key, set[Key]], back: dict[Key, set[Key]]) -> None:
    ends = [key for key, others in edges.items() if not others]
    while ends:
        end = ends.pop()
        del edges[end]
        for key in back.pop(end):
            edges[key].discard(end)
            if not edges[key]:
                ends.append(key)
