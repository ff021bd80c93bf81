"""`manage.py deploy order.bpmn order.form`: deploys files together, or tells what is wrong with them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from processes import services
from processes.bpmn.problems import Problem
from processes.models import Form, ProcessDefinition


class Command(BaseCommand):
    help = "Deploys diagrams and forms: all of them, or, if anything is wrong with one, none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help="look for problems, and deploy nothing")

    def handle(self, *, files: list[Path], check: bool, **options: Any) -> None:
        resources = _read(files)
        if check:
            self._tell(services.check(resources=resources))
            return
        try:
            deployment = services.deploy(resources=resources)
        except services.DeploymentRejected as rejection:
            raise CommandError("\n".join(map(_line, rejection.problems))) from rejection
        for definition in ProcessDefinition.objects.filter(resource__deployment=deployment):
            self.stdout.write(f"{definition.process_id} is now version {definition.version}")
        for form in Form.objects.filter(resource__deployment=deployment):
            self.stdout.write(f"form {form.form_id} is now version {form.version}")

    def _tell(self, problems: list[Problem]) -> None:
        for problem in problems:
            self.stdout.write(_line(problem))
        if any(problem.severity == "error" for problem in problems):
            raise CommandError("These files cannot be deployed.")
        self.stdout.write("These files can be deployed.")


def _read(files: list[Path]) -> dict[str, bytes]:
    try:
        return {file.name: file.read_bytes() for file in files}
    except OSError as problem:
        raise CommandError(f"{problem.filename}: {problem.strerror}") from problem


def _line(problem: Problem) -> str:
    place = [problem.resource, f"line {problem.line}" if problem.line else None, problem.element_id]
    return f"{problem.severity}: {', '.join(filter(None, place))}: {problem.message}"
