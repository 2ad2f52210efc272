"""The places that level words stand for: 市 in a report of 甲县 is its prefecture."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from extract.annotations import Context, PlaceMark
from extract.characters import Characters, at_or_after, stands_before
from extract.facts import Jurisdiction, Level, ReportKind
from extract.townships import own_township
from ontology import iris
from ontology.gazetteer import COUNTRY as COUNTRY_CODE
from ontology.gazetteer import load_gazetteer
from ontology.schemes import load_scheme

__all__ = ["COUNTRY", "Ground", "institution_cues", "level_word"]

COUNTRY: Final = "国家"
"""The level word of the country."""
_LEVEL = r"(?:自治[区州县旗]|街道|[省市县区州旗盟镇乡])"
_LEVELS: Final = re.compile(_LEVEL)
_RUN: Final = re.compile(rf"(?:国家[、和及])?{_LEVEL}(?:[、和及与]?{_LEVEL}){{0,20}}$|国家$")
_OWN: Final = re.compile(
    r"(?:我[省市县区州旗盟镇乡]|我街道?|[本同][省市县区州旗盟镇乡]?级|市本级|县本级|区本级|本[省市县区州旗盟镇乡])$"
)
_OWN_WORDS: Final = Characters("我本同")
_LEVEL_ENDS: Final = Characters("省市县区州旗盟镇乡道家级街\n")
"""What ends a level word, and the end of a line, which is none."""
_BELOW: Final = ("镇", "乡", "街", "街道")
_WINDOW: Final = 10
_SHORTEST: Final = 2
_LOWER: Final = (Level.COUNTY, Level.TOWNSHIP)


def institution_cues(*names: str) -> set[str]:
    """Return the words of some concepts of the cues of institutions."""
    cues = [cue for cue in load_scheme("institution-cues") if cue.name in names]
    return {word for cue in cues for word in cue.alternatives}


@cache
def _not_levels() -> dict[int, set[str]]:
    """Return the words that end like levels and name none, by their length: 城市, 地区."""
    words = institution_cues("not-a-level")
    return {n: {word for word in words if len(word) == n} for n in set(map(len, words))}


def _ends_otherwise(text: str) -> bool:
    """Tell whether a text ends in a word that only looks like a level."""
    return any(text[-length:] in words for length, words in _not_levels().items())


class Ground:
    """The places that level words stand for: 市 in a report of 甲县 is its prefecture."""

    def __init__(self, text: str, context: Context, marks: Sequence[PlaceMark]) -> None:
        """Read the reporting place, its parents and the places named in the text."""
        self._text = text
        self.own = context.jurisdiction
        self.country = next(
            (place for place in (self.own, *context.chain) if place.level is Level.COUNTRY),
            _country(),
        )
        self.township = own_township(text, context, marks)
        line = [one for one in (self.own, *context.chain) if one.level is not Level.COUNTRY]
        self._levels: dict[str, Jurisdiction] = {}
        for place in (*((self.township,) if self.township else ()), *line):
            self._levels.setdefault(level_word(place), place)
        by_end = {mark.end: mark for mark in marks}
        self._ends = sorted(by_end)
        self._ending = [by_end[end] for end in self._ends]
        report = context.kind in (ReportKind.ANNUAL_REPORT, ReportKind.WORK_PLAN)
        self._stop = "。" if report else "\n"
        self._named = [mark for mark in marks if mark.place.level in _LOWER]
        short = {name: place for place in reversed(line) for name in _short_names(place)}
        self._short = list(short.items())

    def level(self, word: str) -> Jurisdiction | None:
        """Return the place that a level word stands for."""
        if word == COUNTRY:
            return self.country
        return self._levels.get(word if word == "自治区" else word[-1] if word != "街道" else word)

    def level_at(self, word: str, at: int) -> Jurisdiction | None:
        """Return the place of a level word where it stands, also one named shortly before.

        甲市召开现场会,临江县司法局、县公安局发言: 县 is 临江县. In news it reaches as far as the
        paragraph, in reports as the sentence.
        """
        place = self.level(word)
        if place is not None or not self._named:
            return place
        floor = self._text.rfind(self._stop, 0, at)
        return next(
            (
                mark.place
                for mark in reversed(self._named)
                if floor < mark.start and mark.end < at and level_word(mark.place) == word
            ),
            None,
        )

    def places_before(
        self, end: int, floor: int = 0
    ) -> tuple[int, tuple[Jurisdiction, ...]] | None:
        """Return the places named right before an offset, and where the first one begins.

        甲市|司法局 names 甲市; 省市|政府 two places; 城市|管理 none.
        """
        index = at_or_after(self._ends, end + 1) - 1
        if index < 0 or self._ends[index] <= end - _WINDOW or self._ending[index].start < floor:
            return self._levels_before(max(floor, end - _WINDOW), end)
        mark = self._ending[index]
        near = mark.end
        if near == end or self._text[near:end] == level_word(mark.place):
            whole = self._text.startswith(mark.place.name, mark.start)
            generic = self._text[mark.start] in "全各" and not whole
            return None if generic else (mark.start, (mark.place,))
        return self._levels_before(near, end)

    def _levels_before(self, begin: int, end: int) -> tuple[int, tuple[Jurisdiction, ...]] | None:
        if not _LEVEL_ENDS.at(self._text, end - 1) or begin >= end:
            return self._short_before(begin, end)
        window = self._text[begin:end]
        own = _OWN.search(window) if _OWN_WORDS.within(self._text, begin, end) else None
        if own:
            below = self.township if own[0].endswith(_BELOW) else None
            return begin + own.start(), (below or self.own,)
        run = _RUN.search(window)
        return (self._run(window, run, begin) if run else None) or self._short_before(begin, end)

    def _run(
        self, window: str, run: re.Match[str], begin: int
    ) -> tuple[int, tuple[Jurisdiction, ...]] | None:
        """Return the places of level words in a row, those of the last where only it is one."""
        words = [COUNTRY] if run[0].startswith(COUNTRY) else []
        words += _LEVELS.findall(run[0])
        at = begin + run.start()
        known = [self.level_at(word, at) for word in words]
        places = tuple([place for place in known if place is not None])
        if (
            len(places) == len(words)
            and not _ends_otherwise(window[: _first_level_end(run)])
            and not _counted(window[: run.start()])
        ):
            return at, places
        last = max(run[0].rfind(mark) for mark in "、和及与") + 1
        if not last:
            return None
        at = run.start() + last
        return self._levels_before(begin + at, begin + run.end())

    def _short_before(self, begin: int, end: int) -> tuple[int, tuple[Jurisdiction, ...]] | None:
        """Return the known place whose name stands without its level word: 甲江|公安局."""
        for name, place in self._short:
            if end - len(name) >= begin and stands_before(self._text, name, end):
                return end - len(name), (place,)
        return None


def _short_names(place: Jurisdiction) -> Iterator[str]:
    """Yield a place's name without its level word: 长阳 of 长阳土家族自治县, 临江 of 临江县."""
    if len(place.name) > _SHORTEST:
        yield place.name.removesuffix(level_word(place))
    known = load_gazetteer().by_code(place.code) if place.code else None
    if known is not None and known.short:
        yield known.short


def _first_level_end(run: re.Match[str]) -> int:
    if run.end() - run.start() == 1:
        return run.end()
    first = _LEVELS.search(run.string, run.start())
    return first.end() if first else run.end()


def _counted(before: str) -> bool:
    """Tell whether a number stands before a level word: 14个镇, 3市."""
    return bool(before) and (before[-1].isdigit() or before[-1] in "个两几多")


def level_word(place: Jurisdiction) -> str:
    """Return the word of level at the end of a place's name: 县 of 甲自治县."""
    if place.name.endswith("自治区"):
        return "自治区"
    return "街道" if place.name.endswith("街道") else place.name[-1:]


def _country() -> Jurisdiction:
    return Jurisdiction(
        iri=iris.area(COUNTRY_CODE), name="中国", level=Level.COUNTRY, code=COUNTRY_CODE
    )
