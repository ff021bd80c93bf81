"""The part of the state document that few element instances have: loops, complex gateways, compensation.

    {"loop": [total, items, started, completed, terminated, output, results], "index": 0,
     "released": {gateway id: [flow id, …]}, "compensations": [compensation, …],
     "compensating": [scope key, [compensation, …]], "compensates": key}

A compensation is [key, element id, variables, [what is inside, …]].
"""

from __future__ import annotations

from typing import Any

from processes.engine.state import Compensating, Compensation, ElementInstance, Loop


def write(instance: ElementInstance) -> dict[str, Any] | None:
    """None if it has nothing of this."""
    more: dict[str, Any] = {}
    if (loop := instance.loop) is not None:
        counts = [loop.total, loop.items, loop.started, loop.completed, loop.terminated]
        more["loop"] = [*counts, loop.output, loop.results]
    if instance.loop_index is not None:
        more["index"] = instance.loop_index
    if instance.released:
        more["released"] = instance.released
    if instance.compensations:
        more["compensations"] = [_written(each) for each in instance.compensations]
    if (compensating := instance.compensating) is not None:
        pending = [_written(each) for each in compensating.pending]
        more["compensating"] = [compensating.scope_key, pending]
    if instance.compensates is not None:
        more["compensates"] = instance.compensates
    return more or None


def read(instance: ElementInstance, more: dict[str, Any]) -> None:
    if "loop" in more:
        instance.loop = Loop(*more["loop"])
    instance.loop_index = more.get("index")
    instance.released = more.get("released")
    if "compensations" in more:
        instance.compensations = [_read(each) for each in more["compensations"]]
    if "compensating" in more:
        scope_key, pending = more["compensating"]
        instance.compensating = Compensating(scope_key, [_read(each) for each in pending])
    instance.compensates = more.get("compensates")


def _written(each: Compensation) -> list[Any]:
    return [each.key, each.element_id, each.variables, [_written(inner) for inner in each.inner]]


def _read(written: list[Any]) -> Compensation:
    key, element_id, variables, inner = written
    return Compensation(key, element_id, variables, [_read(each) for each in inner])
