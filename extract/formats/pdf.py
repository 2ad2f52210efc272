"""Read PDF: the lines of its pages without running heads, joined to paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from extract.formats.extracted import Extracted, SourceError

__all__ = ["Line", "join_lines", "read", "running"]

_NUMBER = re.compile(
    r"[-—–·\s]{0,20}(?:第 {0,9})?\d{1,4}(?: {0,9}页)?"
    r"(?: {0,9}[/,，] {0,9}(?:共 {0,9})?\d{1,4}(?: {0,9}页)?)?[-—–·\s]{0,20}"
)
_EDGE = 2
"""Lines at the head and at the foot of a page that may be running ones."""
_FEWEST_PAGES = 3
_CHINESE = re.compile(r"[一-龥]")
_MOST_PAGES = 3_000
_SLACK = 3
"""Characters that a row may fall short of the edge: marks and Latin words are not parted."""
_SCANNED = 20
"""Chinese characters a page below which it is a picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed, with its left and right edge and the size of its characters."""

    text: str
    left: float
    right: float
    size: float


def read(data: bytes, name: str, *, ocr: bool = False) -> Extracted:
    """Return the text of a PDF; with ``ocr`` that of pages which are pictures.

    Raises:
        SourceError: It is protected, or its pages are pictures and are not to be recognised.
    """
    import pypdfium2  # noqa: PLC0415 (loaded where it is needed)

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise SourceError(f"{name}: damaged or protected PDF; save it anew") from error
    try:
        if len(document) > _MOST_PAGES:
            raise SourceError(f"{name}: more than {_MOST_PAGES} pages; split it first")
        pages = [list(_page_lines(document[number])) for number in range(len(document))]
        text = _text_of(pages)
        if len(_CHINESE.findall(text)) < _SCANNED * len(pages):
            if not ocr:
                raise SourceError(f"{name}: pages without text, a scan; read it with --ocr")
            text = _text_of(list(_recognised(document, pages, name)))
    finally:
        document.close()
    return Extracted(text=text)


def _text_of(pages: list[list[Line]]) -> str:
    return "".join(f"{line}\n" for line in join_lines(_without_running(pages)))


def _recognised(document: Any, pages: Sequence[list[Line]], name: str) -> Iterator[list[Line]]:
    """Yield the lines of each page, recognised where the page is a picture."""
    from extract.formats.recognition import DOTS, check_recognition, lines_of  # noqa: PLC0415

    check_recognition(name)
    for number, lines in enumerate(pages):
        if sum(len(_CHINESE.findall(line.text)) for line in lines) >= _SCANNED:
            yield lines
            continue
        picture = document[number].render(scale=DOTS / 72, grayscale=True).to_pil()
        yield [Line(*line) for line in lines_of(picture, name)]


def _page_lines(page: Any) -> Iterator[Line]:
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    last = textpage.count_chars() - 1
    start = 0
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        shown = line.strip("\x00\ufffe\uffff \u3000")
        if shown:
            begin = start + line.index(shown[0])
            left, bottom, _, top = textpage.get_charbox(min(begin, last), loose=True)
            end = start + len(line.rstrip("\ufffe\uffff \u3000")) - 1
            right = textpage.get_charbox(min(max(begin, end), last), loose=True)[2]
            yield Line(line.replace("\ufffe", "").strip("\x00\uffff"), left, right, top - bottom)
        start += len(raw) + 1
    textpage.close()
    page.close()


def running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the lines, figures apart, at the edges of at least half of three or more pages."""
    if len(pages) < _FEWEST_PAGES:
        return frozenset()
    found = Counter(
        key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])}
    )
    return frozenset(key for key, count in found.items() if count >= len(pages) / 2)


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", "".join(line.split()))


def _without_running(pages: list[list[Line]]) -> list[list[Line]]:
    """Return the pages without the lines that the printer put at their edges."""
    repeated = running([[line.text for line in page] for page in pages])
    kept = []
    for page in pages:
        edges = {*range(_EDGE), *range(len(page) - _EDGE, len(page))}
        kept.append(
            [
                line
                for number, line in enumerate(page)
                if number not in edges
                or not (_key(line.text) in repeated or _NUMBER.fullmatch(line.text.strip()))
            ]
        )
    return kept


def join_lines(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Yield paragraphs: a line that fills its row goes on in the next one, unless that is indented.

    振⏎兴 at the edge of a row, or of a page, is 振兴 again.
    """
    lines = [line for page in pages for line in page]
    if not lines:
        return
    left = min(line.left for line in lines)
    right = max(line.right for line in lines)
    size = median(line.size for line in lines)
    paragraph = ""
    before: Line | None = None
    for line in lines:
        full = before is not None and before.right >= right - _SLACK * size
        if before is not None and full and line.left <= left + 0.9 * size:
            joint = " " if _is_latin(paragraph[-1:]) and _is_latin(line.text[:1]) else ""
            paragraph = paragraph.rstrip() + joint + line.text.lstrip()
        else:
            if before is not None:
                yield paragraph.strip()
            paragraph = line.text
        before = line
    yield paragraph.strip()


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
