"""Problems of a diagram: the words are those of every resource."""

from __future__ import annotations

from processes.resources.problems import Problem, ResourceRejected, Severity

__all__ = ["DiagramRejected", "Problem", "Severity"]


class DiagramRejected(ResourceRejected):
    """The diagram cannot be deployed."""
