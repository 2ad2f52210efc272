"""The page of the matrix, the timelines and the map: one file that asks nothing of any network."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.names import find, find_entity
from kg.sparql import select
from ontology.errors import KgError
from ontology.terms import FZ
from visual.frame import render, write_html
from visual.panels.coordinates import placed
from visual.panels.data import panels_data
from visual.panels.reading import narrowed, read_panels
from visual.panels.records import Panels
from visual.reading.addresses import page_path
from visual.subgraph import opaque
from visual.words import Word, concept_words

__all__ = [
    "View",
    "check_year",
    "narrowed_panels",
    "panels_html",
    "reader_pages",
    "write_panels",
    "write_timeline",
]

View: TypeAlias = Literal["matrix", "timeline", "map"]

_SCRIPTS = ("index", "signs", "address", "details", "matrix", "timeline", "map", "filters", "start")
_SCHEMES = ("interface-panels", "statuses", "levels", "report-kinds", "themes")
_CLASSES = ("Jurisdiction", "Mechanism", "Report")


def write_panels(
    store: ox.Store,
    out: Path,
    view: View = "matrix",
    *,
    mechanisms: Collection[str] = (),
    subject: str | None = None,
    year: int | None = None,
    level: str | None = None,
    province: str | None = None,
    coordinates: Mapping[str, tuple[float, float]] | None = None,
) -> Path:
    """Write the page and return where it is; the same graph gives the same bytes.

    Args:
        store: A store that follows the graph contract.
        out: The file to write.
        view: What the page opens with; all three are in it.
        mechanisms: Names of the mechanisms that it is to hold, with their members; none are all.
        subject: IRI of the mechanism or place that the timeline or the map opens with.
        year: Year of reports that it opens with.
        level: Level of the places that it is to hold.
        province: Name of the province or prefecture of the places that it is to hold.
        coordinates: Latitude and longitude by code, before those of the graph.

    Raises:
        KgError: The graph says nothing of this, a name is unknown, or ``out`` cannot be written.
    """
    panels = narrowed_panels(store, mechanisms=mechanisms, level=level, province=province)
    panels = placed(panels, coordinates or {})
    pages = reader_pages(panels, out.parent)
    return write_html(panels_html(panels, view, subject=subject, year=year, pages=pages), out)


def reader_pages(panels: Panels, folder: Path) -> dict[str, str]:
    """Return where the reader's pages are, seen from a folder: of a site, or none.

    A page that is written into the folder of ``kg site`` leads from each quote to the marked
    sentence in the text.
    """
    found = {report.iri: page_path(report.iri) for report in panels.reports}
    return {iri: path for iri, path in found.items() if (folder / path).is_file()}


def narrowed_panels(
    store: ox.Store,
    *,
    mechanisms: Collection[str] = (),
    level: str | None = None,
    province: str | None = None,
) -> Panels:
    """Return what a graph says of these mechanisms, with their members, in these places.

    Raises:
        KgError: A name is unknown.
    """
    levels = [key.removeprefix("level/") for key in concept_words("levels")]
    if level is not None and level not in levels:
        raise KgError(f"unknown level “{level}”: give one of {', '.join(levels)}")
    wanted = [find(store, "mechanism", name).iri for name in mechanisms]
    places = _inside(store, province) if province else None
    return narrowed(read_panels(store), mechanisms=wanted, places=places, level=level)


def write_timeline(store: ox.Store, out: Path, name: str, *, province: str | None = None) -> Path:
    """Write the page, opened at the timeline of the mechanism or place that bears a name.

    Raises:
        KgError: The name is unknown, or is that of something else.
    """
    thing = find_entity(store, name)
    if thing.kind not in {"mechanism", "place"}:
        raise KgError(f"{thing.label} is neither a mechanism nor a place; give one of these")
    subject = _present(store, thing.iri) if thing.kind == "place" else thing.iri
    return write_panels(store, out, "timeline", subject=subject, province=province)


def panels_html(
    panels: Panels,
    view: View = "matrix",
    *,
    subject: str | None = None,
    year: int | None = None,
    pages: Mapping[str, str] | None = None,
) -> str:
    """Return the page as text; ``pages`` says where the reader shows a report, by its IRI.

    Raises:
        KgError: No report of these places is at hand, or none speaks of these mechanisms.
    """
    if not panels.places:
        raise KgError("no report of such places is in the graph; build some, or ask for others")
    if not panels.statements:
        raise KgError("no report in the graph speaks of such a mechanism; ask for others")
    check_year(panels, year)
    words = _words()
    return render(
        "panels/page.html.j2",
        title=words["interface-panels/title"],
        data={**panels_data(panels, pages), "open": _opening(panels, view, subject, year)},
        words=words,
        styles=("panels/panels.css",),
        scripts=tuple(f"panels/{name}.js" for name in _SCRIPTS),
    )


def check_year(panels: Panels, year: int | None) -> None:
    """Refuse a year of which no report is at hand.

    Raises:
        KgError: There is none; the message names the years that there are.
    """
    known = {said.year for said in panels.statements} | {report.year for report in panels.reports}
    if year not in {None, *known}:
        years = ", ".join(map(str, sorted(known)))
        raise KgError(f"no report of {year} is in the graph; there are {years}")


def _present(store: ox.Store, place: str) -> str:
    """Return a place under its present code."""
    units = store.quads_for_pattern(ox.NamedNode(place), ox.NamedNode(FZ.sameUnitAs), None)
    return min((q.object.value for q in units if isinstance(q.object, ox.NamedNode)), default=place)


def _inside(store: ox.Store, region: str) -> set[str]:
    """Return the places within a region, the region itself included."""
    from kg.queries import load_query  # noqa: PLC0415 (only where a region is named)

    wanted = find(store, "place", region).iri
    rows = select(store, load_query("places-within"), {"wanted": wanted})
    return {wanted, *(str(row["place"]) for row in rows)}


def _opening(panels: Panels, view: View, subject: str | None, year: int | None) -> dict[str, str]:
    """Return what the page shows before anything is chosen."""
    opening = {"view": view, "found": ""}
    places = {place.iri for place in panels.places}
    if subject:
        opening |= {"place" if subject in places else "mechanism": opaque(subject)}
        opening |= {"of": "place" if subject in places else "mechanism"}
    if year:
        opening |= {"year": str(year)}
    if all(each.found for each in panels.mechanisms) or any(
        each.found and each.iri == subject for each in panels.mechanisms
    ):
        opening |= {"found": "1"}
    return opening


def _words() -> dict[str, Word]:
    from visual.words import ontology_words  # noqa: PLC0415

    words = {key: word for scheme in _SCHEMES for key, word in concept_words(scheme).items()}
    return words | {f"ontology#{name}": ontology_words()[f"ontology#{name}"] for name in _CLASSES}
