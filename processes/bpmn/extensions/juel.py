"""JUEL, the expression language of Camunda 7 diagrams, translated to FEEL as far as the simple kind goes.

`${order.total > 100 && !vip}` → `order.total > 100 and not(vip)`. Text around an expression makes a text:
`Order ${id}` → `"Order " + string(id)`. A few methods of texts, lists and maps
(`name.contains("x")`, `list.size()`) are functions of FEEL; other calls of Java have no meaning here and are
refused by name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

MAX_LENGTH = 10_000
MAX_DEPTH = 50

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)
      | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<name>[A-Za-z_$][\w$]*)
      | (?P<symbol>==|!=|<=|>=|&&|\|\||[-+*/%<>!?:()\[\].,])
    )""",
    re.VERBOSE,
)
_SYMBOL_OF_WORD = {
    "and": "&&", "or": "||", "not": "!", "eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=",
    "div": "/", "mod": "%",
}  # fmt: skip
#: loosest first: FEEL's operator for each of JUEL's
_BINARY: tuple[dict[str, str], ...] = (
    {"||": "or"},
    {"&&": "and"},
    {"==": "=", "!=": "!="},
    {"<": "<", ">": ">", "<=": "<=", ">=": ">="},
    {"+": "+", "-": "-"},
    {"*": "*", "/": "/", "%": "%"},
)
_COMPARISONS = _BINARY[2:4]
_COMPARING = _BINARY[2].keys() | _BINARY[3].keys()


#: methods of texts, lists and maps, with so many arguments → what they are in FEEL
_METHODS: dict[tuple[str, int], str] = {
    ("contains", 1): "(if {0} instance of string then contains({0}, {1}) else list contains({0}, {1}))",
    ("containsKey", 1): "(get value({0}, {1}) != null)",
    ("endsWith", 1): "ends with({0}, {1})",
    ("equals", 1): "({0} = {1})",
    ("equalsIgnoreCase", 1): "(lower case({0}) = lower case({1}))",
    ("get", 1): "(if {1} instance of number then {0}[{1} + 1] else get value({0}, {1}))",
    ("isEmpty", 0): '(list contains([null, "", []], {0}))',
    ("length", 0): "string length({0})",
    ("size", 0): "count({0})",
    ("startsWith", 1): "starts with({0}, {1})",
    ("toLowerCase", 0): "lower case({0})",
    ("toString", 0): "string({0})",
    ("toUpperCase", 0): "upper case({0})",
}


class JuelError(ValueError):
    """Not an expression of the simple kind. `position` is the 0-based offset in the whole text."""

    def __init__(self, message: str, position: int) -> None:
        self.position = position
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def is_juel(text: str) -> bool:
    return "${" in text or "#{" in text


def feel_from_juel(text: str) -> str:
    """The FEEL for a text with `${…}` or `#{…}` in it. Raises `JuelError`."""
    if len(text) > MAX_LENGTH:
        raise JuelError(f"it is longer than {MAX_LENGTH:,} characters", MAX_LENGTH)
    parts: list[str] = []
    position = 0
    for start, end in _expressions_in(text):
        if text[position:start]:
            parts.append(json.dumps(text[position:start], ensure_ascii=False))
        parts.append(_Parser(text, start + 2, end).parse())
        position = end + 1
    rest = text[position:]
    if len(parts) == 1 and not rest.strip():
        return parts[0]
    if rest:
        parts.append(json.dumps(rest, ensure_ascii=False))
    return " + ".join(part if part.startswith('"') else f"string({part})" for part in parts)


def _expressions_in(text: str) -> list[tuple[int, int]]:
    """(offset of `${`, offset of its `}`) of each expression; braces in quotes do not count."""
    found = []
    for match in re.finditer(r"""[$#]\{(?:[^}"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*(\})?""", text):
        if match[1] is None:
            raise JuelError("'${' is not closed by '}'", match.start())
        found.append((match.start(), match.end() - 1))
    return found


