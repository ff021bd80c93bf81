"""Who may import whom: the contracts of pyproject.toml, which docs/architecture.md explains."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def test_every_import_keeps_the_contracts():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_pure_parts_can_be_used_without_django():
    script = (
        "import sys; import processes.engine.execute, processes.bpmn, processes.dmn;"
        "import processes.feel, processes.forms, processes.resources, processes.scenarios;"
        "sys.exit(', '.join(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'django', 'celery', 'channels', 'rest_framework', 'psycopg', 'redis'})) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, f"The engine brought along {done.stderr}"
