import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_a_flag_is_read_as_people_write_it(monkeypatch, written, meant):
    monkeypatch.setenv("MEANWHILE_DEMO", written)
    assert environment.flag("MEANWHILE_DEMO", default=not meant) is meant


def test_a_flag_nobody_set_has_its_default(monkeypatch):
    monkeypatch.delenv("MEANWHILE_DEMO", raising=False)
    assert environment.flag("MEANWHILE_DEMO", default=True) is True


def test_a_flag_that_is_neither_names_itself(monkeypatch):
    monkeypatch.setenv("MEANWHILE_DEMO", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="MEANWHILE_DEMO is 'perhaps'; expected 1 or 0"):
        environment.flag("MEANWHILE_DEMO")


def test_a_number_that_is_none_names_itself(monkeypatch):
    monkeypatch.setenv("MEANWHILE_MAIL_PORT", "smtp")
    with pytest.raises(ImproperlyConfigured, match="MEANWHILE_MAIL_PORT is 'smtp'; expected a whole number"):
        environment.number("MEANWHILE_MAIL_PORT", 587)


def test_words_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("MEANWHILE_ALLOWED_HOSTS", " one.example, two.example,, ")
    assert environment.words("MEANWHILE_ALLOWED_HOSTS") == ["one.example", "two.example"]
