"""The browser of the browser tests: Debian's Chromium, or the one named by `CHROMIUM`."""

import os
import shutil
import subprocess


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
