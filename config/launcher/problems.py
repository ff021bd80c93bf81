"""What keeps Meanwhile from starting and a person can put right.

The message is all that is printed, so it says how.
"""


class CannotStart(Exception):
    """The product cannot start here and now."""
