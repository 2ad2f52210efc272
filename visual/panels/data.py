"""The panels as their page carries them: lists that point to one another by place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ontology.gazetteer import load_gazetteer
from ontology.iris import BASE
from ontology.schemes import load_scheme
from visual.panels.likeness import likeness_order
from visual.panels.projection import FRAME, graticule, project
from visual.panels.records import Mechanism, Panels, Place, Quote, Statement
from visual.subgraph import opaque

__all__ = ["STATUSES", "panels_data", "systems"]

STATUSES = ("adopted", "planned", "problem", "mentioned")
"""What a report can say of a mechanism, the weightiest first."""


def panels_data(panels: Panels, pages: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return everything the page's script reads, in the order of the panels.

    ``pages`` says where the reader's page of a report is, by the report's IRI.
    """
    shown = pages or {}
    places = {place.iri: index for index, place in enumerate(panels.places)}
    mechanisms = {each.iri: index for index, each in enumerate(panels.mechanisms)}
    reports = {report.iri: index for index, report in enumerate(panels.reports)}
    quotes = sorted({quote for said in panels.statements for quote in said.quotes})
    sections = sorted({quote.section for quote in quotes})
    return {
        "statuses": STATUSES,
        "themes": list(systems()),
        "places": list(_places(panels)),
        "provinces": [[each.zh, each.en, each.code] for each in panels.provinces],
        "mechanisms": list(_mechanisms(panels, mechanisms)),
        "reports": [
            [
                opaque(r.iri),
                r.file,
                r.title,
                places.get(r.unit, -1),
                r.year,
                r.end,
                r.kind,
                *filter(None, [shown.get(r.iri)]),
            ]
            for r in panels.reports
        ],
        "sections": sections,
        "quotes": _quotes(quotes, reports, {name: at for at, name in enumerate(sections)}),
        "said": [
            [
                mechanisms[said.mechanism],
                places[said.unit],
                STATUSES.index(said.status),
                said.year,
                said.since or 0,
                reports[said.report],
                numbers,
                said.surface,
            ]
            for said, numbers in _numbered(panels.statements, quotes)
        ],
        "map": _map(),
    }


def systems() -> Iterable[str]:
    """Return the names of the Outline's systems in its order, without the base of their IRI."""
    concepts = sorted(load_scheme("themes"), key=lambda each: int(each.values("notation")[0]))
    return (concept.name for concept in concepts)


def _numbered(
    statements: Iterable[Statement], quotes: Sequence[Quote]
) -> Iterable[tuple[Statement, list[int]]]:
    number = {quote: index for index, quote in enumerate(quotes)}
    return ((said, [number[quote] for quote in said.quotes]) for said in statements)


def _quotes(
    quotes: Iterable[Quote], reports: Mapping[str, int], sections: Mapping[str, int]
) -> list[list[Any]]:
    return [[reports[q.report], q.start, q.end, sections[q.section], q.text] for q in quotes]


def _places(panels: Panels) -> Iterable[list[Any]]:
    """Yield each place: names, code, level, province, spot on the map, rank, end of the IRI."""
    provinces = {each.iri: index for index, each in enumerate(panels.provinces)}
    ranks = _ranks(panels.statements, panels.places)
    for place, rank in zip(panels.places, ranks, strict=True):
        yield [
            opaque(place.iri),
            place.zh,
            place.en,
            place.code,
            place.level,
            provinces.get(place.province, -1),
            _spot(place),
            rank,
            place.iri.removeprefix(BASE),
        ]


def _spot(place: Place) -> list[float] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return [*project(place.latitude, place.longitude), place.latitude, place.longitude]


def _ranks(statements: Iterable[Statement], places: Sequence[Place]) -> list[int]:
    """Return the rank of each place, so that those that adopted the same are neighbours."""
    held: dict[str, set[str]] = defaultdict(set)
    for said in statements:
        if said.status == STATUSES[0]:
            held[said.unit].add(said.mechanism)
    return _rank([frozenset(held[place.iri]) for place in places])


def _rank(sets: Sequence[frozenset[str]]) -> list[int]:
    order = likeness_order(sets)
    ranks = [0] * len(order)
    for rank, index in enumerate(order):
        ranks[index] = rank
    return ranks


def _mechanisms(panels: Panels, places: Mapping[str, int]) -> Iterable[list[Any]]:
    """Yield each mechanism: names, system, whether found, its wholes, rank, end of the IRI."""
    themes = list(systems())
    ranks = _columns(panels.statements, panels.mechanisms)
    for each, rank in zip(panels.mechanisms, ranks, strict=True):
        yield [
            opaque(each.iri),
            each.zh,
            each.en,
            list(each.aliases),
            themes.index(each.theme) if each.theme in themes else -1,
            int(each.found),
            [places[whole] for whole in each.wholes if whole in places],
            rank,
            each.iri.removeprefix(BASE),
        ]


def _columns(statements: Iterable[Statement], mechanisms: Sequence[Mechanism]) -> list[int]:
    """Return the rank of each mechanism, so that those of the same places are neighbours."""
    held: dict[str, set[str]] = defaultdict(set)
    for said in statements:
        held[said.mechanism].add(said.unit)
    return _rank([frozenset(held[each.iri]) for each in mechanisms])


def _map() -> dict[str, Any]:
    """Return what gives the map its bearings: degrees, and provinces at their seats."""
    seats = [
        [
            place.short or place.name,
            place.en,
            *project(float(place.latitude), float(place.longitude)),
        ]
        for place in load_gazetteer()
        if place.level == "province" and place.latitude and place.holds(None)
    ]
    lines = [[name, [list(point) for point in points]] for name, points in graticule()]
    return {"frame": FRAME, "lines": lines, "seats": seats}
