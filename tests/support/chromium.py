"""The browser of the browser tests: Debian's Chromium, or the one named by `CHROMIUM`."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

#: The first start on a cold machine reads some 300 MB from the disk.
START_SECONDS = 120

FLAGS = (
    "--no-sandbox",  # the tests may run as root, where Chromium's sandbox cannot
    "--disable-gpu",  # there is none, and looking for it takes a second
    "--disable-quic",
)


@contextmanager
def browser(*flags: str) -> Iterator["Browser"]:
    """A running Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = launch(playwright.chromium, *flags)
        try:
            yield running
        finally:
            running.close()


def launch(kind: "BrowserType", *flags: str) -> "Browser":
    return kind.launch(executable_path=executable(), args=[*FLAGS, *flags], timeout=START_SECONDS * 1000)


def executable() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def why_missing() -> str | None:
    """The reason to print when browser tests cannot run; None when they can."""
    path = executable()
    if path is None:
        return "needs Chromium: apt-get install chromium, or name one in CHROMIUM"
    if not os.access(path, os.X_OK):
        return f"needs Chromium: CHROMIUM names {path}, which cannot be run"
    return None


def install_if_missing() -> None:
    """With apt, as root. Where that fails, its own words say why, and the browser tests are skipped."""
    if executable() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium for the tests in the browser …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", "--quiet", "--quiet", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            print(f"apt-get {arguments[0]} failed: {done.stderr.strip()}", flush=True)
            return
