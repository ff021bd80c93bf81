"""The process engine: (model, state, command) → events. Pure: no database, no clock, no randomness.

A *command* asks, `execute` decides and answers with *events*, `apply` changes the state. Time and keys are
arguments.
"""

from processes.engine.errors import CommandRejected, ErrorType
from processes.engine.execute import execute
from processes.engine.state import InstanceState

__all__ = ["CommandRejected", "ErrorType", "InstanceState", "execute"]
