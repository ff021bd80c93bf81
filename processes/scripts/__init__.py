"""Python scripts: what a script task in Python sees and gives, and the sandbox in which it runs.

A script sees the variables in scope by their names, as plain Python values: numbers as int or float, texts
as str, lists and contexts as list and dict; dates are texts, as in all variables. It has no files, no
network, no environment and no clock but UTC, and limited time and memory (`Limits`).

* With a *result variable* the script is a function: its value (what it returns, or its last line, if that is
  an expression; else what it assigned to the result variable's own name) becomes that variable. Whatever else
  it assigned stays its own.
* Without one it is a procedure: what it assigned at its top level, and what it changed inside of a variable,
  become variables. Names that begin with an underscore stay its own.
* `raise BpmnError("CODE", "message")` is a modelled error. Any other exception is a failed try.
* `execution.getVariable(name)` and `execution.setVariable(name, value)` work as in Camunda 7, also for names
  that are no Python names.

`Decimal` becomes a number, dates, times and durations become ISO 8601 texts, tuples and sets become lists.

    run(script, variables, result_variable=…, limits=Limits()) → variables to set
"""

from processes.scripts.python import ScriptError, ScriptFailed, fault_of, run
from processes.scripts.sandbox import Limits, NoSandbox

__all__ = ["Limits", "NoSandbox", "ScriptError", "ScriptFailed", "fault_of", "run"]
