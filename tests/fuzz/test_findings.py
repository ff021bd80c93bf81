"""What fuzzing once found stays mended."""

import pytest

from tests.fuzz.findings import FOLDER
from tests.fuzz.subjects import SUBJECTS


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_a_finding_is_found_no_more(path):
    SUBJECTS[path.name.partition("-")[0]].check(path.read_bytes())
