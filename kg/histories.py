"""Questions across time and levels: what became of a body, what a document carries out."""

import pyoxigraph as ox

from kg.binding import select_bound
from kg.names import find
from kg.queries import load_query
from kg.questions import ask
from kg.sparql import Record, labels_of

__all__ = ["body_line", "document_chain", "superseded_citations"]


def body_line(store: ox.Store, institution: str) -> list[Record]:
    """Return where reports name a body, and what came before and after it, year by year.

    甲县法制办 of 2016 and 甲县司法局 of 2021 are one line; a body that only gave work away has
    ``partial`` true.

    Raises:
        KgError: The name is unknown.
    """
    wanted = find(store, "institution", institution).iri
    return _labelled(store, _ask(store, "institution-line", wanted), "body", "place")


def document_chain(store: ox.Store, document: str) -> list[Record]:
    """Return the steps by which a document carries out higher ones, or lower ones carry out it.

    Raises:
        KgError: The name is unknown.
    """
    wanted = find(store, "document", document).iri
    return _labelled(
        store,
        _ask(store, "document-chain", wanted),
        "lower",
        "higher",
        "lower_place",
        "higher_place",
    )


def superseded_citations(store: ox.Store) -> list[Record]:
    """Return who cites, carries out or studies a document that was out of force by then."""
    return ask(store, "superseded-citations")


def _ask(store: ox.Store, name: str, wanted: str) -> list[Record]:
    rows = select_bound(store, load_query(name), {"wanted": wanted})
    return [_short(row) for row in rows]


def _short(row: Record) -> Record:
    """Return a row whose concepts are their bare names: ``county`` for ``level/county``."""
    names = {"act", "lower_level", "higher_level", "line"} & row.keys()
    return row | {name: str(row[name]).rsplit("/", 1)[-1] for name in names if row[name]}


def _labelled(store: ox.Store, rows: list[Record], *columns: str) -> list[Record]:
    """Return rows with the names of things in both languages: ``body_zh``, ``body_en``."""
    known = {str(row[column]) for row in rows for column in columns if row[column]}
    labels = {iri: labels_of(store, iri) for iri in known}
    return [
        row
        | {
            f"{column}_{tag}": labels.get(str(row[column]), {}).get(tag)
            for column in columns
            for tag in ("zh", "en")
        }
        for row in rows
    ]
