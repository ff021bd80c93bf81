"""A member: one process of a crew. It does what it is told on its standard input, one JSON line for each
call, and answers each with a line on what was its standard output. It ends when its input does.

    python -m benchmarks.member benchmarks.engine_alone:EngineAlone <process id of the benchmark>
"""

import ctypes
import gc
import json
import os
import signal
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1


def resident_megabytes() -> float:
    """Memory that this process holds."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError("/proc/self/status has no VmRSS")


def end_with(benchmark: int) -> None:
    """However the benchmark ends. Elsewhere than on Linux a member notices when its input does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != benchmark:  # it ended before the line above
            sys.exit(1)


def main(target: str, benchmark: int) -> None:
    end_with(benchmark)
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # whatever prints must not be taken for an answer
    module, _, name = target.partition(":")
    contestant: Any = None
    with suppress(Exception):  # all members load at the same time; what fails is told at the first call
        import_module(module)
    for line in sys.stdin:
        call = json.loads(line)
        try:
            if contestant is None:
                contestant = getattr(import_module(module), name)()
            answer = _answer(contestant, call["method"], call["arguments"])
        except Exception:
            answers.write(json.dumps({"broke": traceback.format_exc()}) + "\n")
        else:
            answers.write(json.dumps({"answer": answer}) + "\n")


def _answer(contestant: Any, method: str, arguments: dict[str, Any]) -> Any:
    if method == "resident_megabytes":
        return resident_megabytes()
    answer = getattr(contestant, method)(**arguments)
    if method == "prepare":
        gc.freeze()  # whoever it is: as in every worker process of ours, see processes.tasks
    return answer


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
