"""Read what the panels show from a store that follows the graph contract."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from itertools import groupby
from operator import itemgetter

import pyoxigraph as ox

from kg.sparql import Record, labels_of, select
from ontology.iris import BASE
from visual.panels.records import Mechanism, Panels, Place, Quote, Report, Statement

__all__ = ["narrowed", "read_panels"]

_FOUND = f"{BASE}mechanism/found"
_KINDS = {
    "inScheme": "scheme",
    "theme": "theme",
    "memberOf": "whole",
    "broader": "whole",
    "altLabel": "alias",
    "contextualLabel": "alias",
}


def read_panels(store: ox.Store) -> Panels:
    """Return what reports say of mechanisms; a place that only changed its code is one place."""
    reports = tuple(_reports(store))
    statements = tuple(_statements(store))
    units = {report.unit for report in reports} | {said.unit for said in statements}
    regions = _regions(store)
    places = [_place(store, iri, regions) for iri in sorted(units)]
    provinces = sorted({place.province for place in places if place.province})
    return Panels(
        places=tuple(places),
        provinces=tuple(_place(store, iri, regions) for iri in provinces),
        mechanisms=tuple(_mechanisms(store, {each.mechanism for each in statements})),
        reports=reports,
        statements=statements,
    )


def narrowed(
    panels: Panels,
    *,
    mechanisms: Collection[str] = (),
    places: Collection[str] | None = None,
    level: str | None = None,
) -> Panels:
    """Return only these mechanisms with their members, these places, this level."""
    kept = tuple(
        place
        for place in panels.places
        if level in (None, place.level) and (places is None or place.iri in places)
    )
    units = {place.iri for place in kept}
    named = tuple(
        each
        for each in panels.mechanisms
        if not mechanisms or {each.iri, *each.wholes} & set(mechanisms)
    )
    wanted = {each.iri for each in named}
    statements = tuple(s for s in panels.statements if s.unit in units and s.mechanism in wanted)
    met = {statement.mechanism for statement in statements}
    return replace(
        panels,
        places=kept,
        provinces=tuple(
            each for each in panels.provinces if each.iri in {place.province for place in kept}
        ),
        mechanisms=tuple(each for each in named if each.iri in met or each.iri in mechanisms),
        reports=tuple(each for each in panels.reports if each.unit in units)
        + _cited(panels, statements, units),
        statements=statements,
    )


def _cited(
    panels: Panels, statements: Iterable[Statement], units: Collection[str]
) -> tuple[Report, ...]:
    """Return the reports of other places that speak of these."""
    cited = {statement.report for statement in statements}
    return tuple(each for each in panels.reports if each.iri in cited and each.unit not in units)


def _rows(store: ox.Store, name: str) -> list[Record]:
    path = files("visual").joinpath("panels", "queries", f"{name}.rq")
    return select(store, path.read_text(encoding="utf-8"))


def _reports(store: ox.Store) -> Iterator[Report]:
    """Yield each report once; of several titles the first."""
    for iri, rows in groupby(_rows(store, "reports"), itemgetter("report")):
        row = next(rows)
        year = int(str(row["year"]))
        yield Report(
            iri=str(iri),
            unit=str(row["unit"]),
            year=year,
            end=max(year, int(str(row["end"] or year))),
            kind=_local(row["kind"]),
            title=str(row["title"] or ""),
            file=str(row["file"] or ""),
        )


def _statements(store: ox.Store) -> Iterator[Statement]:
    """Yield what reports say; what one report says again of the same is one statement."""
    key = itemgetter("unit", "mechanism", "year", "status", "report")
    rows = sorted(_rows(store, "adoptions"), key=lambda row: [str(value) for value in key(row)])
    for _, same in groupby(rows, key):
        group = list(same)
        since = [int(str(row["since"])) for row in group if row["since"]]
        yield Statement(
            mechanism=str(group[0]["mechanism"]),
            unit=str(group[0]["unit"]),
            status=_local(group[0]["status"]),
            year=int(str(group[0]["year"])),
            report=str(group[0]["report"]),
            since=min(since, default=None),
            surface=min(str(row["surface"] or "") for row in group),
            quotes=tuple(sorted({_quote(row) for row in group})),
        )


def _quote(row: Record) -> Quote:
    return Quote(
        report=str(row["report"]),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        section=str(row["section"] or ""),
        text=str(row["quote"]),
    )


def _regions(store: ox.Store) -> dict[str, Record]:
    return {str(row["place"]): row for row in reversed(_rows(store, "places"))}


def _place(store: ox.Store, iri: str, regions: Mapping[str, Record]) -> Place:
    row = regions.get(iri, {})
    labels = labels_of(store, iri)
    latitude, longitude = (row.get(name) for name in ("latitude", "longitude"))
    return Place(
        iri=iri,
        zh=labels.get("zh") or labels.get("en") or iri.rsplit("/", 1)[-1],
        en=labels.get("en", ""),
        code=str(row.get("code") or ""),
        level=_local(row.get("level")),
        province=_province(iri, regions),
        latitude=None if latitude is None else float(str(latitude)),
        longitude=None if longitude is None else float(str(longitude)),
    )


def _province(iri: str, regions: Mapping[str, Record]) -> str:
    """Return the province above a place, itself if it is one, nothing if none is known."""
    seen: set[str] = set()
    while iri in regions and iri not in seen:
        if _local(regions[iri]["level"]) == "province":
            return iri
        seen.add(iri)
        iri = str(regions[iri]["within"])
    return ""


def _mechanisms(store: ox.Store, wanted: Collection[str]) -> Iterator[Mechanism]:
    """Yield the mechanisms that reports speak of, and the wholes of which these are parts."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for iri, prop, value in sorted(tuple(map(str, r.values())) for r in _rows(store, "mechanisms")):
        said[iri][_KINDS[prop.replace("#", "/").rsplit("/", 1)[-1]]].append(value)
    wholes = {iri: _above(iri, said) for iri in sorted(wanted)}
    for iri in sorted({*wanted, *(whole for each in wholes.values() for whole in each)}):
        values, labels = said[iri], labels_of(store, iri)
        zh = labels.get("zh") or labels.get("en") or iri.rsplit("/", 1)[-1]
        yield Mechanism(
            iri=iri,
            zh=zh,
            en=labels.get("en", ""),
            aliases=tuple(sorted(set(values["alias"]) - set(labels.values()))),
            theme=_local(next(iter(values["theme"]), "")),
            found=values["scheme"] == [_FOUND],
            wholes=wholes.get(iri) or _above(iri, said),
        )


def _above(iri: str, said: Mapping[str, Mapping[str, list[str]]]) -> tuple[str, ...]:
    found: set[str] = set()
    rest = [iri]
    while rest:
        values = said.get(rest.pop())
        fresh = set(values["whole"] if values else ()) - found - {iri}
        found |= fresh
        rest += sorted(fresh)
    return tuple(sorted(found))


def _local(iri: object) -> str:
    return str(iri or "").rsplit("/", 1)[-1]
