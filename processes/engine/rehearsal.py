"""Rehearsal: what a command would make happen, without making it happen.

It is carried out on a copy. What would follow in other instances is not: the events say what would be asked
of them. What would be new has keys that nothing real has.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from itertools import count

from processes.bpmn.model import ProcessModel
from processes.engine import commands as c
from processes.engine.decisions import Decisions, no_decisions
from processes.engine.events import Event
from processes.engine.execute import execute
from processes.engine.modification import REHEARSED_KEYS
from processes.engine.state import InstanceState
from processes.engine.stores import Stores, no_stores


def rehearse(
    model: ProcessModel,
    state: InstanceState,
    command: c.Command,
    now: datetime,
    decisions: Decisions = no_decisions,
    stores: Stores = no_stores,
) -> list[Event]:
    """The events. Raises `CommandRejected` as carrying it out would. `state` stays as it is."""
    return execute(model, deepcopy(state), command, now, count(REHEARSED_KEYS), decisions, stores)
