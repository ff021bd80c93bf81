"""docs/configuration.md names every variable that is read, and no other."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"\b(?:MEANWHILE_[A-Z_]+|DATABASE_URL|REDIS_URL|CELERY_BROKER_URL)\b")


def test_the_document_and_the_code_name_the_same_variables():
    code = "".join(path.read_text() for path in (PROJECT / "config").rglob("*.py"))
    document = (PROJECT / "docs" / "configuration.md").read_text()
    assert set(NAME.findall(document)) == set(NAME.findall(code))
