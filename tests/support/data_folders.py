"""Data folders of tests.

PostgreSQL, which never runs as root, can pass through them; through `tmp_path` it cannot.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def temporary_data_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="meanwhile-tests-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
