"""Make the text that rules run on, with a map back to the text that was read.

Width and, in traditional texts, characters are folded one for one; white space, Markdown marks,
page numbers and line breaks inside a paragraph are left out. A title that a page break cuts in
two, 《关⏎⏎于建立…的意见》, is whole again, and its evidence still points at both halves.
"""

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from extract.characters import at_or_after, places_of_any
from extract.wrapping import PARAGRAPHS, Wrapping, wrapping_of
from ontology.traditional import MANY, all_traditional_forms, simplified

__all__ = ["CleanText", "clean"]

_FOLDED = (
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("‘「『", "“")
    | dict.fromkeys("’」』", "”")
    | dict.fromkeys("–―─", "—")
    | dict.fromkeys("\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff\t\u000b\u000c", " ")
    | {
        "﹒": ".",
        "∶": ":",
        "～": "~",
        "•": "·",
        "・": "·",
        "〇": "零",
        "\u2028": "\n",
        "\x85": "\n",
    }
)
_PREFIXES: Final = frozenset(" #>*+-")
_PREFIX: Final = re.compile(r" *(?:(#{1,6}) +|> *|[*+-] +)?")
_PAGE_NUMBER: Final = re.compile(
    r"(?:[-—]{1,20} {0,9}\d{1,4} {0,9}[-—]{1,20}|第 {0,9}\d{1,4} {0,9}页.{0,10}|\d{1,3})$"
)
_LONGEST_NUMBER: Final = 62
_LABEL: Final = re.compile(r"[一-龥]{2,5}:")
_LONGEST_LABEL: Final = 6
_OPENING: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]+[章节部条]"
    r"|\d{1,2}[.、](?!\d)|\(\d{1,2}\)|[①-⑳]|【"
)
_COMPLETE: Final = frozenset("。!?;:…】")
_WRAPPED: Final = 12
"""Characters below which a line without a full stop is a heading, not a cut paragraph."""
_HEADING: Final = 45
"""Characters up to which a numbered line is a heading."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """A clean text and where each of its characters stands in the original."""

    original: str
    text: str
    headings: frozenset[int]
    """Offsets in ``text`` at which a line begins that Markdown marks as a heading."""
    _clean_starts: tuple[int, ...]
    _original_starts: tuple[int, ...]
    traditional: bool = False
    """Whether its characters were simplified."""
    forms: frozenset[str] = frozenset()
    """Traditional characters that it may hold, in a name perhaps."""

    def pieces(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return where the stretches begin that were kept whole, here and in the original."""
        return self._clean_starts, self._original_starts

    def original_offset(self, offset: int) -> int:
        """Return where the character at ``offset`` of the clean text stands in the original."""
        piece = bisect_right(self._clean_starts, offset) - 1
        return self._original_starts[piece] + offset - self._clean_starts[piece]

    def original_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that ``text[start:end]`` was made from."""
        starts, origins = self._clean_starts, self._original_starts
        first = bisect_right(starts, start) - 1
        last = first
        if first + 1 < len(starts) and starts[first + 1] < end:
            last = bisect_right(starts, end - 1, first + 1) - 1
        return origins[first] + start - starts[first], origins[last] + end - starts[last]


@dataclass(init=False, slots=True)
class _Line:
    start: int
    end: int
    heading: bool
    row: int
    """Characters of the whole row."""
    indented: bool

    def __init__(self, start: int, end: int, row: int, *, heading: bool, indented: bool) -> None:
        self.start = start
        self.end = end
        self.row = row
        self.heading = heading
        self.indented = indented


def clean(original: str, begin: int = 0) -> CleanText:
    """Return the clean text of a report, which may begin behind its front matter.

    ``2021 年，推行“双随机、一公开” 监管`` becomes ``2021年,推行“双随机、一公开”监管``.
    """
    characters = _unusual(original)
    folded = _fold(original, characters)
    forms = all_traditional_forms() & characters
    traditional = len(forms) >= MANY
    if traditional:
        folded = simplified(folded)
    starts: list[int] = []
    origins: list[int] = []
    parts: list[str] = []
    headings: set[int] = set()
    length = 0
    previous: _Line | None = None
    wrapping = wrapping_of(original[begin:].splitlines())
    noises = _noises(folded, begin)
    noise_starts = [start for start, _ in noises]
    for line in _lines(folded, begin):
        if previous is not None and not _continues(folded, previous, line, _tail(parts), wrapping):
            starts.append(length)
            origins.append(previous.end)
            parts.append("\n")
            length += 1
        if line.heading:
            headings.add(length)
        for start, end in _kept(folded, line, noises, noise_starts):
            starts.append(length)
            origins.append(start)
            parts.append(folded[start:end])
            length += end - start
        previous = line
    text = "".join(parts)
    if traditional:
        forms = all_traditional_forms() & set(text)
    return CleanText(
        original,
        text,
        frozenset(headings),
        tuple(starts) or (0,),
        tuple(origins) or (0,),
        traditional,
        forms,
    )


@cache
def _marked() -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return a table by code point that marks what is folded, and the traditional characters."""
    table = np.zeros(sys.maxunicode + 1, dtype=np.bool_)
    table[[ord(character) for character in (*_FOLDED, *all_traditional_forms())]] = True
    return table


