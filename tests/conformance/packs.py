"""Where other people's test suites lie: beside the project, since they are not ours to ship.

``MEANWHILE_CONFORMANCE`` names another folder. ``runner`` is the module that plays a pack against an adapter.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("MEANWHILE_CONFORMANCE") or PROJECT.parent / "shared" / "conformance").resolve()
MISSING = "" if (FOLDER / "runner.py").exists() else f"other people's test suites are not at {FOLDER}"


def load_runner() -> ModuleType:
    """The runner, as ``runner``: under this name it is also there when it was started as a program."""
    if "runner" not in sys.modules:
        spec = importlib.util.spec_from_file_location("runner", FOLDER / "runner.py")
        assert spec is not None, MISSING
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["runner"] = module
        spec.loader.exec_module(module)
    return sys.modules["runner"]
