"""Evaluates decisions: what a decision requires comes before it, each once (DMN 1.5, 10.4).

A *place* is an element and the names of the imports on the way to it. A model that is imported by two others,
which are imported under two names, has its input data twice: as inputs of two different qualified names.
"""

from __future__ import annotations

from collections.abc import Mapping

from processes.dmn.elements import Decision, DecisionService, Element, InputData, Key, Requirement, put
from processes.dmn.records import DecisionRun, EvaluatedDecision
from processes.feel.errors import BecomesNull, FeelLimitExceeded
from processes.feel.scope import Run

Place = tuple[tuple[str, ...], Key]
#: What is known already: values of input data, and of decisions that were evaluated or given.
Values = dict[Place, object]

#: Places that one decision may need. A model that imports another twice, and that one a third, doubles them.
MAX_PLACES = 100_000


def place_of(required: Requirement, prefix: tuple[str, ...] = ()) -> Place:
    """Where a requirement leads from an element behind these imports."""
    return prefix + required.name[:-1], required.key


class Evaluator:
    def __init__(self, elements: Mapping[Key, Element]) -> None:
        self._elements = elements
        self._orders: dict[tuple[Place, frozenset[Place]], tuple[Place, ...]] = {}

    def decide(self, place: Place, values: Values, run: Run) -> object:
        """The value of a decision; `values` has those of its input data, and gets those on the way."""
        for prefix, key in self._order(place, frozenset(values)):
            decision = self._elements[key]
            if isinstance(decision, Decision):
                values[prefix, key] = self._evaluated(decision, prefix, values, run)
        return values.get(place)

    def serve(self, service: DecisionService, given: Mapping[Key, object], run: Run) -> object:
        """What a decision service answers when its input data and input decisions have the given values."""
        values: Values = {}
        for parameter in service.parameters:
            values[place_of(parameter)] = self._converted(parameter.key, given.get(parameter.key), run)
        outputs = {output.name[-1]: self.decide(place_of(output), values, run) for output in service.outputs}
        answer = next(iter(outputs.values())) if len(outputs) == 1 else outputs
        return answer if service.coerce is None else service.coerce(answer, run)

    def inputs_of(self, key: Key) -> list[Place]:
        """The input data that a decision needs, directly or not."""
        order = self._order(((), key), frozenset())
        return [place for place in order if isinstance(self._elements[place[1]], InputData)]

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

    def _order(self, place: Place, given: frozenset[Place]) -> tuple[Place, ...]:
        """What to evaluate, each after what it requires."""
        if (place, given) not in self._orders:
            if len(self._orders) > 1_000:
                self._orders.clear()
            self._orders[place, given] = tuple(self._found_order(place, given))
        return self._orders[place, given]

    def _found_order(self, place: Place, given: frozenset[Place]) -> list[Place]:
        order: list[Place] = []
        seen: set[Place] = set(given)
        pending: list[tuple[Place, bool]] = [(place, False)]
        while pending:
            current, is_ready = pending.pop()
            element = self._elements.get(current[1])
            if is_ready:
                order.append(current)
            elif current not in seen and isinstance(element, Decision | InputData):
                seen.add(current)
                if len(seen) > MAX_PLACES:
                    raise FeelLimitExceeded(f"Expected at most {MAX_PLACES:,} decisions to be required.")
                pending.append((current, True))
                if isinstance(element, Decision):
                    pending.extend((place_of(each, current[0]), False) for each in reversed(element.requires))
        return order

    def _evaluated(self, decision: Decision, prefix: tuple[str, ...], values: Values, run: Run) -> object:
        run.count_iterations()
        required = {each.name: values.get(place_of(each, prefix)) for each in decision.requires}
        scope: dict[str, object] = dict(decision.knowledge)
        for name, known in required.items():
            put(scope, name, known)
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
                    name=decision.label or decision.name,
                    inputs={".".join(name): known for name, known in required.items()},
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
