"""Read a table that a user wrote: CSV in UTF-8 or GB18030, with a header, row by row."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from ontology.errors import KgError

__all__ = ["Row", "TableError", "read_rows"]

Row = tuple[int, dict[str, str]]
"""Number of a row, the header being 1, and its cells by column."""

_ENCODINGS = ("utf-8-sig", "gb18030")


class TableError(KgError):
    """A file that is no table, or a row that cannot be used."""


def read_rows(path: Path, needed: Sequence[str], known: Sequence[str] = ()) -> Iterator[Row]:
    """Yield every row that is not empty; names of columns count without case and blanks.

    Raises:
        TableError: The file is no table, or a needed column is missing.
    """
    text = _decode(path)
    marks = max(",;\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=marks))
    except csv.Error as error:
        raise TableError(f"{path}: no table ({error}); save it as CSV in UTF-8") from error
    names = [name.strip().casefold() for name in rows[0]] if rows else []
    for name in needed:
        if name not in names:
            wanted = ",".join((*needed, *known))
            raise TableError(f"{path}, row 1: no column “{name}”; the header is {wanted}")
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        if any(cells.values()):
            yield number, cells


def _decode(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TableError(
            f"{path}: cannot be opened ({error.strerror}); check its name and rights"
        ) from error
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableError(f"{path}: no text; save it as CSV in UTF-8")
