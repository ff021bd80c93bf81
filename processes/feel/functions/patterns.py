"""Functions that search for a regular expression (DMN 1.3, table 74; XPath and XQuery Functions 3.1, 5.6)."""

from __future__ import annotations

from processes.feel.errors import BecomesNull
from processes.feel.functions.registry import builtin
from processes.feel.limits import check_list, check_string
from processes.feel.regex import Match, Pattern, compile_pattern


@builtin("matches", "input: string", "pattern: string", "flags: string|null?")
def matches(input: str, pattern: str, flags: str | None = None) -> bool:
    """Whether the pattern is found anywhere; ``^`` and ``$`` tie it to the ends."""
    return compile_pattern(pattern, flags or "").search(input) is not None


@builtin("replace", "input: string", "pattern: string", "replacement: string", "flags: string|null?")
def replace(input: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    """``$1`` in the replacement is what the first group found, ``$0`` the whole match; ``\\$`` is a
    dollar sign.
    """
    compiled = _that_finds_something(pattern, flags)
    literal = "q" in (flags or "")
    template: list[str | int] = [replacement] if literal else _template(replacement, compiled.groups)
    result, end = "", 0
    for match in compiled.matches_in(input):
        result = check_string(result + input[end : match.start] + _filled(template, match))
        end = match.end
    return check_string(result + input[end:])


@builtin("split", "string: string", "delimiter: string")
def split(string: str, delimiter: str) -> list[object]:
    parts: list[object] = []
    end = 0
    for match in _that_finds_something(delimiter, None).matches_in(string):
        parts.append(string[end : match.start])
        end = match.end
    return check_list([*parts, string[end:]])


def _that_finds_something(pattern: str, flags: str | None) -> Pattern:
    compiled = compile_pattern(pattern, flags or "")
    if compiled.search("") is not None:
        # XPath, error FORX0003: between any two characters there are endlessly many empty strings.
        raise BecomesNull(f"The pattern {pattern!r} is found in the empty string, so it separates nothing")
    return compiled


def _template(replacement: str, groups: int) -> list[str | int]:
    """Texts and group numbers."""
    template: list[str | int] = []
    position = 0
    while position < len(replacement):
        char, following = replacement[position], replacement[position + 1 : position + 2]
        if char == "\\" and following and following in "\\$":
            template.append(following)
            position += 2
        elif char == "$" and following.isdigit():
            number, position = int(following), position + 2
            # As many digits as there are groups (XPath 5.6.4).
            while (
                replacement[position : position + 1].isdigit()
                and number * 10 + int(replacement[position]) <= groups
            ):
                number, position = number * 10 + int(replacement[position]), position + 1
            template.append(number if number <= groups else "")
        elif char in "\\$":
            raise BecomesNull(f'"{char}" in a replacement must be written as "\\{char}"')
        else:
            template.append(char)
            position += 1
    return template


def _filled(template: list[str | int], match: Match) -> str:
    return "".join(part if isinstance(part, str) else match.group(part) for part in template)
