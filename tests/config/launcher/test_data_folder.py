import os
import subprocess
import sys

import pytest

from config.launcher.data_folder import DataFolder
from config.launcher.problems import CannotStart


def test_a_folder_has_one_owner_and_tells_who(tmp_path):
    first, second = DataFolder(tmp_path), DataFolder(tmp_path)
    first.acquire(owner="Meanwhile at http://127.0.0.1:8000")
    with pytest.raises(
        CannotStart, match=rf"in use by Meanwhile at http://127.0.0.1:8000 \(process {os.getpid()}\)"
    ):
        second.acquire(owner="another")


def test_a_released_folder_can_be_had_again(tmp_path):
    first = DataFolder(tmp_path)
    first.acquire(owner="first")
    first.release()
    DataFolder(tmp_path).acquire(owner="second")


def test_a_killed_owner_leaves_the_folder_free(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from config.launcher.data_folder import DataFolder;"
        "folder = DataFolder(Path(sys.argv[1])); folder.acquire(owner='doomed');"
        "print('mine', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"mine\n"
        with pytest.raises(CannotStart, match="doomed"):
            DataFolder(tmp_path).acquire(owner="early")
        owner.kill()
    DataFolder(tmp_path).acquire(owner="next")


def test_a_folder_that_cannot_be_made_is_named_with_the_way_out(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CannotStart, match=r"cannot be written: .*make run DATA=folder"):
        DataFolder(tmp_path / "file" / "below").acquire(owner="nobody")
