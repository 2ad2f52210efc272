"""Answers on the terminal and for other programs."""

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from kg.sparql import Record, Value
from ontology.errors import KgError
from ontology.terms import PREFIXES

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

__all__ = [
    "FORMATS",
    "Columns",
    "compact",
    "console",
    "harmless",
    "printable",
    "rows_as_text",
    "show_rows",
]

Columns: TypeAlias = Mapping[str, Callable[[Record], Value]]
"""Headings of a table, each with the value that a row shows there."""

FORMATS = ("table", "csv", "tsv", "json")
"""Forms of an answer made of rows."""

_WIDE = 160
_FORMULA = (*"=+-@\uff1d\uff0b\uff0d\uff20", "\t", "\r", "\n", "\0")
_BREAKS = re.compile(r"[\t\r\n]+")


def console(*, error: bool = False) -> "Console":
    """Return a console: as wide as the terminal, wide where the output goes to a file."""
    from rich.console import Console  # noqa: PLC0415 (only for what is shown to people)

    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else _WIDE
    return Console(stderr=error, width=width, markup=False, highlight=False, soft_wrap=False)


def show_rows(
    rows: Sequence[Record], columns: Columns, form: str, *, empty: str = "no rows"
) -> None:
    """Print rows: a table shows ``columns`` under their headings, other forms every value.

    Raises:
        KgError: The form is unknown.
    """
    if form != "table":
        sys.stdout.write(rows_as_text(rows, list(rows[0]) if rows else [], form))
    elif rows:
        _show_table(rows, columns)
    else:
        print(empty)  # noqa: T201 (a command's answer)


def rows_as_text(rows: Sequence[Record], names: Sequence[str], form: str) -> str:
    """Return rows as CSV, TSV or JSON; no cell of a sheet starts a formula.

    Raises:
        KgError: The form is none of these.
    """
    if form == "json":
        return json.dumps([_for_json(row) for row in rows], ensure_ascii=False, indent=1) + "\n"
    if form not in FORMATS:
        raise KgError(f"unknown format “{form}”: give one of {', '.join(FORMATS)}")
    output = io.StringIO()
    if not names:
        return ""
    if form == "csv":
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([harmless(row[name]) for name in names] for row in rows)
    else:
        for cells in (names, *([harmless(row[name]) for name in names] for row in rows)):
            output.write("\t".join(_BREAKS.sub(" ", cell) for cell in cells) + "\n")
    return output.getvalue()


def harmless(value: Value) -> str:
    """Return a cell as text; one that a spreadsheet would take for a formula gets a quote mark."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value)


def printable(text: object) -> str:
    """Return text that cannot move the cursor or turn the writing direction."""
    return "".join(char if char.isprintable() else " " for char in str(text))


def compact(iri: str) -> str:
    """Return an IRI by its prefix: ``area:370983``."""
    fits = ((len(base), name) for name, base in PREFIXES.items() if iri.startswith(base))
    length, name = max(fits, default=(0, ""))
    return f"{name}:{iri[length:]}" if length else iri


def _show_table(rows: Sequence[Record], columns: Columns) -> None:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in columns:
        table.add_column(heading, overflow="fold", vertical="top")
    for row in rows:
        table.add_row(*(Text(_cell(value_of(row))) for value_of in columns.values()))
    show_block(table)


def show_block(shown: "RenderableType") -> None:
    """Print something drawn, without blanks at the ends of lines."""
    target = console()
    with target.capture() as drawn:
        target.print(shown)
    for line in drawn.get().splitlines():
        print(line.rstrip())  # noqa: T201 (a command's answer)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return printable(compact(value) if isinstance(value, str) else value)


def _for_json(row: Record) -> dict[str, object]:
    return {
        name: (int(value) if value == value.to_integral_value() else float(value))
        if isinstance(value, Decimal)
        else value
        for name, value in row.items()
    }
