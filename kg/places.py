"""What the gazetteer knows of a name or a code, for people to read."""

from collections.abc import Iterable

from kg.output import Columns
from kg.sparql import Record
from ontology.errors import KgError
from ontology.gazetteer import Place, load_gazetteer

__all__ = ["PLACES", "describe_places", "uncovered"]

PLACES: Columns = {
    "code": lambda row: row["code"],
    "name": lambda row: row["name"],
    "English": lambda row: row["en"],
    "level": lambda row: row["level"],
    "years": lambda row: row["years"],
    "within": lambda row: row["within"],
    "became": lambda row: row["became"],
    "coordinates": lambda row: row["coordinates"],
}


def describe_places(name: str, year: int | None = None) -> list[Record]:
    """Return every unit that bears or bore a name or code, with its years and what it became.

    枞阳 is 340823 until 2014 and 340722 since 2015; of a year, only what was there then.

    Raises:
        KgError: No place bears the name, or none did in that year.
    """
    gazetteer = load_gazetteer()
    code = gazetteer.by_code(name) if name.isdigit() else None
    if code is not None:
        found: Iterable[Place] = gazetteer.line(name) or (code,)
    else:
        found = (
            gazetteer.named(name) or gazetteer.shortened(name) or gazetteer.townships_named(name)
        )
    places = sorted(dict.fromkeys(found), key=lambda place: (place.valid_from or 0, place.code))
    if not places:
        raise KgError(f"no place is named “{name}”; give a full or short name or a code")
    held = [place for place in places if year is None or place.holds(year)]
    if not held:
        raise KgError(f"no place was named “{name}” in {year}; ask without --year for its years")
    return [_row(place) for place in held]


def uncovered(year: int | None) -> str:
    """Return a line that says so if the changes of a year are not known, else nothing."""
    gazetteer = load_gazetteer()
    if year is None or gazetteer.covers(year):
        return ""
    return (
        f"{year} is not covered: the gazetteer ends with {gazetteer.covered}; "
        "add a newer list with kg gazetteer import"
    )


def _row(place: Place) -> Record:
    gazetteer = load_gazetteer()
    parents = [parent.name for parent in gazetteer.parents(place.code)[:-1]]
    later = (place.same_unit_as,) if place.same_unit_as else place.replaced_by
    named = [f"{each.code} {each.name}" for each in map(gazetteer.by_code, later) if each]
    became = ("same unit: " if place.same_unit_as else "merged or split: ") + ", ".join(named)
    former = ", ".join(f"{name} until {year - 1}" for name, year in place.former)
    return {
        "code": place.code,
        "name": f"{place.name} ({former})" if former else place.name,
        "en": place.en,
        "level": place.level,
        "years": _years(place),
        "within": "".join(reversed(parents)),
        "became": became if named else "",
        "coordinates": f"{place.latitude}, {place.longitude}" if place.latitude else "",
    }


def _years(place: Place) -> str:
    """Return first and last year; a year of change belongs to the later unit."""
    if place.level == "township":
        return "2023"
    last = str(place.valid_to - 1) if place.valid_to else ""
    return f"{place.valid_from or '…'}–{last}"
