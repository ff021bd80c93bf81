"""FEEL, the expression language of DMN and of process diagrams: "friendly enough" for those who draw them.

    compile("amount > 1000 and status = \"gold\"").evaluate({"amount": 1200, "status": "gold"})  # True

An expression is compiled once and evaluated often, on variables as JSON knows them. It never fails for the
data's sake: what has no answer is null, and a warning says why. It reaches nothing but its variables and,
when given, a clock.
"""

from processes.feel.durations import (
    DaysTimeDuration,
    IsoDuration,
    YearsMonthsDuration,
    parse_duration,
    parse_iso_duration,
)
from processes.feel.errors import FeelLimitExceeded, FeelSyntaxError, Warning
from processes.feel.expression import Expression, UnaryTests, compile, compile_unary_tests, constant
from processes.feel.feel_text import to_feel_text
from processes.feel.json_value import to_json
from processes.feel.temporal import Date, DateTime, Time

__all__ = [
    "Date",
    "DateTime",
    "DaysTimeDuration",
    "Expression",
    "FeelLimitExceeded",
    "FeelSyntaxError",
    "IsoDuration",
    "Time",
    "UnaryTests",
    "Warning",
    "YearsMonthsDuration",
    "compile",
    "compile_unary_tests",
    "constant",
    "parse_duration",
    "parse_iso_duration",
    "to_feel_text",
    "to_json",
]
