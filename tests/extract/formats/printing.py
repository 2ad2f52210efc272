"""Print a text to PDF without a library: rows of a page, indented paragraphs, running heads."""

from collections.abc import Iterator, Sequence

ROW, ROWS, SIZE = 30, 24, 14
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /S /DW 1000 /FontDescriptor 5 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
    ),
    (
        "<< /Type /FontDescriptor /FontName /S /Flags 4 /FontBBox [0 -200 1000 900]"
        " /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    ),
)


def print_pdf(paragraphs: Sequence[str], head: str = "") -> bytes:
    """Return a PDF of paragraphs, with a running head and page numbers."""
    rows = [row for paragraph in paragraphs for row in _rows(paragraph)]
    pages = [rows[at : at + ROWS] for at in range(0, len(rows), ROWS)]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        *_FONT,
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        stream = "\n".join(_shown(page, head, number + 1))
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return _file(objects)


def _rows(paragraph: str) -> Iterator[tuple[int, str]]:
    yield 2, paragraph[: ROW - 2]
    for at in range(ROW - 2, len(paragraph), ROW):
        yield 0, paragraph[at : at + ROW]


def _shown(page: Sequence[tuple[int, str]], head: str, number: int) -> Iterator[str]:
    lines = [(60, 800, head)] if head else []
    lines += [(60 + SIZE * indent, 770 - 28 * at, text) for at, (indent, text) in enumerate(page)]
    for left, up, text in [*lines, (280, 40, f"— {number} —")]:
        code = text.encode("utf-16-be").hex()
        yield f"BT /F1 {SIZE} Tf 1 0 0 1 {left} {up} Tm <{code}> Tj ET"


def _file(objects: Sequence[str]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{item}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{tail}".encode()
