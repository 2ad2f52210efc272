"""Under which name a printed title is one document, and whose document it is.

甲县人民政府关于印发〈乙办法〉的通知, 甲县乙办法 and, in a report of 甲县, 乙办法 are one document:
the place in front of a local title is told by the code in the document's IRI.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extract.annotations import Context, InstitutionMark, PlaceMark
from extract.documents import document_type, is_type_alone, read_title
from extract.facts import Jurisdiction, Level
from ontology.schemes import load_scheme

__all__ = ["Naming", "TitleName", "code_of", "link_words", "place_words"]

_YEARS = re.compile(r"\(((?:19|20)\d{2})年?(?:[—―–~-]+|至)((?:19|20)\d{2})年?\)")
_LOCAL = frozenset((Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP))
"""Levels whose names are left out of titles in their own reports."""
_ALWAYS_IN_FULL = ("/law", "/local-regulation")
_SHORTEST = 4
_SHORTEST_PLACE = 2
_LONGEST_ISSUER = 40
_ABOUT = "关于"
_PARTY = "中共"


@cache
def link_words(name: str) -> tuple[str, ...]:
    """Return the words of a concept of the cues of links, longest first."""
    words = load_scheme("document-link-cues").get(name).alternatives
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@dataclass(init=False, slots=True)
class TitleName:
    """The name of a document with what its printed title tells of its maker."""

    full: str
    """Without an announcement around it: 甲县乙办法."""
    name: str
    """Without the place in front, where that is told by the code: 乙办法."""
    owner: Jurisdiction | None
    """The place whose name is left out."""
    maker: str | None
    """IRI of the body or the place that the title names as issuer."""

    def __init__(self, full: str, name: str, owner: Jurisdiction | None, maker: str | None) -> None:
        """Keep the values."""
        self.full = full
        self.name = name
        self.owner = owner
        self.maker = maker


class Naming:
    """Names the documents of one text, by the places and bodies marked in it."""

    def __init__(
        self, context: Context, places: Iterable[PlaceMark], bodies: Iterable[InstitutionMark]
    ) -> None:
        """Keep where places and bodies begin."""
        self._places = {mark.start: mark for mark in places}
        self._bodies = {mark.start: mark for mark in bodies}
        known = [mark.place for mark in self._places.values()]
        self._known = {place.iri: place for place in (*known, *context.chain, context.jurisdiction)}

    def read(self, title: str, start: int) -> TitleName:
        """Return the name of a title that is printed at an offset, misprints mended."""
        title = title.replace("<", "〈").replace(">", "〉")
        begin, end = _announced(title)
        full, at = title[begin:end], start + begin
        place, skip, maker = self._opening(full, at)
        if begin:
            home, _, announcer = self._opening(title, start)
            place, maker = place or home, announcer or maker
        rest = full[skip:]
        dated = _with_years(full)
        if place is None or not _is_local(place, rest):
            return TitleName(dated, dated, None, maker)
        return TitleName(dated, _with_years(rest), place, maker)

    def _opening(self, full: str, at: int) -> tuple[Jurisdiction | None, int, str | None]:
        """Return the place that a title opens with, where the title goes on, and the maker."""
        body, place = self._bodies.get(at), self._places.get(at)
        if body is not None and full.startswith(_ABOUT, body.end - at):
            iri = body.institution.iri
            return self._known.get(body.institution.jurisdiction), body.end - at, iri
        about = full.find(_ABOUT, 0, _LONGEST_ISSUER)
        party = len(_PARTY) if full.startswith(_PARTY) else 0
        first = self._places.get(at + party)
        if first is not None and full.endswith(link_words("issuer-end"), 0, max(about, 0)):
            return first.place, about, first.place.iri
        if place is not None and place.end - at < len(full):
            return place.place, place.end - at, place.place.iri
        return None, 0, None


def place_words(context: Context) -> tuple[str, ...]:
    """Return the names of the reporting place and its parents, without their level words."""
    names = (place.name for place in (context.jurisdiction, *context.chain))
    return tuple(name[:-1] for name in names if len(name) > _SHORTEST_PLACE)


def code_of(place: Jurisdiction) -> str:
    """Return the code of a place, the end of its IRI if it has none."""
    return place.code or place.iri.rsplit("/", 1)[-1]


def _is_local(place: Jurisdiction, rest: str) -> bool:
    kind = document_type(read_title(rest).core) or ""
    return place.level in _LOCAL and len(rest) >= _SHORTEST and not kind.endswith(_ALWAYS_IN_FULL)


def _announced(title: str) -> tuple[int, int]:
    """Return the range of the title that a notice announces, of the whole if it announces none.

    甲县人民政府关于印发〈乙办法〉的通知 announces 乙办法; 印发《实施方案》 does not say which.
    """
    announces = any(word in title for word in link_words("announces"))
    match = _announcing().match(title) if announces else None
    if match is None:
        return 0, len(title)
    begin, end = match.span("inner")
    inner = title[begin:end]
    if inner[0] in "《〈" and inner[-1] in "》〉":
        begin, end, inner = begin + 1, end - 1, inner[1:-1]
    core = read_title(inner).core
    clear = len(inner) >= _SHORTEST and not set("《》〈〉") & set(inner) and "等" not in inner[-4:]
    if not clear or document_type(core) is None or is_type_alone(core):
        return 0, len(title)
    return begin, end


@cache
def _announcing() -> re.Pattern[str]:
    opens = "|".join(map(re.escape, link_words("announces")))
    ends = "|".join(map(re.escape, link_words("announced-end")))
    return re.compile(
        rf"^[^《〈]{{0,{_LONGEST_ISSUER}}}?(?:{opens})(?P<inner>.{{3,120}})(?:{ends})(?:\([^()]{{1,12}}\))?$"
    )


def _with_years(title: str) -> str:
    """Write the years of a period in one way: (2021-2025) is (2021—2025年)."""
    if "(" not in title:
        return title
    return _YEARS.sub(lambda match: f"({match[1]}—{match[2]}年)", title)
