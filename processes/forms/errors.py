"""Field errors: what is wrong with an answer, and where."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    #: path of the value: `customer.name`, `items[0].amount`
    field: str
    message: str


class FormInvalid(ValueError):
    """The answers break the rules of the form. Nothing was changed."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(f"{error.field}: {error.message}" for error in errors))


class FieldUnusable(Exception):
    """The form itself is wrong at this field, so no answer to it can be checked."""
