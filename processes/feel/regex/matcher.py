"""A pattern is compiled to a program; a search runs it with backtracking, but never twice from the same
state.

The state is an instruction and a place in the text: if it led nowhere once, it leads nowhere again,
whatever came before. Only references to groups make the past matter; such patterns remember the groups as
part of the state, and are held in by the limit on steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import lru_cache
from typing import Any

from processes.feel.errors import BecomesNull, FeelLimitExceeded
from processes.feel.limits import MAX_PATTERN_PROGRAM, MAX_PATTERN_STEPS
from processes.feel.regex import syntax
from processes.feel.regex.characters import Characters, in_ranges, is_word


class Op(IntEnum):
    CHARACTER = auto()  #: one character that passes the test
    SPLIT = auto()  #: go on at the first place, and if that leads nowhere, at the second
    JUMP = auto()
    SAVE = auto()  #: note the place as start or end of a group
    BACK_REFERENCE = auto()
    ANCHOR = auto()
    MATCH = auto()


Instruction = tuple[Op, Any, Any]
Groups = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    text: str
    groups: Groups  #: start and end of group 0 (the whole match), 1, 2 …; -1 if it took no part

    @property
    def start(self) -> int:
        return self.groups[0]

    @property
    def end(self) -> int:
        return self.groups[1]

    def group(self, number: int) -> str:
        """Empty if the group took no part in the match."""
        start, end = self.groups[2 * number : 2 * number + 2]
        return self.text[start:end] if start >= 0 else ""


class Pattern:
    def __init__(self, text: str, flags: str) -> None:
        if unknown := set(flags) - set("smixq"):
            raise BecomesNull(
                f"There is no flag {', '.join(sorted(unknown))}; the flags are s, m, i, x and q"
            )
        parser = syntax.PatternParser("" if "q" in flags else text, flags)
        part = _literally(text) if "q" in flags else parser.parse()
        self.groups = parser.groups
        self._remembers_groups = parser.has_back_references
        self._ignores_case = "i" in flags
        self._multiline = "m" in flags
        self._program: list[Instruction] = []
        self._emit_all(part)

    def search(self, text: str) -> Match | None:
        """The leftmost match."""
        return next(self.matches_in(text), None)

    def matches_in(self, text: str) -> Iterator[Match]:
        """All matches from left to right, none inside another."""
        place, steps = 0, 0
        visited: set[object] = set()
        while place <= len(text):
            groups = self._run(text, place, visited, MAX_PATTERN_STEPS - steps)
            if groups is None:
                place += 1
                continue
            yield Match(text, groups)
            place = groups[1] if groups[1] > groups[0] else groups[1] + 1
            steps += len(visited)
            visited = set()  # the states behind a match led somewhere

    def _run(self, text: str, start: int, visited: set[object], steps: int) -> Groups | None:
        program = self._program
        pending = [(0, start, (start, -1) + (-1, -1) * self.groups)]
        while pending:
            at, place, groups = pending.pop()
            while True:
                state = (at, place, groups) if self._remembers_groups else (at, place)
                if state in visited:
                    break
                visited.add(state)
                if len(visited) > steps:
                    raise FeelLimitExceeded(
                        f"Expected at most {MAX_PATTERN_STEPS:,} steps to search for a pattern."
                    )
                op, first, second = program[at]
                if op is Op.CHARACTER:
                    if place >= len(text) or not first(text[place]):
                        break
                    at, place = at + 1, place + 1
                elif op is Op.SPLIT:
                    pending.append((second, place, groups))
                    at = first
                elif op is Op.JUMP:
                    at = first
                elif op is Op.SAVE:
                    groups = (*groups[:first], place, *groups[first + 1 :])
                    at += 1
                elif op is Op.ANCHOR:
                    if not self._holds(first, text, place):
                        break
                    at += 1
                elif op is Op.BACK_REFERENCE:
                    begin, end = groups[2 * first : 2 * first + 2]
                    wanted = text[begin:end] if begin >= 0 else ""
                    if not self._same(text[place : place + len(wanted)], wanted):
                        break
                    at, place = at + 1, place + len(wanted)
                else:
                    return (groups[0], place, *groups[2:])
        return None

    def _holds(self, anchor: str, text: str, place: int) -> bool:
        if anchor == "^":
            return place == 0 or (self._multiline and text[place - 1] == "\n")
        if anchor == "$":
            return place == len(text) or (self._multiline and text[place] == "\n")
        before = place > 0 and is_word(text[place - 1])
        after = place < len(text) and is_word(text[place])
        return (before != after) == (anchor == "\\b")

    def _same(self, left: str, right: str) -> bool:
        return left == right or (self._ignores_case and left.casefold() == right.casefold())

    # ── compiling ──

    def _emit_all(self, part: syntax.Part) -> None:
        self._emit_part(part)
        self._emit(Op.MATCH)

    def _emit(self, op: Op, first: object = None, second: object = None) -> int:
        if len(self._program) >= MAX_PATTERN_PROGRAM:
            raise FeelLimitExceeded(f"Expected a pattern of at most {MAX_PATTERN_PROGRAM:,} instructions.")
        self._program.append((op, first, second))
        return len(self._program) - 1

    def _emit_part(self, part: syntax.Part) -> None:
        match part:
            case syntax.OneOf(characters=characters):
                self._emit(Op.CHARACTER, _in_any_case(characters) if self._ignores_case else characters)
            case syntax.Sequence(parts=parts):
                for each in parts:
                    self._emit_part(each)
            case syntax.Choice(branches=branches):
                self._emit_choice(branches)
            case syntax.Repeat():
                self._emit_repeat(part)
            case syntax.Group(number=number, part=inner):
                self._emit(Op.SAVE, 2 * number)
                self._emit_part(inner)
                self._emit(Op.SAVE, 2 * number + 1)
            case syntax.BackReference(group=number):
                self._emit(Op.BACK_REFERENCE, number)
            case syntax.Anchor(kind=kind):
                self._emit(Op.ANCHOR, kind)

    def _emit_choice(self, branches: tuple[syntax.Part, ...]) -> None:
        jumps: list[int] = []
        for branch in branches[:-1]:
            split = self._emit(Op.SPLIT)
            self._emit_part(branch)
            jumps.append(self._emit(Op.JUMP))
            self._program[split] = (Op.SPLIT, split + 1, len(self._program))
        self._emit_part(branches[-1])
        for jump in jumps:
            self._program[jump] = (Op.JUMP, len(self._program), None)

    def _emit_repeat(self, repeat: syntax.Repeat) -> None:
        for _ in range(repeat.least):
            self._emit_part(repeat.part)
        if repeat.most is None:
            split = self._emit(Op.SPLIT)
            self._emit_part(repeat.part)
            self._emit(Op.JUMP, split)
            self._set_split(split, repeat.greedy)
            return
        splits: list[int] = []
        for _ in range(repeat.most - repeat.least):
            splits.append(self._emit(Op.SPLIT))
            self._emit_part(repeat.part)
        for split in splits:
            self._set_split(split, repeat.greedy)

    def _set_split(self, split: int, greedy: bool) -> None:
        """Into the part or past all of it: greedy tries the part first."""
        inside, past = split + 1, len(self._program)
        self._program[split] = (Op.SPLIT, inside, past) if greedy else (Op.SPLIT, past, inside)


@lru_cache(maxsize=256)
def compile_pattern(text: str, flags: str = "") -> Pattern:
    """Raises ``BecomesNull`` for what is no pattern."""
    return Pattern(text, flags)


def _literally(text: str) -> syntax.Part:
    return syntax.Sequence(tuple(syntax.OneOf(in_ranges([(char, char)])) for char in text))


def _in_any_case(characters: Characters) -> Characters:
    return lambda char: characters(char) or characters(char.lower()) or characters(char.upper())
