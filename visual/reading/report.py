"""One report of a graph as a page of its own."""

from pathlib import Path, PurePath

from kg.store import open_graph
from ontology.errors import KgError
from visual.reading.lookups import Lookups
from visual.reading.page import kept_text, reading_html

__all__ = ["find_report", "reading_of_report"]

_SHOWN = 3


def reading_of_report(graph: Path, name: str = "") -> str:
    """Return the page of a report that a graph holds, by its file, id or IRI; or of the only one.

    Raises:
        KgError: The graph cannot be read, holds no such report, or several.
    """
    lookups = Lookups(open_graph(graph))
    iri = find_report(lookups, name)
    return reading_html(lookups, iri, kept_text(graph / "texts", lookups.said(iri)))


def find_report(lookups: Lookups, name: str = "") -> str:
    """Return the report of this file, id or IRI; without a name the only one.

    Raises:
        KgError: There is none, or there are several.
    """
    known = lookups.of_class("fz:Report")
    wanted = {name, PurePath(name).name}
    found = [iri for iri in known if not name or wanted & _names(lookups, iri)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise KgError(f"{name}: no such report in the graph; kg ask reports-at-hand lists them")
    ids = ", ".join(iri.rsplit("/", 1)[-1] for iri in found[:_SHOWN])
    told = f"{name}: {len(found)}" if name else f"{len(found)}"
    raise KgError(f"{told} reports ({ids}…); build a graph and give one: kg read ID --graph GRAPH")


def _names(lookups: Lookups, iri: str) -> set[str]:
    return {iri, iri.rsplit("/", 1)[-1], lookups.said(iri).text("sourceFile")}
