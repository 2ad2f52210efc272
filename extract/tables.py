"""Read ``reports.csv``: what a user says of the reports beside it, file by file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract.annotations import SourceHints
from extract.metadata import KEYS, MetadataError, merged, read_values
from extract.sources import SourceDocument
from ontology.tables import TableError, read_rows

__all__ = ["REPORTS", "ReportTables", "read_tables"]

REPORTS = "reports.csv"
"""Name of the table; it stands beside the reports or in a folder above them."""


@dataclass(slots=True)
class ReportTables:
    """What tables say of files, and the rows that cannot be used."""

    hints: dict[Path, SourceHints] = field(default_factory=dict)
    refused: set[Path] = field(default_factory=set)
    """Files of which a table says what cannot be so; they are left aside."""
    faults: list[str] = field(default_factory=list)
    """One line for each row that cannot be used, with table and row."""

    def informed(self, file: Path, source: SourceDocument) -> SourceDocument:
        """Return a text with what a table says of its file."""
        hints = self.hints.get(file)
        return replace(source, hints=merged(hints, source.hints)) if hints else source


class _Files:
    """The files of a build, by path and by name."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._all = set(files)
        self._named: dict[str, list[Path]] = {}
        for file in self._all:
            self._named.setdefault(file.name, []).append(file)

    def of(self, folder: Path, cell: str) -> Path | None:
        """Return the file of a cell: by its path from the table, else the only one of that name."""
        if not cell or not cell.isprintable():
            return None
        direct = folder / cell
        if direct in self._all or direct.is_file():
            return direct
        named = [file for file in self._named.get(cell, ()) if folder in file.parents]
        return named[0] if len(named) == 1 else None


def read_tables(files: Sequence[Path], roots: Iterable[Path]) -> ReportTables:
    """Return what the tables beside the files, and in the folders given, say of them.

    Of two tables the one nearer to the file is heard.
    """
    tables, known = ReportTables(), _Files(files)
    homes = {file.parent for file in files} | {root for root in roots if root.is_dir()}
    for folder in sorted(homes, key=lambda home: (-len(home.parts), home)):
        path = folder / REPORTS
        if path.is_file():
            _read_table(path, known, tables)
    return tables


def _read_table(path: Path, files: _Files, tables: ReportTables) -> None:
    own: dict[Path, SourceHints] = {}
    try:
        rows = list(read_rows(path, ("file",), KEYS))
    except TableError as error:
        tables.faults.append(str(error))
        return
    for number, cells in rows:
        where = f"{path}, row {number}"
        file = files.of(path.parent, cells.get("file", ""))
        if file is None:
            tables.faults.append(f"{where}: {_missing(path.parent, cells.get('file', ''))}")
            continue
        try:
            hints = read_values(cells, SourceHints(file_name=file.name, given_by=REPORTS))
        except MetadataError as error:
            tables.faults.append(f"{where}: {error}; {file.name} is left aside")
            tables.refused.add(file)
            continue
        if file in own:
            told = "says the same again" if own[file] == hints else "contradicts an earlier row"
            tables.faults.append(f"{where}: {told} on {file.name}; keep one of them")
            if own[file] != hints:
                tables.refused.add(file)
        own.setdefault(file, hints)
    tables.hints = own | tables.hints


def _missing(folder: Path, cell: str) -> str:
    if not cell:
        return "names no file; fill the column file"
    shown = "".join(char for char in cell if char.isprintable())
    return f"no file {shown} in {folder}; correct the name"
