"""What the monitor can be asked: one file for each question."""
