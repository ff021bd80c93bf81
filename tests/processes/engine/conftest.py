"""The engine in memory, for stories that take milliseconds."""

import pytest

from processes.scenarios.memory_engine import MemoryEngine


@pytest.fixture
def engine() -> MemoryEngine:
    return MemoryEngine()
