"""The HTTP side of the monitor: parse, ask a selector, answer."""
