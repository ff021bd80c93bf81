"""Where attached files are: in a folder, under names of our own. A file *arrives* under `arriving/`, where it
is looked at, and is *kept* by one rename; a file that is refused leaves nothing behind.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


def path_of(stored_as: str) -> Path:
    return Path(settings.ATTACHMENTS_DIR) / stored_as[:2] / stored_as


@contextmanager
def arriving(pieces: Iterable[bytes]) -> Iterator[Path]:
    """The file while it is looked at. It is gone afterwards, unless it was kept."""
    folder = Path(settings.ATTACHMENTS_DIR) / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / secrets.token_hex(16)
    try:
        with open(path, "xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        yield path
    finally:
        path.unlink(missing_ok=True)


def keep(path: Path) -> str:
    """Moves a file to its place, and tells under which name."""
    kept = path_of(path.name)
    kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.rename(kept)
    return path.name


def remove(stored_as: str) -> None:
    path_of(stored_as).unlink(missing_ok=True)
