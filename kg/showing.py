"""Answers of any shape as people read them: names for IRIs, the quote, where it is written."""

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.output import Columns, compact, harmless, rows_as_text, show_rows
from kg.sparql import Record, Value
from ontology.errors import KgError
from ontology.iris import BASE

__all__ = ["FORMATS", "columns_of", "markdown", "show_answer", "xlsx"]

FORMATS = ("table", "csv", "tsv", "json", "markdown", "xlsx")
"""Forms of an answer; xlsx needs a file and openpyxl."""

_HIDDEN = {"wanted", "other", "report", "file", "start", "end", "section", "title", "evidence"}
_HIDDEN |= {"example", "home", "first", "counted", "later"}
_STATEMENTS = {
    "adoption",
    "statement",
    "observation",
    "measure",
    "membership",
    "plan",
    "honour",
}
_BROKEN_WORDS = re.compile(r"(?<=[!-~])\n(?=[!-~])")
"""A line end between words of a language that sets blanks between them."""
_ENDINGS = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".md": "markdown", ".xlsx": "xlsx"}
_DEFAULTS = {"table", "csv"}
_STANDARD_OUTPUT = Path("-")
_LONGEST_SHEET = 1_048_575
_LONGEST_CELL = 32_767


def columns_of(rows: Sequence[Record]) -> Columns:
    """Return the columns of a table: a thing under its names, its sentence and where it stands."""
    names = list(rows[0]) if rows else []
    columns: dict[str, Callable[[Record], Value]] = {}
    for name in names:
        if _is_shown(name, names) and not (name == "unit_zh" and "place_zh" in names):
            columns[name.replace("_", " ")] = _reader(name)
    if {"file", "start", "end"} <= set(names):
        columns["written in"] = _where
    elif {"report", "start", "end"} <= set(names):
        columns["written in"] = _proof
    return columns


def show_answer(
    rows: Sequence[Record],
    form: str,
    out: Path | None = None,
    *,
    columns: Columns | None = None,
    empty: str = "no report at hand says so",
) -> None:
    """Print an answer, or write it into a file; a table has columns of its own if they are given.

    The ending of the file (.csv, .tsv, .json, .md, .xlsx) decides where no other form is asked
    for. That an answer is empty is told beside it, where its form cannot tell.

    Raises:
        KgError: The form is unknown or does not fit.
    """
    if form not in FORMATS:
        raise KgError(f"unknown format “{form}”: give one of {', '.join(FORMATS)}")
    out = None if out == _STANDARD_OUTPUT else out
    if out is not None and form in _DEFAULTS:
        form = _ENDINGS.get(out.suffix.lower(), form)
    if not rows and (out is not None or form != "table"):
        print(empty, file=sys.stderr)  # noqa: T201 (beside the answer)
    if form == "xlsx":
        if out is None:
            raise KgError("xlsx is no text: give a file, --out answer.xlsx")
        out.write_bytes(xlsx(rows))
    elif out is not None:
        text = markdown(rows, columns) if form in {"table", "markdown"} else _text(rows, form)
        out.write_text(text, encoding="utf-8")
    elif form == "markdown":
        print(markdown(rows, columns), end="")  # noqa: T201 (a command's answer)
    else:
        show_rows(rows, columns or columns_of(rows), form, empty=empty)


def markdown(rows: Sequence[Record], columns: Columns | None = None) -> str:
    """Return rows as a table in Markdown; no cell ends a column or starts HTML."""
    columns = columns or columns_of(rows)
    lines = [list(columns), ["---"] * len(columns)]
    lines += [[_plain(value_of(row)) for value_of in columns.values()] for row in rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines) if columns else ""


def xlsx(rows: Sequence[Record]) -> bytes:
    """Return rows as a workbook; no cell is a formula.

    Raises:
        KgError: openpyxl is not installed, or there are too many rows for a sheet.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 (not needed by others)
    except ImportError as error:
        raise KgError("xlsx needs openpyxl: pip install openpyxl; or give csv") from error
    from io import BytesIO  # noqa: PLC0415

    if len(rows) > _LONGEST_SHEET:
        raise KgError(f"{len(rows):,} rows are too many for a sheet: give csv")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("answer")
    names = list(rows[0]) if rows else []
    sheet.append(names)
    for row in rows:
        sheet.append([_for_sheet(row[name]) for name in names])
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def _for_sheet(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    return "".join(char for char in harmless(value) if char.isprintable() or char == "\n")[
        :_LONGEST_CELL
    ]


def _text(rows: Sequence[Record], form: str) -> str:
    return rows_as_text(rows, list(rows[0]) if rows else [], form)


def _is_shown(name: str, names: Sequence[str]) -> bool:
    bare = name.rsplit("_", 1)[0]
    if name.endswith("_en") and f"{bare}_zh" in names:
        return False
    if name.endswith("_zh"):
        return bare not in _HIDDEN
    return not (
        f"{name}_zh" in names
        or name in _HIDDEN | _STATEMENTS
        or name.endswith(("_report", "_file", "_start", "_end", "_place"))
    )


def _reader(name: str) -> Callable[[Record], Value]:
    if name.endswith("_zh"):
        bare = name.removesuffix("_zh")
        return lambda row: row[name] or row.get(f"{bare}_en") or row.get(bare)
    return lambda row: _tidy(row[name])


def _tidy(value: Value) -> Value:
    """Return a value on one line; an IRI of ours by its prefix."""
    if not isinstance(value, str):
        return value
    if value.startswith(BASE):
        return compact(value)
    return _BROKEN_WORDS.sub(" ", value).replace("\n", "")


def _where(row: Record) -> Value:
    if row["start"] is None:
        return None
    section = str(row.get("section") or "").split(" › ")[-1]
    place = f"{row['file']} {row['start']}–{row['end']}"
    return f"{place} · {section}" if section and section != row.get("quote") else place


def _proof(row: Record) -> Value:
    if row["start"] is None:
        return None
    return f"{compact(str(row['report']))} {row['start']}–{row['end']}"


def _plain(value: Value) -> str:
    text = harmless(value).replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
