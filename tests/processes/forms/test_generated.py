"""The form that a user task gets when its diagram names none."""

from processes.forms import generate_form


def fields(**asked):
    components = generate_form(name="Approve", **asked)["components"]
    return {each["key"]: (each["type"], each["label"]) for each in components if "key" in each}


def test_output_mappings_say_what_is_asked_for():
    variables = {"approved": True, "amount": 10}
    assert fields(asks_for=["approved", "comment"], variables=variables) == {
        "approved": ("checkbox", "Approved"),
        "comment": ("textfield", "Comment"),
    }


def test_without_output_mappings_every_plain_variable_can_be_changed():
    variables = {"requestedCredit": 10.5, "note": "x" * 100, "customer": {"id": 1}, "is_new": False}
    assert fields(asks_for=[], variables=variables) == {
        "is_new": ("checkbox", "Is new"),
        "note": ("textarea", "Note"),
        "requestedCredit": ("number", "Requested credit"),
    }


def test_it_begins_with_the_name_of_the_task_and_what_the_diagram_says_of_it():
    form = generate_form(name="Approve", asks_for=[], variables={}, documentation="Look at the scan.")
    (heading,) = form["components"]
    assert heading["text"] == "### Approve\n\nLook at the scan."