def _unusual(text: str) -> set[str]:
    """Return the characters of a text that are folded, and the traditional ones."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    found = np.unique(codes[_marked().take(codes)])
    return set(map(chr, found.tolist()))


def _fold(text: str, characters: set[str]) -> str:
    for character in sorted(_FOLDED.keys() & characters):
        text = text.replace(character, _FOLDED[character])
    if '"' in text:
        halves = text.split('"')
        text = halves[0] + "".join(
            ("“" if number % 2 else "”") + half for number, half in enumerate(halves[1:], 1)
        )
    return text


def _lines(text: str, begin: int) -> list[_Line]:
    found: list[_Line] = []
    rows = text.replace("\r", "\n")
    while begin < len(rows):
        end = rows.find("\n", begin)
        if end < 0:
            end = len(rows)
        line = _line(text, begin, end) if end > begin else None
        if line is not None:
            found.append(line)
        begin = end + 1
    return found


def _line(text: str, begin: int, stop: int) -> _Line | None:
    """Return what a row holds, nothing if that is a page number."""
    prefix = _PREFIX.match(text, begin, stop) if text[begin] in _PREFIXES else None
    start, end = prefix.end() if prefix else begin, stop
    while end > start and text[end - 1] in " *":
        end -= 1
    while start < end and text[start] in " *":
        start += 1
    kept = text[start:end]
    if not kept or _is_number(kept) or _is_number(text[begin:stop].strip()):
        return None
    return _Line(
        start,
        end,
        stop - begin,
        heading=prefix is not None and prefix[1] is not None,
        indented=text.startswith("  ", begin),
    )


def _is_number(row: str) -> bool:
    return len(row) <= _LONGEST_NUMBER and _PAGE_NUMBER.match(row) is not None


def _kept(
    text: str, line: _Line, noises: list[tuple[int, int]], starts: list[int]
) -> list[tuple[int, int]]:
    """Return the stretches of a line without blanks (but those between Latin words) and marks."""
    found: list[tuple[int, int]] = []
    begin = line.start
    for index in range(at_or_after(starts, line.start), at_or_after(starts, line.end)):
        start, end = noises[index]
        if text[start] == " " and start > line.start and _parts_words(text, start, end):
            start += 1
        if start > begin:
            found.append((begin, start))
        begin = end
    if line.end > begin:
        found.append((begin, line.end))
    return found


def _noises(text: str, begin: int) -> list[tuple[int, int]]:
    """Return the blanks and Markdown marks from an offset on: runs of blanks or of `, **, __."""
    found: list[tuple[int, int]] = []
    places = places_of_any(text, " *_`")
    start = end = begin
    for place in [*places[at_or_after(places, begin) :], len(text)]:
        if place == end > start and place < len(text) and text[place] == text[start]:
            end += 1
            continue
        if end - start > 1 or (end > start and text[start] in " `"):
            found.append((start, end))
        start, end = place, place + 1
    return found


def _parts_words(text: str, start: int, end: int) -> bool:
    """Tell whether a blank stands between two Latin words, two numbers or before 来源:."""
    if ":" in text[end : end + _LONGEST_LABEL] and _LABEL.match(text, end):
        return True
    before, after = text[start - 1], text[end : end + 1]
    if not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()):
        return False
    return before.isdigit() == after.isdigit()


def _tail(parts: list[str]) -> str:
    return "".join(parts[-6:])[-200:]


def _continues(
    text: str, before: _Line, line: _Line, tail: str, wrapping: Wrapping = PARAGRAPHS
) -> bool:
    """Tell whether a line goes on with the paragraph before it, cut by a page or a scanner."""
    if tail.rfind("《") > tail.rfind("》") or tail.rfind("“") > tail.rfind("”"):
        return not line.heading
    if before.heading or line.heading:
        return False
    if wrapping.width:
        return wrapping.is_full(before.row) and not _begins(text, before, line, wrapping)
    return _is_cut(text, before, line)


def _begins(text: str, before: _Line, line: _Line, wrapping: Wrapping) -> bool:
    """Tell whether a row begins a paragraph: by its indent, else as far as its words tell."""
    if wrapping.indented:
        return line.indented
    return text[before.end - 1] in _COMPLETE or bool(_OPENING.match(text, line.start))


def _is_cut(text: str, before: _Line, line: _Line) -> bool:
    """Tell whether a paragraph that should stand on a line goes on in the next one."""
    if text[before.end - 1] in _COMPLETE:
        return False
    if before.end - before.start < _WRAPPED or _OPENING.match(text, line.start):
        return False
    if _OPENING.match(text, before.start) and before.end - before.start <= _HEADING:
        return False
    return any(mark in text[before.start : before.end] for mark in "。,、")