class _Parser:
    """Recursive descent over one expression; each method gives FEEL."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._tokens = _tokens(text, start, end)
        self._index = 0
        self._depth = 0

    def parse(self) -> str:
        result = self._ternary()
        if self._next.kind != "end":
            raise JuelError(f"'{self._next.text}' is not expected here", self._next.position)
        return result

    @property
    def _next(self) -> _Token:
        return self._tokens[self._index]

    def _accept(self, *symbols: str) -> str | None:
        token = self._next
        if token.kind == "symbol" and token.text in symbols:
            self._index += 1
            return token.text
        return None

    def _expect(self, symbol: str) -> None:
        if self._accept(symbol) is None:
            found = f"'{self._next.text}'" if self._next.text else "the end"
            raise JuelError(f"'{symbol}' is expected, not {found}", self._next.position)

    def _ternary(self) -> str:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise JuelError("it is nested too deeply", self._next.position)
        condition = self._binary(0)
        if self._accept("?"):
            then = self._ternary()
            self._expect(":")
            condition = f"(if {condition} then {then} else {self._ternary()})"
        self._depth -= 1
        return condition

    def _binary(self, level: int) -> str:
        if level == len(_BINARY):
            return self._unary()
        operators = _BINARY[level]
        left, binds = self._operand(level)
        while symbol := self._accept(*operators):
            right, right_binds = self._operand(level)
            if operators in _COMPARISONS:  # FEEL does not chain them: those inside get parentheses
                left, right = (left if binds else f"({left})"), (right if right_binds else f"({right})")
                binds = False
            left = f"modulo({left}, {right})" if symbol == "%" else f"{left} {operators[symbol]} {right}"
        return left

    def _operand(self, level: int) -> tuple[str, bool]:
        """The next tighter operand, and whether it is free of comparisons."""
        first = self._index
        operand = self._binary(level + 1)
        depth = 0
        for token in self._tokens[first : self._index]:
            depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
            if not depth and token.kind == "symbol" and token.text in _COMPARING:
                return operand, False
        return operand, True

    def _unary(self) -> str:
        negations = []
        while (symbol := self._accept("!", "-")) or self._at_empty():
            negations.append(symbol or "empty")
        operand = self._postfix()
        for negation in reversed(negations):
            if negation == "!":
                operand = f"not({operand})"
            elif negation == "-":
                operand = f"-({operand})"
            else:
                operand = f'list contains([null, "", []], {operand})'
        return operand

    def _at_empty(self) -> bool:
        if self._next.kind == "name" and self._next.text == "empty":
            self._index += 1
            return True
        return False

    def _postfix(self) -> str:
        operand = self._primary()
        while symbol := self._accept(".", "[", "("):
            if symbol == "(":
                raise JuelError("method calls cannot be translated", self._tokens[self._index - 1].position)
            token = self._next
            self._index += 1
            if symbol == "." and token.kind == "name" and self._accept("("):
                operand = self._call(operand, token)
            elif symbol == "." and token.kind == "name":
                operand = f"{operand}.{token.text}"
            elif symbol == "[" and token.kind == "number" and token.text.isdigit():
                operand = f"{operand}[{int(token.text) + 1}]"  # JUEL counts from 0, FEEL from 1
                self._expect("]")
            elif symbol == "[" and token.kind == "text":
                operand = f"get value({operand}, {json.dumps(_unquoted(token.text), ensure_ascii=False)})"
                self._expect("]")
            else:
                raise JuelError(f"'{symbol}{token.text}' cannot be translated", token.position)
        return operand

    def _call(self, operand: str, method: _Token) -> str:
        arguments: list[str] = []
        while not self._accept(")"):
            if arguments:
                self._expect(",")
            arguments.append(self._ternary())
        feel = _METHODS.get((method.text, len(arguments)))
        if feel is None:
            raise JuelError(f"method '{method.text}' cannot be translated", method.position)
        return feel.format(operand, *arguments)

    def _primary(self) -> str:
        token = self._next
        self._index += 1
        if token.kind == "number" or (token.kind == "name" and token.text in ("true", "false", "null")):
            return token.text
        if token.kind == "text":
            return json.dumps(_unquoted(token.text), ensure_ascii=False)
        if token.kind == "name" and token.text == "loopCounter":
            return "(loopCounter - 1)"  # Camunda 7 counts the inner instances of a loop from 0
        if token.kind == "name" and "$" not in token.text:
            return token.text
        if token.kind == "symbol" and token.text == "(":
            inner = self._ternary()
            self._expect(")")
            return f"({inner})"
        raise JuelError(
            f"'{token.text}' is not expected" if token.text else "it ends too early", token.position
        )


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    tokens = []
    end = start + len(text[start:end].rstrip())
    while start < end:
        match = _TOKEN.match(text, start, end)
        if match is None or match.lastgroup is None:
            at = start + len(text[start:end]) - len(text[start:end].lstrip())
            raise JuelError(f"'{text[at]}' cannot be translated", at)
        kind, word = match.lastgroup, match[match.lastgroup]
        if kind == "name" and word in _SYMBOL_OF_WORD:
            kind, word = "symbol", _SYMBOL_OF_WORD[word]
        tokens.append(_Token(kind, word, match.start(match.lastgroup)))
        start = match.end()
    return [*tokens, _Token("end", "", end)]


def _unquoted(literal: str) -> str:
    return re.sub(r"\\(.)", r"\1", literal[1:-1], flags=re.DOTALL)
