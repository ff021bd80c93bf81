"""`manage.py scenario run PATH…`: plays written scenarios against diagrams, and says how they went."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from processes.scenarios.case import Case, CaseInvalid, read_cases
from processes.scenarios.running import STORES, NoScenarios, Result, files_of, run, store
from processes.scenarios.throwaway import NoDatabase


class Command(BaseCommand):
    help = "Tests diagrams: plays written scenarios, with a clock that moves by command (docs/scenarios.md)."
    #: scenarios in memory need no database; those in one make their own
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        playing = actions.add_parser("run", help="play scenarios; the exit code is 1 if any failed")
        playing.add_argument(
            "paths",
            nargs="+",
            type=Path,
            metavar="PATH",
            help="a scenario file, or a folder in which all *.scenario.yaml and *.scenario.json are meant",
        )
        playing.add_argument(
            "--store",
            choices=STORES,
            default="memory",
            help="memory: the engine alone. db: all of the product, on a database that is made beside the "
            "one of DATABASE_URL and thrown away; yours is not touched",
        )
        playing.add_argument(
            "--json",
            action="store_true",
            help="a list with one result for each case, a line each; the sum goes to standard error",
        )

    def handle(self, *, paths: list[Path], store: str, json: bool, **options: Any) -> None:
        try:
            cases = _read(files_of(paths))
            results = self._run(cases, store, quiet=json)
        except (CaseInvalid, NoScenarios, NoDatabase) as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        failed = sum(not result.passed for result in results)
        if json:
            self.stdout.write(_as_json(results))
        (self.stderr if json else self.stdout).write(f"{len(results) - failed} passed, {failed} failed")
        if failed:
            raise SystemExit(1)

    def _run(self, cases: list[tuple[Path, Case]], name: str, *, quiet: bool) -> list[Result]:
        results = []
        with store(name) as engine_of_case:
            for result in run(cases, engine_of_case):
                results.append(result)
                if not quiet:
                    self.stdout.write(_told(result))
        return results


def _read(files: list[Path]) -> list[tuple[Path, Case]]:
    """All cases of all files, before any is played; all mistakes at once."""
    cases: list[tuple[Path, Case]] = []
    mistakes: list[str] = []
    for file in files:
        try:
            cases += [(file, case) for case in read_cases(file)]
        except CaseInvalid as wrong:
            mistakes += wrong.mistakes
    if mistakes:
        raise CaseInvalid(mistakes)
    return cases


def _as_json(results: list[Result]) -> str:
    lines = [json.dumps(result.as_json(), ensure_ascii=False) for result in results]
    return "[\n" + ",\n".join(lines) + "\n]"


def _told(result: Result) -> str:
    if result.passed:
        return f"ok      {result.id}"
    indented = "\n".join(f"  {line}" for line in result.message.splitlines())
    return f"FAILED  {result.id} ({result.file})\n{indented}"
