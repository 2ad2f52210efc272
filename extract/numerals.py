"""Find numbers that count something: value, unit, and how exact they are."""

import re
import sys
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

import numpy as np

from extract.characters import Characters
from extract.edges import Edges
from extract.facts import Qualifier
from extract.units import LARGE, cue_words, cues, read_counted, unit_words

__all__ = ["Numeral", "chinese_value", "find_numerals"]

_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}
_TIMES: Final = {
    "": 1,
    "万": 10**4,
    "亿": 10**8,
    "百": 100,
    "千": 1000,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "万亿": 10**12,
}
_DIGIT: Final = Characters("0123456789")
_NUMBER: Final = Characters("0123456789,.")
_SPELT: Final = Characters("一二三四五六七八九十百千万两")
_FIGURE: Final = "0123456789一二三四五六七八九十百千万两"
_NO_NUMBER: Final = Characters("0123456789.*+×xX第〔")
"""What stands before figures that count nothing."""
_FIGURES: Final = 21
_GROUP, _GROUPS = 3, 10
"""Figures between commas, and how many such groups a number has at most."""
_ROUND: Final = frozenset("百千万")
_ENDS: Final = frozenset(",;。!?、:\n)")
_AHEAD: Final = 8
"""Characters before a number within which 至少 still speaks of it."""


