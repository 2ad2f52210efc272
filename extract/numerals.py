"""Find numbers that count something: value, unit, and how exact they are."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from extract.characters import Characters
from extract.edges import Edges
from extract.facts import Qualifier
from ontology.schemes import Concept, load_scheme

__all__ = ["Numeral", "chinese_value", "cue_words", "find_numerals"]

_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final[dict[str | None, int]] = {"万": 10**4, "亿": 10**8}
_TIMES: Final[dict[str | None, int]] = {
    **_MYRIADS,
    "百": 100,
    "千": 1000,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "万亿": 10**12,
}
_LARGE: Final = ("万亿", "千万", "百万", "十万", "亿", "万", "千", "百")
_DIGIT: Final = Characters("0123456789")
_NUMBER: Final = Characters("0123456789,.")
_SPELT: Final = Characters("一二三四五六七八九十百千万两")
_FIGURE: Final = Characters("0123456789一二三四五六七八九十百千万两")
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


@cache
def cue_words(scope: str) -> tuple[str, ...]:
    """Return the cues of figures with this scope, the longest first."""
    words = {label for cue in _cues(scope) for label in cue.labels}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _cues(scope: str) -> list[Concept]:
    return [cue for cue in load_scheme("figure-cues") if cue.values("scope") == (scope,)]


def _union(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


@cache
def _units() -> tuple[str, ...]:
    return tuple(label for unit in load_scheme("units") for label in unit.labels)


@cache
def _unit_pattern() -> str:
    """Return the pattern of a unit that no other word begins with: 部 but not 部门."""
    followers: dict[str, list[str]] = {}
    for unit in load_scheme("units"):
        for label in unit.labels:
            others = [
                word[len(label) :] for word in unit.values("notLabel") if word.startswith(label)
            ]
            followers[label] = sorted(others)
    ordered = sorted(followers, key=lambda label: (-len(label), label))
    return "|".join(
        re.escape(label) + (f"(?!{_union(tuple(followers[label]))})" if followers[label] else "")
        for label in ordered
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of numbers with their units, of Arabic and of Chinese figures."""
    more = _union(cue_words("inside"))
    unit = _unit_pattern()
    times = "|".join(_LARGE)
    arabic = (
        r"(?P<number>[0-9](?<![0-9.*+×xX第〔].)(?>[0-9]{0,2}(?:,[0-9]{3}){1,9}(?![0-9])|[0-9]{0,20}(?:\.[0-9]{1,20})?))"
        rf"(?P<more>{more})?(?P<times>{times})?(?P<more2>{more})?(?P<unit>{unit})"
    )
    chinese = (
        r"(?P<number>[一二三四五六七八九十百千万两](?<![第零一二三四五六七八九十百千万两几数多0-9].))"
        r"(?:(?<=百)分之(?P<rate>[零一二三四五六七八九十百]{1,9}(?:点[零一二三四五六七八九]{1,9})?)"
        rf"|(?P<rest>[一二三四五六七八九十百千万]{{0,5}})(?P<more>{more})?(?P<unit>{unit}))"
    )
    return re.compile(arabic), re.compile(chinese)


_Told = tuple[int, int, Qualifier | None]
"""Where the cues around a number begin and end, and what they say."""


class _Exactness:
    """The cues of exactness by the place where they stand."""

    def __init__(self) -> None:
        """Read the cues."""
        self._ahead = _meanings("ahead")
        self._any_ahead = re.compile(_union(tuple(self._ahead)))
        self._before = _meanings("before") | self._ahead
        self._after = _meanings("after")
        self._inside = _meanings("inside")
        self._before_edges = Edges(self._before)
        self._after_edges = Edges(self._after)
        self._others = tuple(word for cue in _cues("before") for word in cue.values("notLabel"))
        """Words that end in a cue and are none: 节约1800万元."""
        self._never = tuple(word for cue in _cues("ahead") for word in cue.values("notLabel"))
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
        if not self._any_ahead.search(text, max(0, start - _AHEAD), start):
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

    def of(self, text: str, start: int, inside: str | None, end: int) -> _Told:
        """Return what the words before, inside and after a number say of it."""
        words, told = self.told(text, start)
        after, follows = self.follows(text, end)
        said = told or (self._inside[inside] if inside else follows)
        return words, after, said or self.foretold(text, start)


def _meanings(scope: str) -> dict[str, Qualifier]:
    return {
        label: Qualifier(cue.values("qualifier")[0].rsplit("/", 1)[-1])
        for cue in _cues(scope)
        for label in cue.labels
    }


@cache
def _exactness() -> _Exactness:
    return _Exactness()


@cache
def _follows() -> Characters:
    """Return what may stand behind the figures of a number that counts, and few others have."""
    words = (*cue_words("inside"), *_LARGE, *_units(), "分之")
    unspelt = (word.lstrip("一二三四五六七八九十百千万两") for word in words)
    return Characters(word[0] for word in (*words, *unspelt) if word)


def find_numerals(text: str) -> list[Numeral]:
    """Return the numbers that count, in reading order; years, ordinals and list numbers do not.

    培训1100余人 counts 1100 persons; 2021年, 第27位, 12345热线 count nothing.
    """
    follows, size = _follows(), len(text)
    found: list[Numeral] = []
    arabic_end = chinese_end = 0
    start = _FIGURE.first(text, 0, size)
    while start >= 0:
        if _DIGIT.at(text, start):
            stop = _behind(text, start, _DIGIT)
            if start >= arabic_end and follows.at(text, _behind(text, start, _NUMBER)):
                arabic_end = _arabic(text, start, found)
        else:
            stop = _behind(text, start, _SPELT)
            if start >= chinese_end and follows.at(text, stop):
                chinese_end = _chinese(text, start, found)
        start = _FIGURE.first(text, stop, size)
    return found


def _behind(text: str, start: int, characters: Characters) -> int:
    """Return where a run of characters ends."""
    while characters.at(text, start):
        start += 1
    return start


def _arabic(text: str, start: int, found: list[Numeral]) -> int:
    """Add the number in Arabic figures that begins at a place; return where it ends."""
    match = _patterns()[0].match(text, start)
    if match is None:
        return start
    found.append(_read(text, match, _arabic_value(match), match["more"] or match["more2"]))
    return match.end()


def _chinese(text: str, start: int, found: list[Numeral]) -> int:
    """Add the number in Chinese figures that begins at a place; return where it ends."""
    match = _patterns()[1].match(text, start)
    if match is None:
        return start
    if match["rate"] or _counts(text, match):
        found.append(_read(text, match, _spelt_value(match), match["more"]))
    return match.end()


def _arabic_value(match: re.Match[str]) -> Decimal:
    number, times = match["number"].replace(",", ""), _TIMES.get(match["times"], 1)
    if "." not in number:
        return Decimal(int(number) * times)
    value = Decimal(number) * times
    return value.normalize() if value % 1 else value.quantize(Decimal(1))


def _spelt_value(match: re.Match[str]) -> Decimal:
    if match["rate"]:
        whole, _, part = match["rate"].partition("点")
        digits = "".join(str(_DIGITS[character]) for character in part)
        return Decimal(f"{chinese_value(whole)}.{digits}" if digits else chinese_value(whole))
    return Decimal(chinese_value(match["number"] + match["rest"]))


def _read(text: str, match: re.Match[str], value: Decimal, inside: str | None) -> Numeral:
    start, end = match.span()
    words, after, qualifier = _exactness().of(text, start, inside, end)
    return Numeral(
        start=start,
        end=end,
        value=value,
        unit=match["unit"] or "%",
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
