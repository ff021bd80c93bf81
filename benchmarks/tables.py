"""Tables, for a terminal and for Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    #: over the columns; the first column names the rows
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def in_text(tables: Iterable[Table]) -> str:
    return "\n\n".join(_text(table) for table in tables)


def in_markdown(tables: Iterable[Table]) -> str:
    """Each table under its title in bold."""
    return "\n\n".join(_markdown(table) for table in tables) + "\n"


def _text(table: Table) -> str:
    lines = [table.head, *table.rows] if any(table.head) else list(table.rows)
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.head))]
    told = [
        "  ".join(
            cell.ljust(width) if column == 0 or not any(table.head) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([table.title, "-" * len(table.title), *told])


def _markdown(table: Table) -> str:
    lines = [table.head, ["---"] * len(table.head), *table.rows]
    told = ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
    return "\n".join([f"**{table.title}**", "", *told])
