"""Repair a misprinted name of the reporting place where the text itself proves the true one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract.places import cue_words
from ontology.gazetteer import Place, load_gazetteer

__all__ = ["Repair", "printed_forms", "repair"]

_SHAPE = re.compile(r"(?:^|(?<=中共)|(?<=[委,\n。于]))([一-龥]{2,6}?[县市区旗])(?![域块划场])")
_PROOF = 2
"""Townships of one county that the text must name."""
_ALIKE = Decimal("0.95")
_UNLIKE = Decimal("0.85")


@dataclass(frozen=True, slots=True)
class Repair:
    """A printed name that no unit bears, and the unit that it must be."""

    printed: str
    place: Place
    confidence: Decimal
    reason: str


def repair(text: str, opening: str, year: int | None) -> Repair | None:
    """Return the true unit behind an unknown name of the opening, if its townships are named.

    峰城区 is no unit; 峄城区 differs in one character, and two of its townships are in the text.
    """
    for printed in _unknown_names(opening):
        found = [
            (_townships_named(text, place), place)
            for place in _neighbours(printed)
            if place.holds(year)
        ]
        proven = sorted((pair for pair in found if pair[0] >= _PROOF), key=lambda pair: -pair[0])
        if proven and (len(proven) == 1 or proven[0][0] > proven[1][0]):
            place = proven[0][1]
            if _look_alike(printed, place.name):
                return Repair(printed, place, _ALIKE, "look-alike-character")
            return Repair(printed, place, _UNLIKE, "townships-are-children")
    return None


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
    return [
        place
        for place in load_gazetteer()
        if len(place.name) == len(printed)
        and place.level == "county"
        and not place.statistical
        and sum(a != b for a, b in zip(place.name, printed, strict=True)) == 1
    ]


def _townships_named(text: str, place: Place) -> int:
    children = load_gazetteer().children(place.code)
    return sum(not child.statistical and child.name in text for child in children)


def _look_alike(printed: str, name: str) -> bool:
    return all(a == b or b in _alike(a) for a, b in zip(printed, name, strict=True))


@cache
def _alike(char: str) -> frozenset[str]:
    """Return the characters that this one is taken for."""
    return frozenset(other for group in cue_words("look-alike") if char in group for other in group)
