"""A benchmark that breaks is a failure, whatever its figures would have been."""


class BenchmarkBroke(Exception):
    """Work was lost, done wrongly or not done at all."""
