"""`python -m tests.bpmn_coverage`: write docs/bpmn-coverage.md anew."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from tests.bpmn_coverage.document import FILE, document  # noqa: E402
from tests.bpmn_coverage.proofs import proofs  # noqa: E402

FILE.write_text(document({feature: found[0] for feature, found in proofs().items()}))
print(f"{FILE} is written.")
