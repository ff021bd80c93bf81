"""Scanning: a command of the installation looks at each file before it is kept (`MEANWHILE_ATTACHMENT_SCAN`).

As `clamdscan` and its like do it: exit code 0 accepts the file, 1 refuses it, anything else, or no answer in
time, is a failure, and the file is not kept either.
"""

import logging
import os
import shlex
import signal
import subprocess
from pathlib import Path

from django.conf import settings

from tasklist.attachments.kinds import Refused

log = logging.getLogger(__name__)

FILE = "{file}"


class ScanFailed(Exception):
    """Nobody can say whether the file is harmless."""


def scan(path: Path, *, name: str) -> None:
    """Raises `Refused`, or `ScanFailed`. The path goes in place of `{file}`, or at the end."""
    words = shlex.split(settings.ATTACHMENT_SCAN)
    if not words:
        return
    command = [word.replace(FILE, str(path)) for word in words]
    if not any(FILE in word for word in words):
        command.append(str(path))
    code = _run(command)
    if code == 1:
        log.warning("The scan has refused the file %r", name)
        raise Refused(f"“{name}” is refused: the virus scan has found something in it.")
    if code != 0:
        raise ScanFailed(
            f"“{name}” is not attached: it could not be scanned for viruses. Try again in a moment; if it "
            "happens again, tell an admin."
        )


def _run(command: list[str]) -> int | None:
    """The exit code; None if there is none."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as problem:
        log.error("The scan of attachments could not be started: %s", problem)
        return None
    try:
        _, said = process.communicate(timeout=settings.ATTACHMENT_SCAN_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # with whatever it has started
        process.communicate()
        log.error("The scan of an attachment took more than %s s", settings.ATTACHMENT_SCAN_SECONDS)
        return None
    if process.returncode not in (0, 1):
        words = said.decode(errors="replace").strip()[:500]
        log.error("The scan of attachments failed with exit code %s: %s", process.returncode, words)
    return process.returncode
