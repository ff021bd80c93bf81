"""Checks the answers to a form: nothing that is not in the form, nothing that breaks its rules.

What the form does not show counts for nothing: a hidden field's answer is dropped, as form-js drops it, and
so is that of a field that may only be read. Expression fields are computed here, whatever the browser has
computed. An object that the form only shows in part keeps the rest.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from processes.forms.errors import FieldError, FieldUnusable
from processes.forms.kinds import KINDS
from processes.forms.paths import NOTHING, Path, overlay, path_of, read, write
from processes.forms.rules import broken_rules
from processes.forms.scope import Scope

Component = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAnswers:
    #: what may be stored; complete only if there are no errors
    variables: Mapping[str, Any]
    errors: Sequence[FieldError]


def check_answers(
    schema: Mapping[str, Any], answers: Mapping[str, Any], *, variables: Mapping[str, Any], now: datetime
) -> CheckedAnswers:
    """`variables` are those the task sees already."""
    # What may only be read is believed to nobody: conditions see the known value.
    data = overlay(variables, _without(answers, {*_places(schema, (), _is_read_only)}))
    sheet = _Sheet(answers=answers, known=variables, scope=Scope(data=data, this=data, now=now), errors=[])
    sheet.check(schema)
    accepted = {
        name: overlay(variables[name], value)
        if isinstance(value, Mapping) and isinstance(variables.get(name), Mapping)
        else value
        for name, value in sheet.accepted.items()
    }
    return CheckedAnswers(variables=accepted, errors=sheet.errors)


class _Sheet:
    """The answers to the whole form, or to the fields of one entry of a dynamic list."""

    def __init__(
        self,
        *,
        answers: Mapping[str, Any],
        known: Mapping[str, Any],
        scope: Scope,
        errors: list[FieldError],
        name: str = "",
        keeps_read_only: bool = False,
    ) -> None:
        self.answers = answers
        self.known = known
        self.scope = scope
        self.errors = errors
        self.name = name
        #: there is nothing stored that a read-only field could keep instead of what was sent
        self.keeps_read_only = keeps_read_only
        self.accepted: dict[str, Any] = {}

    def check(self, form: Component) -> None:
        self._check_inside(form, (), hidden=False)
        self._refuse_what_is_not_asked_for(self.answers, (), set(_places(form, ())))

    def _check_inside(self, container: Component, around: Path, *, hidden: bool) -> None:
        for component in container.get("components") or ():
            try:
                self._check_component(component, around, hidden=hidden)
            except FieldUnusable as problem:
                path = around + path_of(component.get("key") or component.get("path"))
                self._wrong(path, str(problem))

    def _check_component(self, component: Component, around: Path, *, hidden: bool) -> None:
        hidden = hidden or self._is_hidden(component)
        if component.get("type") == "dynamiclist":
            self._check_list(component, around + path_of(component.get("path")), hidden=hidden)
        elif "components" in component:
            self._check_inside(component, around + path_of(component.get("path")), hidden=hidden)
        elif key := path_of(component.get("key")):
            self._check_field(component, around + key, hidden=hidden)

    def _is_hidden(self, component: Component) -> bool:
        condition = (component.get("conditional") or {}).get("hide")
        return bool(condition) and self.scope.evaluate(str(condition), "condition") is True

    # -- fields ----------------------------------------------------------------------------------------------

    def _check_field(self, component: Component, path: Path, *, hidden: bool) -> None:
        value = read(self.answers, path)
        if hidden:
            return
        if component.get("type") == "expression":
            expression = str(component.get("expression") or "null")
            write(self.accepted, path, self.scope.evaluate(expression, "value"))
            return
        if self._may_only_be_read(component):
            if self.keeps_read_only and value is not NOTHING:
                write(self.accepted, path, value)
            return
        kind = KINDS.get(str(component.get("type")))
        given = value is not NOTHING and value is not None
        if given and kind is not None and (wrong := kind(component, value, self.scope)):
            self._wrong(path, wrong)
            return
        for message in broken_rules(component, value if given else None, self.scope):
            self._wrong(path, message)
        if value is not NOTHING:
            write(self.accepted, path, value)

    def _may_only_be_read(self, component: Component) -> bool:
        return (
            component.get("disabled") is True
            or self.scope.value_of(component.get("readonly"), "read-only condition") is True
        )

    # -- dynamic lists ---------------------------------------------------------------------------------------

    def _check_list(self, component: Component, path: Path, *, hidden: bool) -> None:
        entries = read(self.answers, path)
        if hidden or entries is NOTHING or entries is None:
            return
        if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
            self._wrong(path, "Expected a list of entries.")
            return
        known = read(self.known, path)
        # Where entries may be added and removed, nothing says which known one an entry was.
        are_known = isinstance(known, list) and not component.get("allowAddRemove", True)
        if are_known and len(known) != len(entries):
            self._wrong(path, f"Entries can be neither added nor removed; there are {len(known)}.")
            return
        accepted = []
        for number, entry in enumerate(entries):
            below = known[number] if are_known and isinstance(known[number], Mapping) else {}
            sheet = _Sheet(
                answers=entry,
                known=below,
                scope=self.scope.of_entry(entry, number + 1),
                errors=self.errors,
                name=f"{self._named(path)}[{number}]",
                keeps_read_only=not are_known,
            )
            sheet.check(component)
            accepted.append(overlay(below, sheet.accepted))
        write(self.accepted, path, accepted)

    # -- errors ----------------------------------------------------------------------------------------------

    def _refuse_what_is_not_asked_for(
        self, answers: Mapping[str, Any], around: Path, places: Set[Path]
    ) -> None:
        for name, value in answers.items():
            path = (*around, name)
            if path in places:
                continue
            if isinstance(value, Mapping) and any(place[: len(path)] == path for place in places):
                self._refuse_what_is_not_asked_for(value, path, places)
            else:
                self._wrong(path, "The form has no such field.")

    def _wrong(self, path: Path, message: str) -> None:
        self.errors.append(FieldError(field=self._named(path), message=message))

    def _named(self, path: Path) -> str:
        return ".".join((self.name, *path) if self.name else path)


def _places(
    container: Component, around: Path, wanted: Callable[[Component], bool] = lambda component: True
) -> Iterator[Path]:
    """Where the wanted fields and lists inside a container have their values, hidden or not."""
    for component in container.get("components") or ():
        is_list = component.get("type") == "dynamiclist"
        inside = around + path_of(component.get("path"))
        if "components" in component and not is_list:
            yield from _places(component, inside, wanted)
        elif is_list and wanted(component):
            yield inside
        elif (key := path_of(component.get("key"))) and wanted(component):
            yield around + key


def _is_read_only(component: Component) -> bool:
    return component.get("readonly") is True or component.get("disabled") is True


def _without(answers: Mapping[str, Any], places: Set[Path], around: Path = ()) -> dict[str, Any]:
    return {
        name: _without(value, places, (*around, name)) if isinstance(value, Mapping) else value
        for name, value in answers.items()
        if (*around, name) not in places
    }
