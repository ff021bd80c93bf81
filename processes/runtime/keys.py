"""Keys: 64-bit numbers, unique in one database. Each process of ours takes a block of a million from the
database and counts through it in memory.

A block is taken outside of any transaction whose roll-back could give it out twice: `reserve` is called
before one begins. A forked process leaves the block to its parent and takes one of its own.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from operator import length_hint

from django.db import connection, transaction
from django.db.models import F

from processes.models import KeyBlock

BLOCK_SIZE = 1 << 20
#: a block is replaced once it is half used, so that no transaction ever finds it empty
RESERVE = BLOCK_SIZE // 2


class KeysExhausted(RuntimeError):
    """One transaction wanted more keys than were reserved for it."""


class Keys(Iterator[int]):
    """Counts through blocks; safe for threads."""

    #: of the present block
    _left: Iterator[int]

    def __init__(self) -> None:
        self.forget()

    def reserve(self) -> None:
        """See to it that there are keys for the transaction that is about to begin. Inside of one this does
        nothing, unless nobody did it before.
        """
        with self._lock:
            if length_hint(self._left) < (1 if connection.in_atomic_block else RESERVE):
                block = _take_block()
                self._left = iter(range(block * BLOCK_SIZE, (block + 1) * BLOCK_SIZE))

    def forget(self) -> None:
        """Leave the block: in a forked process, or when the database is another one."""
        self._lock = threading.Lock()  # a thread that held it may not have come along
        self._left = iter(range(0))

    def __next__(self) -> int:
        for key in self._left:  # one step of the interpreter's: no two threads get the same
            return key
        raise KeysExhausted("Expected a reserved key, but none is left: was `reserve` called?")


def _take_block() -> int:
    with transaction.atomic():
        KeyBlock.objects.get_or_create(id=1)
        KeyBlock.objects.filter(id=1).update(blocks_taken=F("blocks_taken") + 1)
        return KeyBlock.objects.values_list("blocks_taken", flat=True).get(id=1)


keys = Keys()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=keys.forget)
