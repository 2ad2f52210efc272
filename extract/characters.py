"""Look at single characters and short words at places of a text, no string made of any stretch.

Compiled, ``ord(text[at])`` is read in place: a look at a character costs a tenth of
``text[at] in characters``, which makes a string and hashes it. A variable of type ``i64`` is then
a number of the machine; annotations of variables in functions are never looked up otherwise.
Interpreted, one call that is written in C is quicker than any loop: each door has both ways, with
the same answer.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mypy_extensions import i64

__all__ = [
    "BLANKS",
    "Characters",
    "at_or_after",
    "closing",
    "enclosed",
    "places_of",
    "stands_at",
    "stands_before",
]

_INTERPRETED: Final = __file__.endswith(".py")
_LONG: Final = 1_000
"""Characters from which the places of marks in a text are remembered."""
_CODES: Final = 0x10000
"""Code points of the basic plane, where all characters lie that are ever looked for."""
BLANKS: Final = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""All that ``\\s`` matches."""


class Characters:
    """Characters of one use, looked for in a text."""

    def __init__(self, characters: Iterable[str]) -> None:
        """Keep a table of them."""
        self._set = frozenset(characters)
        self._pattern = re.compile("|".join(map(re.escape, sorted(self._set))) or "(?!)")
        held = bytearray(_CODES)
        for character in self._set:
            held[ord(character)] = 1
        self._held = bytes(held)

    def at(self, text: str, place: int) -> bool:
        """Tell whether one of them stands at a place; none does at the end of the text."""
        if _INTERPRETED:
            return text[place : place + 1] in self._set
        at: i64 = place
        if at >= len(text):
            return False
        code: i64 = ord(text[at])
        return code < _CODES and self._held[code] != 0

    def first(self, text: str, start: int, end: int) -> int:
        """Return where the first of them stands in a stretch of the text, -1 if none does."""
        if _INTERPRETED:
            match = self._pattern.search(text, start, end)
            return match.start() if match else -1
        held = self._held
        place: i64 = start
        stop: i64 = end
        while place < stop:
            code: i64 = ord(text[place])
            if code < _CODES and held[code] != 0:
                return place
            place += 1
        return -1

    def within(self, text: str, start: int, end: int) -> bool:
        """Tell whether one of them stands in a stretch of the text."""
        return self.first(text, start, end) >= 0


_PARTNERS: Final = {"《": "》", "“": "”", "(": ")", "〔": "〕"}
_ENDS: Final = {
    opening: Characters(opening + partner + "\n") for opening, partner in _PARTNERS.items()
}


def stands_at(text: str, word: str, start: int) -> bool:
    """Tell whether a word stands at a place."""
    if _INTERPRETED:
        return text.startswith(word, start)
    at: i64 = start
    length: i64 = len(word)
    if at + length > len(text):
        return False
    index: i64 = 0
    while index < length:
        if ord(text[at + index]) != ord(word[index]):
            return False
        index += 1
    return True


def stands_before(text: str, word: str, end: int) -> bool:
    """Tell whether a word ends at a place."""
    return end >= len(word) and stands_at(text, word, end - len(word))


def places_of(text: str, word: str) -> list[int]:
    """Return where a word stands in a text, in reading order."""
    places: list[int] = []
    at = text.find(word)
    while at >= 0:
        places.append(at)
        at = text.find(word, at + len(word))
    return places


class _Marks:
    """Where marks stand in the text that was asked for last, which several rules ask for."""

    def __init__(self) -> None:
        self._text = ""
        self._places: dict[str, list[int]] = {}

    def of(self, text: str, mark: str) -> list[int]:
        """Return the places of a mark, not to be changed."""
        if self._text is not text:
            self._text = text
            self._places = {}
        found = self._places.get(mark)
        if found is None:
            found = self._places[mark] = places_of(text, mark)
        return found


_MARKS: Final = _Marks()


def places_of_rare(text: str, word: str) -> list[int]:
    """Return where a word stands whose first character is rare: found by that, times faster."""
    places: list[int] = []
    at = text.find(word[0])
    while at >= 0:
        if stands_at(text, word, at):
            places.append(at)
            at += len(word) - 1
        at = text.find(word[0], at + 1)
    return places


def places_of_any(text: str, marks: str) -> list[int]:
    """Return where any of a few characters stands in a text, in reading order."""
    places: list[int] = []
    for mark in marks:
        places += _MARKS.of(text, mark) if len(text) >= _LONG else places_of(text, mark)
    places.sort()
    return places


def at_or_after(offsets: list[int], offset: int) -> int:
    """Return the index of the first of sorted offsets at a place or behind it.

    Compiled, four times as fast as ``bisect_left``, which compares objects.
    """
    if _INTERPRETED:
        return bisect_left(offsets, offset)
    low: i64 = 0
    high: i64 = len(offsets)
    wanted: i64 = offset
    while low < high:
        middle: i64 = (low + high) >> 1
        here: i64 = offsets[middle]
        if here < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def closing(text: str, start: int, end: int) -> int:
    """Return where the mark stands that closes the one at a place, -1 if none does.

    Another opening mark or the end of the line leaves it open.
    """
    opening = text[start]
    at = _ENDS[opening].first(text, start + 1, end)
    return at if at >= 0 and text[at] == _PARTNERS[opening] else -1


def enclosed(text: str, most: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return the stretches between opening and closing marks, marks included, in reading order.

    Each opening mark comes with the most characters behind it. A pattern that begins with one of
    several marks costs ten times as much.
    """
    found: list[tuple[int, int]] = []
    last = 0
    for start in places_of_any(text, "".join(most)):
        if start >= last:
            end = closing(text, start, min(start + 2 + most[text[start]], len(text)))
            if end > start + 1:
                last = end + 1
                found.append((start, last))
    return found
