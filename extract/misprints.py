"""Repair a misprinted name of the reporting place where the text itself proves the true one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract.characters import places_of
from extract.places import cue_words
from ontology.gazetteer import Place, load_gazetteer

__all__ = ["Repair", "counties_of_townships", "printed_forms", "repair"]

_SHAPE = re.compile(r"(?:^|(?<=中共)|(?<=[委,\n。于]))([一-龥]{2,6}?[县市区旗])(?![域块划场])")
_TOWNSHIPS = ("街道", "镇", "乡", "苏木")
_LONGEST = 8
"""Characters of a township's name before its type."""
_PROOF = 2
"""Townships of one county that the text must name."""
_SHORTEST = 2
"""Characters of a name, its type included, above which one may be wrong."""
_ALIKE = Decimal("0.95")
_UNLIKE = Decimal("0.85")


@dataclass(frozen=True, slots=True)
class Repair:
    """A printed name that no unit bears, and the unit that it must be."""

    printed: str
    place: Place
    confidence: Decimal
    reason: str


def repair(
    text: str, opening: str, year: int | None, printed: str = "", above: Sequence[Place] = ()
) -> Repair | None:
    """Return the true unit behind an unknown name of the opening, if its townships are named.

    峰城区 is no unit; 峄城区 differs in one character, and two of its townships are in the text.
    Behind the name of its parent (枣庄市峰城区) a look-alike character is proof enough.
    """
    endings: frozenset[str] | None = None
    for name in (printed,) if printed else _unknown_names(opening):
        found = [place for place in _neighbours(name) if place.holds(year)]
        if not found:
            continue
        endings = _township_endings(text) if endings is None else endings
        proofs = {place: _townships_named(endings, place) for place in found}
        proven = sorted((p for p in found if proofs[p] >= _PROOF), key=lambda p: -proofs[p])
        if proven and (len(proven) == 1 or proofs[proven[0]] > proofs[proven[1]]):
            return _repair(name, proven[0])
        below = [p for p in found if p.parent in {a.code for a in above}]
        alike = [place for place in below if _look_alike(name, place.name)]
        if len(alike) == 1:
            return _repair(name, alike[0])
    return None


def _repair(printed: str, place: Place) -> Repair:
    if _look_alike(printed, place.name):
        return Repair(printed, place, _ALIKE, "look-alike-character")
    return Repair(printed, place, _UNLIKE, "townships-are-children")


def printed_forms(fixed: Repair) -> Iterator[str]:
    """Yield the forms under which a scan may print the place: 峰城区, 峯城区, 峰城."""
    true = fixed.place.name
    for index, (char, wrong) in enumerate(zip(true, fixed.printed, strict=True)):
        if char != wrong:
            for other in sorted({wrong, *_alike(char), *_alike(wrong)} - {char}):
                form = true[:index] + other + true[index + 1 :]
                if not load_gazetteer().named(form):
                    yield form
                    yield from [form[: len(fixed.place.short)]] if fixed.place.short else []


def _unknown_names(opening: str) -> Iterator[str]:
    gazetteer = load_gazetteer()
    for printed in dict.fromkeys(match[1] for match in _SHAPE.finditer(opening)):
        if not gazetteer.named(printed):
            yield printed


def _neighbours(printed: str) -> list[Place]:
    """Return the counties whose name differs in one character."""
    masked = _masked()
    return [place for form in _masks(printed) for place in masked.get(form, ())]


def _masks(name: str) -> Iterator[str]:
    for index in range(len(name)):
        yield f"{name[:index]}?{name[index + 1 :]}"


@cache
def _masked() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in load_gazetteer():
        if place.level == "county" and not place.statistical and len(place.name) > _SHORTEST:
            for form in _masks(place.name):
                found.setdefault(form, []).append(place)
    return found


def _townships_named(endings: frozenset[str], place: Place) -> int:
    children = load_gazetteer().children(place.code)
    return sum(not child.statistical and child.name in endings for child in children)


def counties_of_townships(text: str) -> list[Place]:
    """Return the county of which a text names the most townships, at least two; several if tied.

    桂头镇 and 东坪镇 are both townships of 乳源瑶族自治县 alone.
    """
    gazetteer = load_gazetteer()
    named: dict[str, set[str]] = {}
    for ending in _township_endings(text):
        for township in gazetteer.townships_named(ending):
            named.setdefault(township.parent, set()).add(ending)
    most = max(map(len, named.values()), default=0)
    best = [code for code, endings in named.items() if len(endings) == most >= _PROOF]
    return [place for place in map(gazetteer.by_code, sorted(best)) if place]


def _township_endings(text: str) -> frozenset[str]:
    """Return all that stands before 镇, 乡, 街道 with it, in every length a name can have."""
    return frozenset(
        text[start : at + len(word)]
        for word in _TOWNSHIPS
        for at in places_of(text, word)
        for start in range(max(0, at - _LONGEST), at)
    )


def _look_alike(printed: str, name: str) -> bool:
    return all(a == b or b in _alike(a) for a, b in zip(printed, name, strict=True))


@cache
def _alike(char: str) -> frozenset[str]:
    """Return the characters that this one is taken for."""
    return frozenset(other for group in cue_words("look-alike") if char in group for other in group)
