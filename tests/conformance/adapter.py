"""The class that the runner of the packs drives, made of one part for each language.

python ../shared/conformance/runner.py feel --adapter tests.conformance.adapter:Adapter --out results.json
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.conformance.bpmn_adapter import BpmnAdapter
from tests.conformance.dmn_adapter import DmnAdapter
from tests.conformance.feel_adapter import FeelAdapter


class Adapter(BpmnAdapter, FeelAdapter, DmnAdapter):
    def __init__(self, now: datetime, host: Any) -> None:
        BpmnAdapter.__init__(self, now, host)
        FeelAdapter.__init__(self, now, host)
        DmnAdapter.__init__(self, now, host)
