"""Read DOCX: paragraphs, with the numbers that Word sets before them, and tables."""

import io
import zipfile
from collections.abc import Iterator

from extract.formats.extracted import Extracted, SourceError
from extract.formats.numbering import Numbering

__all__ = ["read"]

_LARGEST = 200_000_000
"""Bytes that a document may unfold to; more is a bomb."""


def read(data: bytes, name: str) -> Extracted:
    """Return the text of a DOCX file, each paragraph and each row of a table on a line."""
    from docx import Document  # noqa: PLC0415 (loaded where it is needed)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(item.file_size for item in archive.infolist()) > _LARGEST:
            raise SourceError(f"{name}: unfolds to more than 200 MB; save it without pictures")
    document = Document(io.BytesIO(data))
    return Extracted(text="\n".join(_lines(document, Numbering(document))) + "\n")


def _lines(container: object, numbering: Numbering) -> Iterator[str]:
    from docx.table import Table  # noqa: PLC0415

    for block in container.iter_inner_content():  # type: ignore[attr-defined]
        if not isinstance(block, Table):
            label = numbering.label(block)
            yield f"{label}{block.text}" if block.text.strip() else block.text
            continue
        for row in block.rows:
            cells = {cell._tc: cell for cell in row.cells}  # noqa: SLF001 (merged cells once)
            texts = (_cell_text(cell, numbering) for cell in cells.values())
            yield "\t".join(text for text in texts if text)


def _cell_text(cell: object, numbering: Numbering) -> str:
    return "\n".join(line for line in _lines(cell, numbering) if line.strip())
