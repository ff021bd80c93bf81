"""What the packs deploy to see whether it is valid BPMN, though nobody could run it."""

from __future__ import annotations

from collections.abc import Sequence

from processes.resources.problems import Problem, Severity

#: A diagram with these problems is valid BPMN. We refuse to deploy it, since it could not run, or not as it
#: was meant; a pack that asks whether a diagram is valid must not take that for a no.
_NOT_RUN_HERE = frozenset({
    # nothing in it is executable: a collaboration, a choreography, a process that is only documentation
    "no-executable-process",
    # it does not say how: BPMN leaves that to tools
    "no-implementation", "no-called-process", "loop-without-end", "unknown-decision",
    # it says so in a language of other engines, or in none
    "unsupported-language", "bad-script", "unsupported-element", "unsupported-extension", "bad-expression",
    # BPMN lets tokens begin without a start event, at several, and lets gateways be without conditions
    "no-start-event", "several-start-events", "missing-condition",
})  # fmt: skip


def is_valid(problems: Sequence[Problem]) -> bool:
    """Whether a refused diagram keeps the rules of BPMN, and was refused for other reasons."""
    return all(
        problem.code in _NOT_RUN_HERE or (problem.code, problem.element_type) == ("no-message", "sendTask")
        for problem in problems
        if problem.severity is Severity.ERROR
    )
