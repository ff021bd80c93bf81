"""Regular expressions in XPath's flavor (XPath and XQuery Functions 3.1, 5.6), which is what FEEL's functions
speak.

Own, because an expression must never hang a worker: Python's ``re`` takes exponential time for patterns
such as ``(a+)+b``. Here a search visits each pair of instruction and place at most once, so its time is
bounded by the length of the pattern times the length of the text.
"""

from processes.feel.regex.matcher import Match, Pattern, compile_pattern

__all__ = ["Match", "Pattern", "compile_pattern"]
