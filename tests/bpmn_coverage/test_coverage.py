"""What the engine takes has been seen to run, and docs/bpmn-coverage.md says so."""

from tests.bpmn_coverage.document import FILE, is_current
from tests.bpmn_coverage.features import executed
from tests.bpmn_coverage.proofs import proofs


def test_each_element_and_each_event_at_each_place_does_its_work_in_some_scenario():
    shown = proofs()
    assert [feature for feature in executed() if feature not in shown] == []
    assert shown.keys() <= set(executed()), "something runs that the tables do not have"


def test_the_document_is_as_it_would_be_written_now():
    assert is_current(FILE.read_text(), proofs()), "run `make bpmn-coverage`"
