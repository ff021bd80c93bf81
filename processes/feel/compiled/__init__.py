"""From a parsed expression to Python closures: compiled once, evaluated often. ``compile_node`` is the
way in.
"""

from processes.feel.compiled.compiler import Compiler, compile_node

__all__ = ["Compiler", "compile_node"]
