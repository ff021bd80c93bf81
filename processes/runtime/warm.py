"""Warm instances: the states that this process has read or written last, kept in memory so that the next
command need not read them again.

A state is taken by one batch at a time, and only if the row, which is locked by then, says what it said when
the state was kept: so nothing has happened to the instance since. It is kept again once the transaction has
been committed. Whatever goes wrong in between, the state is forgotten.
"""

from __future__ import annotations

import threading
from typing import NamedTuple

from processes.engine import InstanceState

#: Instances that are kept. Those that nobody has asked for the longest go first.
MOST = 1000
#: Larger ones are read again: characters of the document and of all variables.
LARGEST = 8 * 1024
#: What a value must be for its text to say all about it: whoever has set a list may yet change it.
PLAIN = frozenset({str, int, float, bool, type(None)})


class Warm(NamedTuple):
    state: InstanceState
    #: as which it is stored
    document: str
    #: characters of all variables
    variables_size: int


class WarmInstances:
    """Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        #: by process instance key, the longest forgotten first
        self._kept: dict[int, Warm] = {}

    def take(self, key: int, revision: int, document: str) -> Warm | None:
        """The state of an instance whose row says this; it is the caller's from now on."""
        with self._lock:
            kept = self._kept.pop(key, None)
        if kept is None or kept.state.revision != revision or kept.document != document:
            return None
        return kept

    def keep(self, warm: Warm) -> None:
        """The caller lets go of a state."""
        key = warm.state.key
        if not warm.state.is_active or len(warm.document) + warm.variables_size > LARGEST:
            return
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = warm
            if len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]

    def forget(self) -> None:
        """All of them: the database is another one."""
        with self._lock:
            self._kept.clear()


warm_instances = WarmInstances()
