"""What changed between two readings of a subject."""

from monitoring.live.differences import changed_entries, changed_parts, changed_values


def test_only_values_that_differ_are_told():
    assert changed_values({"a": 1, "b": 2}, {"a": 1, "b": 3}, ("a", "b")) == {"b": 3}


def test_an_entry_that_is_gone_is_told_as_none():
    assert changed_entries({"a": 1, "b": 2, "c": 3}, {"b": 2, "c": 4, "d": 5}) == {"a": None, "c": 4, "d": 5}


def test_a_part_without_changes_is_not_told():
    before, after = {"elements": {"a": 1}, "flows": {"f": 1}}, {"elements": {"a": 1}, "flows": {"f": 2}}
    assert changed_parts(before, after, ("elements", "flows")) == {"flows": {"f": 2}}
