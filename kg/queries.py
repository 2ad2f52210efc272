"""The questions most often asked: who adopted a mechanism, who did what with a document."""

from collections.abc import Iterable, Mapping
from importlib.resources import files

import pyoxigraph as ox

from extract.facts import Act, Level, Status
from kg.binding import select_bound
from kg.names import find
from kg.questions import first_quotes
from kg.sparql import Record, Value, check_query, labels_of, run_query, select
from ontology.errors import KgError

__all__ = [
    "adopters",
    "check_query",
    "document_acts",
    "implementers",
    "load_query",
    "mentions",
    "run_query",
    "select",
]

ANY = "any"
"""Stands for every status, every act."""


def load_query(name: str) -> str:
    """Return the text of ``kg/queries/<name>.rq``."""
    return files("kg").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")


def adopters(
    store: ox.Store,
    mechanism: str,
    status: str = Status.ADOPTED,
    *,
    level: str | None = None,
    year: int | None = None,
    province: str | None = None,
    prefecture: str | None = None,
) -> list[Record]:
    """Return who reported a mechanism with a status, each with its first quote.

    The mechanism is given by a Chinese or English name, an alias or its IRI. A place that
    reports only a member (行政执法公示制度 of 行政执法三项制度) has ``partial`` true and the
    member under ``mechanism_zh``; one that reports the whole as well is not listed again. The
    status ``any`` stands for all.

    Raises:
        KgError: A name is unknown, or an option has no such value.
    """
    _check("status", status, Status)
    _check("level", level, Level)
    wanted = find(store, "mechanism", mechanism).iri
    found = select_bound(store, load_query("adopters"), {"wanted": wanted})
    rows = _labelled(store, _first_quotes(found, "adoption"), "place", "mechanism")
    inside = _inside(store, province, prefecture)
    return [
        row
        for row in _without_members_of_wholes(rows)
        if status in (ANY, row["status"])
        and level in (None, row["level"])
        and year in (None, row["year"])
        and (inside is None or row["place"] in inside)
    ]


def document_acts(store: ox.Store, document: str, *, act: str = ANY) -> list[Record]:
    """Return who did what with a document, each act with its first quote.

    Raises:
        KgError: The document or the act is unknown.
    """
    _check("act", act, Act)
    wanted = find(store, "document", document).iri
    found = select_bound(store, load_query("document-acts"), {"wanted": wanted})
    rows = [row for row in _first_quotes(found, "statement") if act in (ANY, row["act"])]
    return _labelled(store, rows, "agent", "place")


def implementers(store: ox.Store, document: str) -> list[Record]:
    """Return who carries out a document, each with its first quote.

    Raises:
        KgError: The document is unknown.
    """
    return document_acts(store, document, act=Act.IMPLEMENTS)


def mentions(store: ox.Store, kind: str, name: str) -> list[Record]:
    """Return every sentence that names a thing, with its report.

    Raises:
        KgError: The name is unknown.
    """
    wanted = find(store, kind, name).iri
    rows = select_bound(store, load_query("mentions"), {"wanted": wanted})
    return _labelled(store, list(map(_short, rows)), "place")


def _first_quotes(rows: Iterable[Record], statement: str) -> list[Record]:
    """Return one row for each statement, with its first quote; a sentence goes before a heading."""
    return [_short(row) for row in first_quotes(rows, statement)]


def _without_members_of_wholes(rows: list[Record]) -> list[Record]:
    whole = {_case(row) for row in rows if not row["partial"]}
    return [row for row in rows if not row["partial"] or _case(row) not in whole]


def _case(row: Record) -> tuple[Value, ...]:
    return row["place"], row["year"], row["status"]


def _labelled(store: ox.Store, rows: list[Record], *columns: str) -> list[Record]:
    """Return rows with the names of things in both languages: ``place_zh``, ``place_en``."""
    for column in columns:
        names = {row[column]: labels_of(store, str(row[column])) for row in rows}
        rows = [row | _names(column, names[row[column]]) for row in rows]
    return rows


def _names(column: str, labels: Mapping[str, str]) -> Record:
    return {f"{column}_{tag}": labels.get(tag) for tag in ("zh", "en")}


def _short(row: Record) -> Record:
    """Return a row whose concepts are their bare names: ``adopted`` for ``status/adopted``."""
    names = {"status", "level", "act"} & row.keys()
    return row | {name: str(row[name]).rsplit("/", 1)[-1] for name in names if row[name]}


def _inside(store: ox.Store, *regions: str | None) -> set[Value] | None:
    """Return the places that lie within all of these regions, none if no region is given."""
    each = []
    for name in filter(None, regions):
        region = find(store, "place", name).iri
        rows = select_bound(store, load_query("places-within"), {"wanted": region})
        each.append({row["place"] for row in rows})
    return set.intersection(*each) if each else None


def _check(option: str, value: str | None, known: Iterable[str]) -> None:
    choices = [*known] if option == "level" else [*known, ANY]
    if value is not None and value not in choices:
        raise KgError(f"unknown {option} “{value}”: give one of {', '.join(choices)}")
