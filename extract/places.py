"""Find the names of places in a text and tell which place each of them is.

A full name is linked by the name before it (铜陵市枞阳县), else by the reporting place, else
because only one unit bears it. A name inside a longer word is no place: 主城区, 上海市场.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from extract.edges import Edges
from extract.facts import Jurisdiction, Level
from extract.lexicon import Lexicon
from ontology.gazetteer import COUNTRY, Place, load_gazetteer
from ontology.iris import area
from ontology.schemes import load_scheme

__all__ = [
    "FoundPlace",
    "NamedUnit",
    "add_links",
    "cue_edges",
    "cue_words",
    "find_names",
    "is_common",
    "is_within",
    "jurisdiction_of",
    "link_names",
    "places_at",
    "stands_free",
]

_FIRST: Final = ord("一")
_LAST: Final = ord("龥")
_SHORTEST = 2
"""Characters of the shortest names, which other words hold by chance."""
_OLDEST = 2004
"""Year of the first outline on rule-of-law government: no report is older."""


@dataclass(init=False, slots=True)
class NamedUnit:
    """A full name in the text, with every unit that bears or bore it."""

    start: int
    end: int
    name: str
    places: tuple[Place, ...]

    def __init__(self, start: int, end: int, name: str, places: tuple[Place, ...]) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.name = name
        self.places = places

    def at(self, year: int | None) -> tuple[Place, ...]:
        """Return the units that bore the name in a year, else those that ever did."""
        return places_at(self.places, year, self.name)


@dataclass(init=False, slots=True)
class FoundPlace:
    """A stretch of the text that names a place; with a reason where the link was inferred."""

    start: int
    end: int
    place: Place
    confidence: Decimal | None = None
    reason: str | None = None

    def __init__(
        self,
        start: int,
        end: int,
        place: Place,
        confidence: Decimal | None = None,
        reason: str | None = None,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.place = place
        self.confidence = confidence
        self.reason = reason


@cache
def cue_words(name: str) -> tuple[str, ...]:
    """Return the words of a concept of ``place-cues``, the longest first."""
    concept = load_scheme("place-cues").get(name)
    return tuple(sorted(concept.alternatives, key=lambda word: (-len(word), word)))


@cache
def cue_edges(name: str) -> Edges:
    """Return the words of a concept of ``place-cues``, to be looked for at an edge."""
    return Edges(cue_words(name))


@cache
def _common_words() -> frozenset[str]:
    """Return the names that are words of the language, too."""
    return frozenset(cue_words("common-word"))


@cache
def _names() -> Lexicon[tuple[Place, ...]]:
    gazetteer = load_gazetteer()
    entries = []
    for name in gazetteer.names:
        places = tuple(
            place
            for place in gazetteer.named(name)
            if not place.statistical and place.code != COUNTRY and _is_recent(place, name)
        )
        if places:
            entries.append((name, places))
            entries += [(form, places) for form in _other_forms(places[-1], name)]
    return Lexicon(entries)


def _is_recent(place: Place, name: str) -> bool:
    ended = dict(place.former).get(name, place.valid_to)
    return ended is None or ended >= _OLDEST


def _other_forms(place: Place, name: str) -> Iterator[str]:
    """Yield 恩施州 for 恩施土家族苗族自治州 and 长阳县 for 长阳土家族自治县."""
    if name != place.name or not place.short:
        return
    for ending, short in (
        ("自治州", "州"),
        ("自治县", "县"),
        ("自治旗", "旗"),
        ("自治区", "自治区"),
    ):
        if name.endswith(ending) and place.short + short != name:
            yield place.short + short


def find_names(text: str) -> list[NamedUnit]:
    """Return the full names of units above townships, in reading order."""
    return [
        NamedUnit(start, end, text[start:end], _united(groups))
        for start, end, groups in _names().find(text)
        if not is_cut(text, end)
    ]


def _united(groups: tuple[tuple[Place, ...], ...]) -> tuple[Place, ...]:
    if len(groups) == 1:
        return groups[0]
    return tuple([place for group in groups for place in group])


def add_links(
    text: str, names: Sequence[NamedUnit], links: Iterable[tuple[str, str]]
) -> list[NamedUnit]:
    """Return the names with those that the user has linked to a code, which go before others."""
    found: list[NamedUnit] = []
    for name, code in sorted(links, key=lambda link: (-len(link[0]), link)):
        place = load_gazetteer().by_code(code)
        start = text.find(name) if place and place.level != Level.TOWNSHIP else -1
        while place and start >= 0:
            if all(start + len(name) <= each.start or each.end <= start for each in found):
                found.append(NamedUnit(start, start + len(name), name, (place,)))
            start = text.find(name, start + len(name))
    kept = [n for n in names if all(n.end <= f.start or f.end <= n.start for f in found)]
    return sorted([*kept, *found], key=lambda named: named.start)


def is_cut(text: str, end: int) -> bool:
    """Tell whether a name is only the beginning of other words: 上海市场, 临江乡村."""
    return cue_edges("not-behind").opening(text, end - 1, len(text)) != ""


def stands_free(text: str, start: int) -> bool:
    """Tell whether a name can begin here: behind a mark or a word like 在, not inside a word."""
    if start == 0 or not _FIRST <= ord(text[start - 1]) <= _LAST:
        return True
    return cue_edges("before-name").ending(text, max(0, start - 4), start) != ""


def places_at(places: Iterable[Place], year: int | None, name: str = "") -> tuple[Place, ...]:
    """Return each unit once, under the code it had in a year when it bore that name.

    枞阳县 is 340823 in 2014 and 340722 in 2021; of two units that bore one name in turn
    (崇川区) the one that bore it then.
    """
    gazetteer = load_gazetteer()
    given = tuple(places)
    if len(given) == 1:
        return (gazetteer.at(given[0].code, year) or given[0],)
    held = [place for place in given if place.bears(name, year)]
    found = {}
    for place in held or given:
        unit = gazetteer.at(place.code, year) or place
        found[unit.code] = unit
    return tuple(found.values())


def link_names(
    text: str, names: Sequence[NamedUnit], home: Place | None, year: int | None
) -> list[FoundPlace]:
    """Return the places of the names that can be told apart."""
    found: list[FoundPlace] = []
    for named in names:
        chained = found[-1].place if found and found[-1].end == named.start else None
        link = _link(text, named, chained, home, year)
        if link is not None:
            found.append(link)
    return found


def _link(
    text: str, named: NamedUnit, chained: Place | None, home: Place | None, year: int | None
) -> FoundPlace | None:
    candidates = named.at(year)
    if chained is not None:
        below = [place for place in candidates if is_within(place, chained)]
        if len(below) == 1:
            return FoundPlace(named.start, named.end, below[0])
    if home is not None:
        own = [place for place in candidates if _same_line(place, home) or is_within(home, place)]
        if own and (not is_common(named.name) or stands_free(text, named.start)):
            return FoundPlace(named.start, named.end, own[0])
    if named.name in _common_words() or not _is_told(text, named, candidates, home):
        return None
    return _nearest(named, candidates, home)


def _is_told(text: str, named: NamedUnit, candidates: Sequence[Place], home: Place | None) -> bool:
    """Tell whether a name away from its parents is a name at all."""
    if candidates[0].level != Level.COUNTY:
        return True
    near = home is not None and any(_share(place, home) for place in candidates)
    free = stands_free(text, named.start)
    return (near and free) if len(named.name) <= _SHORTEST else (near or free)


def _nearest(
    named: NamedUnit, candidates: Sequence[Place], home: Place | None
) -> FoundPlace | None:
    """Return the only candidate, or the only one nearest to the reporting place."""
    if len(candidates) == 1:
        return FoundPlace(named.start, named.end, candidates[0])
    if home is None:
        return None
    for digits in (4, 2):
        near = [place for place in candidates if place.code[:digits] == home.code[:digits]]
        if len(near) == 1:
            share = Decimal("0.9") if digits == 4 else Decimal("0.8")  # noqa: PLR2004
            return FoundPlace(named.start, named.end, near[0], share, "reporting-place")
        if near:
            return None
    return None


def is_common(name: str) -> bool:
    """Tell whether a name is found inside other words: 范县 in 示范县, 城区 in 主城区."""
    return len(name) <= _SHORTEST or name in _common_words()


def _same_line(place: Place, other: Place) -> bool:
    """Tell whether two codes are of one unit: 340823 and 340722."""
    return (place.same_unit_as or place.code) == (other.same_unit_as or other.code)


def _share(place: Place, home: Place) -> bool:
    return place.code[:2] == home.code[:2]


def is_within(place: Place, parent: Place) -> bool:
    """Tell whether a place lies in another, in its own time."""
    return any(_same_line(above, parent) for above in load_gazetteer().parents(place.code))


def jurisdiction_of(place: Place) -> Jurisdiction:
    """Return the record of a place."""
    return Jurisdiction(
        iri=area(place.code),
        name=place.name,
        level=Level(place.level),
        code=place.code,
        within=area(place.parent) if place.parent else None,
    )
