"""The secret that signs sessions.

It comes from the environment, else it is made once and kept in the data folder, readable by its owner only.
"""

import os
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

FILE_NAME = "secret_key"


def secret_key(given: str, *, data: Path) -> str:
    if given:
        return given
    path = data / FILE_NAME
    try:
        data.mkdir(parents=True, exist_ok=True)
        return _kept(path) or _made(path)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in {path}: {problem.strerror}. Choose a data folder that "
            "can be written (MEANWHILE_DATA), or give the key itself (MEANWHILE_SECRET_KEY)."
        ) from problem


def _kept(path: Path) -> str:
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def _made(path: Path) -> str:
    """Written aside and linked into place, so that of processes starting at once all end up with the same
    key.
    """
    handle, draft = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # only its owner may read it
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(get_random_secret_key())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was quicker; its key counts
    finally:
        os.unlink(draft)
    return path.read_text(encoding="ascii").strip()
