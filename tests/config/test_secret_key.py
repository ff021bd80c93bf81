import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.secret_key import FILE_NAME, secret_key


def test_a_key_that_is_given_is_used_and_not_kept(tmp_path):
    assert secret_key("given", data=tmp_path) == "given"
    assert not (tmp_path / FILE_NAME).exists()


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    first = secret_key("", data=tmp_path / "new" / "folder")
    assert len(first) >= 50
    assert secret_key("", data=tmp_path / "new" / "folder") == first
    assert stat.S_IMODE((tmp_path / "new" / "folder" / FILE_NAME).stat().st_mode) == 0o600


def test_those_who_start_at_once_end_up_with_one_key(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: secret_key("", data=tmp_path), range(32)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_folder_that_cannot_be_made_is_named_with_the_way_out(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ImproperlyConfigured, match="MEANWHILE_DATA"):
        secret_key("", data=tmp_path / "file")