@dataclass(init=False, slots=True)
class Numeral:
    """A number with its unit, ``text[start:end]``: 1100余人 is 1100, 人, over."""

    start: int
    end: int
    value: Decimal
    unit: str
    qualifier: Qualifier | None
    words: int
    """Where the qualifier before the number begins, else ``start``."""
    after: int
    """Where the qualifier after the unit ends, else ``end``."""

    def __init__(
        self,
        *,
        start: int,
        end: int,
        value: Decimal,
        unit: str,
        qualifier: Qualifier | None,
        words: int,
        after: int,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.value = value
        self.unit = unit
        self.qualifier = qualifier
        self.words = words
        self.after = after


def chinese_value(numeral: str) -> int:
    """Return the value of a Chinese numeral: 两百三十五 is 235, 一万二千 is 12000."""
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit


def _union(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


@cache
def _spelt() -> re.Pattern[str]:
    """Return the pattern of numbers in Chinese figures with their units."""
    more = _union(cue_words("inside"))
    unit = "|".join(
        re.escape(label)
        + (f"(?!{_union(tuple(word[len(label) :] for word in others))})" * bool(others))
        for label, others in unit_words().items()
    )
    return re.compile(
        r"(?P<number>[一二三四五六七八九十百千万两](?<![第零一二三四五六七八九十百千万两几数多0-9].))"
        r"(?:(?<=百)分之(?P<rate>[零一二三四五六七八九十百]{1,9}(?:点[零一二三四五六七八九]{1,9})?)"
        rf"|(?P<rest>[一二三四五六七八九十百千万]{{0,5}})(?P<more>{more})?(?P<unit>{unit}))"
    )


_Told = tuple[int, int, Qualifier | None]
"""Where the cues around a number begin and end, and what they say."""


class _Exactness:
    """The cues of exactness by the place where they stand."""

    def __init__(self) -> None:
        """Read the cues."""
        self._ahead = _meanings("ahead")
        self._ahead_openings = Characters(word[0] for word in self._ahead)
        self._before = _meanings("before") | self._ahead
        self._after = _meanings("after")
        self._inside = _meanings("inside")
        self._before_edges = Edges(self._before)
        self._after_edges = Edges(self._after)
        self._others = tuple(word for cue in cues("before") for word in cue.values("notLabel"))
        """Words that end in a cue and are none: 节约1800万元."""
        self._never = tuple(word for cue in cues("ahead") for word in cue.values("notLabel"))
        """Words that open with a cue and are none: 最多跑一次."""

    def told(self, text: str, start: int) -> tuple[int, Qualifier | None]:
        """Return where the cue before a number begins, and what it says."""
        last = text[start - 1] if start else ""
        end = start - 1 if last == "了" else start
        word = self._before_edges.ending(text, 0, end)
        if word and not text.endswith(self._others, 0, end):
            return end - len(word), self._before[word]
        if last == "上" and text[start] in _ROUND:
            return start - 1, Qualifier.OVER
        return start, None

    def foretold(self, text: str, start: int) -> Qualifier | None:
        """Return what a cue with a verb after it says: 至少举办一期."""
        if not self._ahead_openings.within(text, max(0, start - _AHEAD), start):
            return None
        for word, qualifier in self._ahead.items():
            at = text.rfind(word, max(0, start - _AHEAD), start)
            if at >= 0 and not text.startswith(self._never, at):
                return None if any(mark in text[at:start] for mark in _ENDS) else qualifier
        return None

    def follows(self, text: str, end: int) -> tuple[int, Qualifier | None]:
        """Return where the cue after a unit ends, and what it says."""
        word = self._after_edges.opening(text, end, len(text))
        return (end + len(word), self._after[word]) if word else (end, None)

    def of(self, text: str, start: int, inside: str, end: int) -> _Told:
        """Return what the words before, inside and after a number say of it."""
        words, told = self.told(text, start)
        after, follows = self.follows(text, end)
        said = told or (self._inside[inside] if inside else follows)
        return words, after, said or self.foretold(text, start)


def _meanings(scope: str) -> dict[str, Qualifier]:
    return {
        label: Qualifier(cue.values("qualifier")[0].rsplit("/", 1)[-1])
        for cue in cues(scope)
        for label in cue.labels
    }


@cache
def _exactness() -> _Exactness:
    return _Exactness()


@cache
def _follows() -> Characters:
    """Return what may stand behind the figures of a number that counts, and few others have."""
    words = (*cue_words("inside"), *LARGE, *unit_words(), "分之")
    unspelt = (word.lstrip("一二三四五六七八九十百千万两") for word in words)
    return Characters(word[0] for word in (*words, *unspelt) if word)


def find_numerals(text: str) -> list[Numeral]:
    """Return the numbers that count, in reading order; years, ordinals and list numbers do not.

    培训1100余人 counts 1100 persons; 2021年, 第27位, 12345热线 count nothing.
    """
    follows = _follows()
    found: list[Numeral] = []
    stop = arabic_end = chinese_end = 0
    for start in _figures(text):
        if start < stop:
            continue
        if _DIGIT.at(text, start):
            stop = _behind(text, start, _DIGIT)
            if start >= arabic_end and follows.at(text, _behind(text, start, _NUMBER)):
                arabic_end = _arabic(text, start, found)
        else:
            stop = _behind(text, start, _SPELT)
            if start >= chinese_end and follows.at(text, stop):
                chinese_end = _chinese(text, start, found)
    return found


@cache
def _table() -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return a table by code point that marks the figures."""
    table = np.zeros(sys.maxunicode + 1, dtype=np.bool_)
    table[[ord(figure) for figure in _FIGURE]] = True
    return table


def _figures(text: str) -> list[int]:
    """Return where all figures stand, by a table in a third of the time of a look at each."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    places: list[int] = np.flatnonzero(_table().take(codes)).tolist()
    return places


def _behind(text: str, start: int, characters: Characters) -> int:
    """Return where a run of characters ends."""
    while characters.at(text, start):
        start += 1
    return start


def _arabic(text: str, start: int, found: list[Numeral]) -> int:
    """Add the number in Arabic figures that begins at a place; return where it ends."""
    if start and _NO_NUMBER.at(text, start - 1):
        return start
    stop = _behind(text, start, _NUMBER)
    counted = read_counted(text, stop)
    value = _arabic_value(text[start:stop], counted.times) if counted else None
    if counted is None or value is None:
        return start
    found.append(_numeral(text, (start, counted.end), value, counted.unit, counted.inside))
    return counted.end


def _chinese(text: str, start: int, found: list[Numeral]) -> int:
    """Add the number in Chinese figures that begins at a place; return where it ends."""
    match = _spelt().match(text, start)
    if match is None:
        return start
    if match["rate"] or _counts(text, match):
        value, unit = _spelt_value(match), match["unit"] or "%"
        found.append(_numeral(text, match.span(), value, unit, match["more"] or ""))
    return match.end()


def _arabic_value(figures: str, times: str) -> Decimal | None:
    """Return the value of figures, none if they are no number: 1,250 万, but not 1,25."""
    if "," in figures:
        groups = figures.split(",")
        if len(groups) > _GROUPS or len(groups[0]) > _GROUP or "." in figures:
            return None
        if any(len(group) != _GROUP for group in groups[1:]):
            return None
        return Decimal(int("".join(groups)) * _TIMES[times])
    if "." not in figures:
        return Decimal(int(figures) * _TIMES[times]) if len(figures) <= _FIGURES else None
    whole, _, part = figures.partition(".")
    if len(whole) > _FIGURES or not 0 < len(part) < _FIGURES or "." in part:
        return None
    value = Decimal(figures) * _TIMES[times]
    return value.normalize() if value % 1 else value.quantize(Decimal(1))


def _spelt_value(match: re.Match[str]) -> Decimal:
    if match["rate"]:
        whole, _, part = match["rate"].partition("点")
        digits = "".join(str(_DIGITS[character]) for character in part)
        return Decimal(f"{chinese_value(whole)}.{digits}" if digits else chinese_value(whole))
    return Decimal(chinese_value(match["number"] + match["rest"]))


def _numeral(
    text: str, stretch: tuple[int, int], value: Decimal, unit: str, inside: str
) -> Numeral:
    start, end = stretch
    words, after, qualifier = _exactness().of(text, start, inside, end)
    return Numeral(
        start=start,
        end=end,
        value=value,
        unit=unit,
        qualifier=qualifier,
        words=words,
        after=after,
    )


@cache
def _counting() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    return (
        frozenset(cue_words("counted")),
        re.compile(_union(cue_words("idiom"))),
        re.compile(r"(?:工程|项目|建设|规划|改造|试点)"),
    )


def _counts(text: str, match: re.Match[str]) -> bool:
    """Tell whether a Chinese numeral counts: 召开会议两次, 至少一期; not 三项制度, 一期工程.

    It does with a word of exactness, with a classifier of actions, or at the end of a clause.
    """
    actions, idioms, ordinals = _counting()
    start, end = match.span()
    cues = _exactness()
    if text[start - 1 : start] == "届":
        return False
    for found in idioms.finditer(text, max(0, start - 2), end + 2):
        if found.end() >= end:
            return False
    if match["more"] or cues.told(text, start)[1] or cues.foretold(text, start):
        return True
    if match["number"][0] in _ROUND:
        return text[start - 1 : start] == "上"
    if ordinals.match(text, end) or text[start - 1 : start] in _ENDS or start == 0:
        return False
    return match["unit"] in actions or end == len(text) or text[end] in _ENDS
