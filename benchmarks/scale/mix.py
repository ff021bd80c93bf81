"""The mix of work: an instance of each of these in turn."""

from benchmarks.six_processes import COMMANDS

PROCESSES = ("P2", "P3", "P6")
#: commands of one instance of each
STEPS = sum(COMMANDS[process_id] for process_id in PROCESSES)
