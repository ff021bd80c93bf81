"""Block-structured processes at random: each block has one way in and one way out, so each instance must
complete.
"""

from __future__ import annotations

from hypothesis import strategies as st

from tests.processes.engine.flow_plans import FLOWS
from tests.processes.engine.plans import TASKS, Block, Plan
from tests.processes.engine.scope_plans import SCOPES

__all__ = ["Block", "Plan", "blocks", "plan_of"]

_TRIGGERS = st.sampled_from(["timer", "message", "signal", "conditional"])


def blocks() -> st.SearchStrategy[Block]:
    return st.recursive(st.tuples(st.sampled_from(TASKS)), _around, max_leaves=8)


def _around(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        st.tuples(st.just("sequence"), several),
        st.tuples(st.just("exclusive"), several, st.integers(0, 2)),
        st.tuples(st.just("parallel"), several),
        st.tuples(st.just("inclusive"), several, st.lists(st.booleans(), min_size=3, max_size=3)),
        st.tuples(st.just("complex"), several, st.integers(1, 3)),
        st.tuples(st.just("first_event"), several),
        st.tuples(st.just("loop"), inner, st.integers(1, 3)),
        st.tuples(st.just("quantities"), inner, st.integers(2, 3)),
        st.tuples(st.just("subprocess"), inner),
        st.tuples(st.just("failing_subprocess"), inner, st.booleans()),
        st.tuples(st.just("interruptible"), inner, _TRIGGERS, inner),
        st.tuples(st.just("noticing"), inner, st.one_of(_TRIGGERS, st.just("cycle"))),
        st.tuples(st.just("handling"), inner, _TRIGGERS, st.booleans(), inner),
        st.tuples(st.just("escalating"), inner, st.booleans()),
        st.tuples(st.just("standard_loop"), inner, st.integers(1, 3)),
        st.tuples(st.just("multi_instance"), inner, st.integers(0, 3), st.booleans(), st.booleans()),
        st.tuples(st.just("ad_hoc"), several, st.booleans()),
        st.tuples(st.just("compensated"), inner, st.booleans(), st.booleans()),
        st.tuples(st.just("transaction"), inner, st.booleans()),
    )


def plan_of(block: Block) -> Plan:
    plan = Plan(FLOWS | SCOPES)
    plan.draw(block)
    plan.diagram.end()
    return plan
