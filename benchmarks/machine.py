"""The machine that was measured. Figures without it say little."""

import os
import platform
import sqlite3
import statistics
import time
from importlib.metadata import version
from pathlib import Path

from benchmarks.stores import file_system, server_settings

SYNCS = 50


def facts(folder: Path, database_url: str | None) -> dict[str, str]:
    found = {
        "processor": f"{_cpu()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{_distribution()}, Linux {platform.release()}",
        "python": platform.python_version(),
        "sqlite": f"{sqlite3.sqlite_version} (WAL, synchronous = NORMAL)",
        "disk": f"{file_system(folder)}, one fsync of 8 KB takes {_sync_milliseconds(folder):.2f} ms",
        "busy before": f"load average {_load()}",
        "spiffworkflow": version("SpiffWorkflow"),
    }
    if database_url is not None:
        settings = server_settings(database_url)
        number = settings.pop("server_version")
        told = ", ".join(f"{name} = {value}" for name, value in settings.items())
        found["postgresql"] = f"{number} ({told})"
    return found


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def _sync_milliseconds(folder: Path) -> float:
    path = folder / "fsync"
    took = []
    with path.open("wb", buffering=0) as file:
        for _ in range(SYNCS):
            file.write(b"\0" * 8192)
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    path.unlink()
    return statistics.median(took) * 1000
