"""Starts Meanwhile on one machine.

`python -m config.launcher embedded` runs everything in one process on SQLite. `python -m config.launcher
services` runs PostgreSQL, Redis and a process each for web, worker and timers, as a company would, and
looks after them.
"""
