"""Correlation keys as they are drawn: what is usable, and what is said of the rest (BPMN 8.4.2)."""

import pytest

from processes.resources.problems import Severity
from tests.processes.bpmn.diagrams import found_in
from tests.support.correlating import correlated
from tests.support.diagrams import process


def drawn():
    return process("p").start_message("begun", "ordered").catch_message("settled", "paid").end()


def told(content):
    return [(problem.code, problem.severity, problem.message) for problem in found_in(content)]


def test_a_key_with_all_its_properties_is_nothing_to_be_said_about():
    assert told(correlated(drawn(), {"order": {"ordered": "id", "paid": "id"}}, bound={"order": "id"})) == []


@pytest.mark.parametrize(
    ("properties", "bound", "reason"),
    [
        ({"order": {"paid": "id"}}, {}, "it does not bind correlation property 'order' to a data path"),
        ({"order": {}}, {"order": "id"}, "no message path says where correlation property 'order'"),
        ({}, {}, "its correlation key has no properties"),
    ],
)
def test_a_subscription_that_says_nothing_is_a_warning_with_the_reason(properties, bound, reason):
    ((code, severity, message),) = told(correlated(drawn(), properties, bound=bound))
    assert (code, severity) == ("correlation-ignored", Severity.WARNING)
    assert reason in message


def test_a_path_that_is_no_feel_is_refused_and_names_message_and_element():
    ((code, severity, message),) = told(correlated(drawn(), {"order": {"paid": "/order/id"}}))
    assert (code, severity) == ("bad-expression", Severity.ERROR)
    assert "message path in 'paid' of intermediate catch event 'settled'" in message


def test_a_path_in_another_language_is_refused_by_its_name():
    xml = correlated(drawn(), {"order": {"paid": "order"}})
    xml = xml.replace(b"messagePath>order", b'messagePath language="http://www.w3.org/1999/XPath">order')
    ((code, _, message),) = told(xml)
    assert code == "unsupported-language"
    assert "'http://www.w3.org/1999/XPath'" in message
