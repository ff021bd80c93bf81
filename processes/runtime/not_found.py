"""What callers are told when there is nothing with the key or id that they gave."""


class NotFound(LookupError):
    """There is nothing with this key or id."""
