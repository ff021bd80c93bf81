"""The grammar of FEEL (DMN 1.3, 10.3.1.2), as a Pratt parser: each operator binds its operands with a
strength.

From weak to strong, as the grammar lists them: or, and, comparison, + -, * /, **, negation, instance of,
and last what follows a value directly: path, filter, invocation. What an operand can start with is in
``operands``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from processes.feel import ast
from processes.feel.errors import FeelSyntaxError
from processes.feel.lexer import Kind, Lexer, Token
from processes.feel.limits import MAX_DEPTH, MAX_NESTING, MAX_TEXT
from processes.feel.operands import OPENINGS, range_after
from processes.feel.strengths import ANYTHING, COMPARISON, POWER, PRODUCT, STRENGTHS, SUM
from processes.feel.type_parser import parse_type

_Item = TypeVar("_Item")


def parse_expression(text: str, names: Iterable[str] = ()) -> ast.Node:
    """``names`` are variable names with keywords or operators in them, to be read as one name."""
    parser = Parser(text, names)
    if parser.token.kind is Kind.END:
        raise FeelSyntaxError("Expected an expression but the text is empty", text, len(text))
    return parser.whole(parser.expression())


def parse_unary_tests(text: str, names: Iterable[str] = ()) -> ast.UnaryTestList:
    """The input entry of a decision table: ``-``, ``not(tests)`` or tests separated by commas (rules
    14-17).
    """
    parser = Parser(text, names)
    tests = parser.unary_tests()
    parser.whole(tests)
    return tests


class Parser:
    def __init__(self, text: str, names: Iterable[str]) -> None:
        if len(text) > MAX_TEXT:
            raise FeelSyntaxError(
                f"Expected at most {MAX_TEXT:,} characters but found {len(text):,}", text, 0
            )
        self.text = text
        self.lexer = Lexer(text, names)
        self.token = self.lexer.token_at(0)
        self._nesting = 0
        self._may_end_range = False  # whether "[" may close a range, as in [1..10[
        self._looking_ahead = False

    # ── tokens ──

    def advance(self) -> Token:
        token = self.token
        self.token = self.lexer.token_at(token.end)
        return token

    def at(self, *texts: str) -> bool:
        return self.token.kind in (Kind.SYMBOL, Kind.KEYWORD) and self.token.text in texts

    def accept(self, text: str) -> bool:
        if self.at(text):
            self.advance()
            return True
        return False

    def expect(self, text: str, purpose: str) -> Token:
        if not self.at(text):
            raise self.error(f'Expected "{text}" {purpose} but found {self.token}')
        return self.advance()

    def expect_name(self, what: str) -> str:
        if self.token.kind not in (Kind.NAME, Kind.KEYWORD):
            raise self.error(f"Expected {what} but found {self.token}")
        return self.advance().text

    def error(self, message: str) -> FeelSyntaxError:
        return FeelSyntaxError(message, self.text, self.token.position)

    # ── whole texts ──

    def whole(self, node: ast.Node) -> ast.Node:
        if not self._at_end():
            raise self.error(f"Expected an operator or the end but found {self.token}")
        depth, deepest = ast.deepest(node)
        if depth > MAX_DEPTH:
            message = f"Expected at most {MAX_DEPTH} levels in an expression but found {depth}"
            raise FeelSyntaxError(message, self.text, deepest.position)
        return node

    def unary_tests(self) -> ast.UnaryTestList:
        position = self.token.position
        if self.at("-") and self.lexer.token_at(self.token.end).kind is Kind.END:
            self.advance()
            return ast.UnaryTestList((), position=position)
        if self.token.kind is Kind.NAME and self.token.text == "not" and self.next_is("("):
            # "not(a) and b" is an expression that begins with the function, "not(a, b)" negates tests.
            start = self.token
            self.advance()
            self.advance()
            tests = self.separated_until(")", "to end the negated tests", self.expression)
            if tests and self._at_end():
                return ast.UnaryTestList(tuple(tests), negated=True, position=position)
            self.token = start
        tests = [self.expression()]
        while self.accept(","):
            tests.append(self.expression())
        return ast.UnaryTestList(tuple(tests), position=position)

    # ── operators ──

    def expression(self, strength: int = ANYTHING) -> ast.Node:
        """An operand and all operators after it that bind stronger than ``strength``."""
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise self.error(f"Expected at most {MAX_NESTING} levels of nesting")
        node = self._operators_after(self._operand(), strength)
        self._nesting -= 1
        return node

    def bracketed(self) -> ast.Node:
        """An expression inside brackets, where ``[`` is never the end of a range around them."""
        outer, self._may_end_range = self._may_end_range, False
        node = self.expression()
        self._may_end_range = outer
        return node

    def range_end(self) -> ast.Node:
        outer, self._may_end_range = self._may_end_range, True
        node = self.expression()
        self._may_end_range = outer
        return node

    def separated_until(self, closing: str, purpose: str, parse: Callable[[], _Item]) -> list[_Item]:
        """``parse`` as often as commas say, up to ``closing``."""
        items: list[_Item] = []
        outer, self._may_end_range = self._may_end_range, False
        if not self.at(closing):
            items.append(parse())
            while self.accept(","):
                items.append(parse())
        self._may_end_range = outer
        self.expect(closing, purpose)
        return items

    def _at_end(self) -> bool:
        return self.token.kind is Kind.END

    def next_is(self, symbol: str) -> bool:
        token = self.lexer.token_at(self.token.end)
        return token.kind is Kind.SYMBOL and token.text == symbol

    def _operand(self) -> ast.Node:
        token = self.token
        if token.kind is Kind.NUMBER:
            self.advance()
            return ast.Literal(token.number, position=token.position)
        if token.kind is Kind.STRING:
            self.advance()
            return ast.Literal(token.text, position=token.position)
        if token.kind is Kind.NAME:
            self.advance()
            return ast.Name(token.text, position=token.position)
        opening = OPENINGS.get(token.text)
        if opening is None:
            raise self.error(f"Expected an expression but found {token}")
        self.advance()
        return opening(self, token)

    def _operators_after(self, left: ast.Node, strength: int) -> ast.Node:
        while self.token.kind in (Kind.SYMBOL, Kind.KEYWORD):
            operator = self.token.text
            binding = STRENGTHS.get(operator, ANYTHING)
            if binding <= strength:
                break
            if operator == "[" and self._may_end_range and not self._filter_follows():
                break
            self.advance()
            if binding in (SUM, PRODUCT, POWER):
                left = self._arithmetic(left, operator, binding)
            else:
                left = self._OPERATIONS[operator](self, left, operator)
        return left

    def _arithmetic(self, first: ast.Node, operator: str, strength: int) -> ast.Node:
        rest = [(operator, self.expression(strength))]
        while self.token.kind is Kind.SYMBOL and STRENGTHS.get(self.token.text) == strength:
            operator = self.advance().text
            rest.append((operator, self.expression(strength)))
        return ast.Arithmetic(first, tuple(rest), position=first.position)

    def _conjunction(self, left: ast.Node, operator: str) -> ast.Node:
        return ast.Conjunction(self._chain(left, operator), position=left.position)

    def _disjunction(self, left: ast.Node, operator: str) -> ast.Node:
        return ast.Disjunction(self._chain(left, operator), position=left.position)

    def _chain(self, first: ast.Node, operator: str) -> tuple[ast.Node, ...]:
        operands = [first, self.expression(STRENGTHS[operator])]
        while self.accept(operator):
            operands.append(self.expression(STRENGTHS[operator]))
        return tuple(operands)

    def _comparison(self, left: ast.Node, operator: str) -> ast.Node:
        return ast.Comparison(operator, left, self.expression(COMPARISON), position=left.position)

    def _between(self, value: ast.Node, _: str) -> ast.Node:
        low = self.expression(COMPARISON)
        self.expect("and", "between the two bounds of between")
        return ast.Between(value, low, self.expression(COMPARISON), position=value.position)

    def _in(self, value: ast.Node, _: str) -> ast.Node:
        opening = self.token
        if not self.accept("("):
            return ast.In(value, (self.expression(COMPARISON),), position=value.position)
        tests = [self.bracketed()]
        if self.accept(".."):
            tests = [range_after(self, opening, tests[0])]
        elif self.accept(","):
            tests += self.separated_until(")", "to end the tests of in", self.expression)
            return ast.In(value, tuple(tests), position=value.position)
        else:
            self.expect(")", "to end the tests of in")
        # One test in parentheses may be an operand of something larger: x in (a + b) * 2.
        return ast.In(value, (self._operators_after(tests[0], COMPARISON),), position=value.position)

    def _instance_of(self, value: ast.Node, _: str) -> ast.Node:
        if self.token.kind is not Kind.NAME or self.token.text.split(" ")[0] != "of":
            raise self.error(f'Expected "of" after "instance" but found {self.token}')
        self.token = self.lexer.token_at(self.token.position + len("of"))
        return ast.InstanceOf(value, parse_type(self), position=value.position)

    def _path(self, source: ast.Node, _: str) -> ast.Node:
        return ast.Path(source, self.expect_name('a name after "."'), position=source.position)

    def _filter(self, source: ast.Node, _: str) -> ast.Node:
        condition = self.bracketed()
        self.expect("]", "to end the filter")
        return ast.Filter(source, condition, position=source.position)

    def _filter_follows(self) -> bool:
        """Whether the ``[`` here opens a filter, and does not end a range such as ``[1..10[``."""
        if self._looking_ahead:
            return True
        start, nesting, self._looking_ahead = self.token, self._nesting, True
        try:
            self.advance()
            self.bracketed()
            return self.at("]")
        except FeelSyntaxError:
            return False
        finally:
            self.token, self._nesting, self._looking_ahead = start, nesting, False
            self._may_end_range = True

    def _invocation(self, function: ast.Node, _: str) -> ast.Node:
        if self.token.kind in (Kind.NAME, Kind.KEYWORD) and self.next_is(":"):
            named = self.separated_until(")", "to end the arguments", self._named_argument)
            return ast.NamedInvocation(function, tuple(named), position=function.position)
        arguments = self.separated_until(")", "to end the arguments", self.expression)
        return ast.Invocation(function, tuple(arguments), position=function.position)

    def _named_argument(self) -> tuple[str, ast.Node]:
        name = self.expect_name("the name of a parameter")
        self.expect(":", "after the name of a parameter")
        return name, self.expression()

    _OPERATIONS: dict[str, Callable[[Parser, ast.Node, str], ast.Node]] = {
        "or": _disjunction,
        "and": _conjunction,
        **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), _comparison),
        "between": _between,
        "in": _in,
        "instance": _instance_of,
        ".": _path,
        "[": _filter,
        "(": _invocation,
    }
