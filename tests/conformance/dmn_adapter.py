"""What the DMN pack asks: a node of a whole decision model."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from processes.dmn import DecisionModel, DecisionsRejected, read_decisions
from processes.dmn.elements import BusinessKnowledge, Decision, DecisionService, Element
from processes.feel import FeelLimitExceeded
from tests.conformance.packs import load_runner
from tests.conformance.values import Typed, from_typed, to_typed


class DmnAdapter:
    def __init__(self, now: datetime, host: Any) -> None:
        self._now = now

    def dmn(self, files: list[str], call: dict[str, Any]) -> Typed:
        try:
            model = _model(tuple(files))
            inputs = {name: from_typed(typed) for name, typed in call["inputs"].items()}
            asked = _asked(model, call)
            if isinstance(asked, BusinessKnowledge):
                return to_typed(model.invoke(asked.key[1], inputs, now=self._now).output)
            output = model.evaluate(asked.key[1], inputs, now=self._now).output
        except (DecisionsRejected, FeelLimitExceeded) as error:
            raise load_runner().EngineError(str(error)) from error
        names = {requirement.name[-1] for requirement in getattr(asked, "outputs", ())}
        if len(names) > 1 and call["result_node"] in names and isinstance(output, dict):
            output = output[call["result_node"]]
        return to_typed(output)


def _asked(model: DecisionModel, call: dict[str, Any]) -> Element:
    kind = {"decisionService": DecisionService, "bkm": BusinessKnowledge}.get(call["type"], Decision)
    name = call.get("invocable") or call["result_node"]
    for element in model.elements.values():
        if element.key[0] == model.namespace and element.name == name and isinstance(element, kind):
            return element
    raise load_runner().EngineError(f"there is no {call['type']} {name}")


@lru_cache(maxsize=4)
def _model(files: tuple[str, ...]) -> DecisionModel:
    """Leniently: the pack's models hold expressions that are wrong on purpose, one among many."""
    main, *others = map(Path, files)
    imported = {other.name: other.read_bytes() for other in others}
    return read_decisions(main.read_bytes(), resource=main.name, imported=imported, is_lenient=True)
