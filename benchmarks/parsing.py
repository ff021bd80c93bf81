"""Reading a diagram: XML → executable model, with all checks, by a process that has never seen it."""

import time

from benchmarks.broke import BenchmarkBroke
from benchmarks.six_processes import diagram
from processes.bpmn import check_diagram


class Parsing:
    def cold(self, name: str) -> float:
        """Milliseconds. The modules are loaded before, as they are before the first upload."""
        check_diagram(diagram("P1"))
        content = diagram(name)
        began = time.perf_counter()
        problems = check_diagram(content)
        took = time.perf_counter() - began
        if problems:
            raise BenchmarkBroke(f"{name} has problems: {problems[:3]}")
        return took * 1000
