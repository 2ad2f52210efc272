"""Read the place that the name of a file tells."""

import re
from collections.abc import Sequence
from functools import cache

from extract.chains import first_chain
from extract.places import find_names, places_at
from ontology.gazetteer import Place, load_gazetteer

__all__ = ["of_file_name"]

_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_LETTERS = re.compile(r"[a-z]+")


def of_file_name(file_name: str, year: int | None) -> tuple[Place, ...]:
    """Return the units that a file name names by code, name or pinyin: feicheng-2021.txt."""
    gazetteer = load_gazetteer()
    stem = file_name.rsplit(".", 1)[0]
    for code in _CODE.findall(stem):
        place = gazetteer.at(code, year)
        if place:
            return (place,)
    chain = first_chain(stem, find_names(stem), year).places
    if chain:
        return chain
    for length in range(0 if stem.isascii() else min(len(stem), 15), 1, -1):
        for start in range(len(stem) - length + 1):
            part = stem[start : start + length]
            places = gazetteer.named(part) or gazetteer.shortened(part)
            if places:
                return places_at(places, year)
    return _spelt(_LETTERS.findall(stem.lower()), year)


def _spelt(words: Sequence[str], year: int | None) -> tuple[Place, ...]:
    spelt = _by_spelling()
    for word in words:
        if word in spelt:
            held = [place for place in spelt[word] if place.holds(year)]
            return places_at(held or spelt[word], year)
    return ()


@cache
def _by_spelling() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in load_gazetteer():
        if place.en and not place.statistical:
            whole = "".join(_LETTERS.findall(place.en.lower()))
            first = "".join(_LETTERS.findall(place.en.split()[0].lower()))
            for word in {whole, first}:
                found.setdefault(word, []).append(place)
    return found
