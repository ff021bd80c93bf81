"""Scenarios: running a diagram against a written story, with a clock that moves by command."""
