"""What operators can do in a scenario: suspend and resume an instance, add, end and move tokens, migrate it,
and restart one that has ended.
"""

from __future__ import annotations

from processes.engine import commands as c
from processes.scenarios.kinds import Text, Texts, TextsMap, VariablesMap, YesNo
from processes.scenarios.play import Play


def suspend(play: Play, *, instance: Text | None = None) -> None:
    """Nothing moves in the instance, and in those it has called, until it is resumed."""
    play.stage.operate(play.instance(instance), c.SuspendInstance())


def resume(play: Play, *, instance: Text | None = None) -> None:
    """It goes on, with all that has become due meanwhile."""
    play.stage.operate(play.instance(instance), c.ResumeInstance())
    play.stage.advance(play.now)


def add_token(
    play: Play, *, element: Text, variables: VariablesMap | None = None, instance: Text | None = None
) -> None:
    """A token enters an element, and the scopes around it that are missing."""
    add = c.ActivateInstruction(element_id=element, variables=_local(element, variables))
    play.stage.operate(play.instance(instance), c.ModifyInstance(activate=(add,)))


def end_tokens(play: Play, *, element: Text, instance: Text | None = None) -> None:
    """All tokens at an element end."""
    end = c.TerminateInstruction(element_id=element)
    play.stage.operate(play.instance(instance), c.ModifyInstance(terminate=(end,)))


def move_tokens(
    play: Play,
    *,
    element: Text,
    to: Text,
    variables: VariablesMap | None = None,
    instance: Text | None = None,
) -> None:
    """All tokens at an element move to another one."""
    move = c.MoveInstruction(source_element_id=element, target_element_id=to, variables=_local(to, variables))
    play.stage.operate(play.instance(instance), c.ModifyInstance(move=(move,)))


def migrate(
    play: Play,
    *,
    process: Text | None = None,
    mapping: TextsMap | None = None,
    recompute_timers: YesNo = False,
    instance: Text | None = None,
) -> None:
    """The instance follows the latest version of its process, or of another one. `mapping` has the ids that
    are others there.
    """
    play.stage.migrate(play.instance(instance), process, mapping or {}, recompute_timers=recompute_timers)


def restart(
    play: Play,
    *,
    elements: Texts,
    variables: VariablesMap | None = None,
    as_: Text | None = None,
    instance: Text | None = None,
) -> None:
    """A new instance begins at these elements, in place of one that has ended, with the variables it had."""
    play.name(play.stage.restart(play.instance(instance), elements, variables or {}), as_)


def _local(element: str, variables: VariablesMap | None) -> tuple[c.VariableInstruction, ...]:
    return (c.VariableInstruction(variables=variables, scope_id=element),) if variables else ()


OPERATOR_STEPS = (suspend, resume, add_token, end_tokens, move_tokens, migrate, restart)
