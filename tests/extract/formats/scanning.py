"""Print a text as pictures of pages, as a scanner gives them: PDF without a text layer, PNG."""

import io
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

__all__ = ["find_font", "scan_pages", "scan_pdf", "scan_png"]

_DOTS = 150
_WIDTH, _HEIGHT = 1240, 1754
"""A4 at 150 dots an inch."""
_ROW, _ROWS, _SIZE = 32, 36, 31
"""Characters in a row, rows on a page, dots of a character: 15 points."""
_USUAL = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
)


def find_font() -> str | None:
    """Return the file of a font with Chinese characters, if there is one."""
    found = [path for path in _USUAL if Path(path).exists()]
    program = shutil.which("fc-list")
    if not found and program:
        said = subprocess.run(
            [program, ":lang=zh", "file"], capture_output=True, text=True, check=False
        )
        found = sorted(line.partition(":")[0] for line in said.stdout.splitlines())
    return found[0] if found else None


def scan_pages(paragraphs: Sequence[str], *, grain: bool = True) -> list[Image.Image]:
    """Return pictures of pages; with ``grain`` a little blurred, turned and spotted."""
    file = find_font()
    assert file
    font = ImageFont.truetype(file, _SIZE)
    rows = [row for paragraph in paragraphs for row in _rows(paragraph)]
    pages = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)]
    return [_page(page, number, font, grain=grain) for number, page in enumerate(pages, 1)]


def scan_pdf(paragraphs: Sequence[str], *, grain: bool = True) -> bytes:
    """Return a PDF of pictures."""
    first, *others = scan_pages(paragraphs, grain=grain)
    data = io.BytesIO()
    first.save(data, "PDF", resolution=_DOTS, save_all=True, append_images=others)
    return data.getvalue()


def scan_png(paragraphs: Sequence[str]) -> bytes:
    """Return a picture of the first page."""
    data = io.BytesIO()
    scan_pages(paragraphs)[0].save(data, "PNG")
    return data.getvalue()


def _rows(paragraph: str) -> Iterator[tuple[int, str]]:
    yield 2, paragraph[: _ROW - 2]
    for at in range(_ROW - 2, len(paragraph), _ROW):
        yield 0, paragraph[at : at + _ROW]


def _page(
    rows: Sequence[tuple[int, str]], number: int, font: ImageFont.FreeTypeFont, *, grain: bool
) -> Image.Image:
    page = Image.new("L", (_WIDTH, _HEIGHT), 255)
    pen = ImageDraw.Draw(page)
    for at, (indent, text) in enumerate(rows):
        for place, char in enumerate(text):
            pen.text((110 + _SIZE * (indent + place), 120 + 43 * at), char, font=font, fill=20)
    pen.text((_WIDTH // 2 - 40, _HEIGHT - 80), f"- {number} -", font=font, fill=20)
    if not grain:
        return page
    chance = random.Random(number)  # noqa: S311 (the same page at every run)
    for _ in range(200):
        pen.point((chance.randrange(_WIDTH), chance.randrange(_HEIGHT)), fill=90)
    turned = page.rotate(0.4, fillcolor=255, resample=Image.Resampling.BICUBIC)
    return turned.filter(ImageFilter.GaussianBlur(0.6))
