"""Forms: form-js schemas as the server understands them.

A *form* is a tree of *components*; a *field* is a component with a key, under which its answer is stored.
Browsers check answers while people write; `check_answers` checks them again, by the same rules and with the
same words, since nobody has to come through a browser. `generate_form` draws a form where the diagram has
none.
"""

from processes.bpmn.model import Outcomes
from processes.forms.answers import CheckedAnswers, check_answers
from processes.forms.errors import FieldError, FormInvalid
from processes.forms.generated import generate_form
from processes.forms.outcomes import outcomes_of_form

__all__ = [
    "CheckedAnswers",
    "FieldError",
    "FormInvalid",
    "Outcomes",
    "check_answers",
    "generate_form",
    "outcomes_of_form",
]
