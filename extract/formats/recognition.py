"""Recognise pages that are pictures, by tesseract with its simplified Chinese."""

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from statistics import median
from typing import Any

from extract.formats.extracted import SourceError

__all__ = ["DOTS", "check_recognition", "is_ready", "lines_of"]

DOTS = 200
"""Dots an inch at which pages are drawn; 300 were measured to be no better, and slower."""
_LANGUAGE = "chi_sim"
_SECONDS = 300
"""For one page; a clean one takes a few."""
_SURE = 20
"""Per cent below which a recognised word is a blot."""
_TELLING = re.compile(r"[一-龥\d]")
"""A line without a Chinese character or figure is an edge, a stamp, a blot."""
_PROGRAMS = "apt-get install tesseract-ocr tesseract-ocr-chi-sim"

Printed = tuple[str, float, float, float]
"""Text, left and right edge, height of a line."""


def check_recognition(name: str) -> None:
    """Refuse to go on where nothing can recognise Chinese.

    Raises:
        SourceError: tesseract, its Chinese data or the Python library is missing.
    """
    if shutil.which("tesseract") is None:
        raise SourceError(f"{name}: --ocr needs tesseract; {_PROGRAMS}")
    try:
        import pytesseract  # noqa: F401, PLC0415 (an extra)
        from PIL import Image  # noqa: F401, PLC0415 (an extra)
    except ImportError as error:
        raise SourceError(
            f"{name}: --ocr needs pytesseract and pillow; pip install 'fazhi-kg[ocr]'"
        ) from error
    if _LANGUAGE not in _languages():
        raise SourceError(f"{name}: tesseract has no simplified Chinese; {_PROGRAMS}")


def is_ready() -> bool:
    """Tell whether pages can be recognised here."""
    try:
        check_recognition("")
    except SourceError:
        return False
    return True


@cache
def _languages() -> frozenset[str]:
    import pytesseract  # noqa: PLC0415

    return frozenset(pytesseract.get_languages())


def lines_of(picture: Any, name: str) -> Iterator[Printed]:
    """Yield the lines of a page from top to bottom as tesseract reads them.

    Raises:
        SourceError: tesseract fails, or takes longer than anybody would wait.
    """
    import pytesseract  # noqa: PLC0415

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads wait for one another: 3 × slower
    try:
        found = pytesseract.image_to_data(
            picture,
            lang=_LANGUAGE,
            config="--psm 6 -c preserve_interword_spaces=0",
            timeout=_SECONDS,
            output_type=pytesseract.Output.DICT,
        )
    except (pytesseract.TesseractError, RuntimeError) as error:
        what = " ".join(str(error).split())[:120]
        raise SourceError(f"{name}: tesseract could not read it ({what})") from error
    rows: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for at, word in enumerate(found["text"]):
        if word.strip() and float(found["conf"][at]) >= _SURE:
            rows[tuple(found[key][at] for key in ("block_num", "par_num", "line_num"))].append(at)
    lines = (_line(found, row) for row in rows.values())
    yield from (line for line in lines if _TELLING.search(line[0]))


def _line(found: dict[str, list[Any]], row: list[int]) -> Printed:
    """Return a line: words of Chinese stand without blanks, Latin ones apart."""
    text = ""
    for at in row:
        word = found["text"][at].strip()
        latin = text[-1:].isascii() and text[-1:].isalpha() and word[0].isascii()
        text += f" {word}" if latin and word[0].isalpha() else word
    left = min(found["left"][at] for at in row)
    right = max(found["left"][at] + found["width"][at] for at in row)
    return text, left, right, median(found["height"][at] for at in row)
