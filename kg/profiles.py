"""Things side by side: the profile of one, the comparison of two, the matrix of many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from extract.facts import Level, Status
from kg.names import Named, find, find_entity
from kg.panel import MEMBERS, SILENT, panel
from kg.questions import ask
from kg.sparql import Record, Value
from ontology.errors import KgError

__all__ = ["Profile", "compare", "matrix", "profile"]

_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "place": (
        "place-adopts",
        "place-plans",
        "place-problems",
        "place-issued",
        "place-implements",
        "place-figures",
        "place-institutions",
    ),
    "mechanism": ("status-history", "mechanism-members", "who-runs", "adopted-together-with"),
    "document": ("document-acts", "document-chain", "established-by", "mentions"),
    "institution": ("institution-line", "mentions"),
    "person": ("mentions",),
    "report": (),
}
"""Questions that make the profile of a kind of thing."""

_PARAMETER = {"mentions": "thing"}
_SHOWN: Mapping[str, str] = {
    "place-adopts": "mechanism",
    "place-plans": "mechanism",
    "place-problems": "mechanism",
    "place-issued": "document",
    "place-implements": "document",
    "place-figures": "measured",
    "place-institutions": "institution",
    "status-history": "place",
    "mechanism-members": "mechanism",
    "who-runs": "institution",
    "adopted-together-with": "mechanism",
    "document-acts": "agent",
    "document-chain": "lower",
    "established-by": "mechanism",
    "institution-line": "body",
    "mentions": "place",
}
"""The column that a section is about."""

_WIDEST = 12
_CELL = {SILENT: "", MEMBERS: "part"}
_WEIGHT = (Status.ADOPTED, Status.PLANNED, Status.PROBLEM, Status.MENTIONED, MEMBERS, SILENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A thing and what the reports say of it, question by question."""

    thing: Named
    sections: Mapping[str, Sequence[Record]]

    def rows(self) -> list[Record]:
        """Return all of it as one table."""
        return [_flat(name, row) for name, rows in self.sections.items() for row in rows]


def profile(store: ox.Store, name: str) -> Profile:
    """Return what the reports say of a place, mechanism, document, institution or person.

    Raises:
        KgError: The name is unknown.
    """
    thing = find_entity(store, name)
    sections = {
        question: ask(store, question, {_PARAMETER.get(question, thing.kind): thing.iri})
        for question in _SECTIONS[thing.kind]
    }
    return Profile(thing=thing, sections=sections)


def compare(store: ox.Store, first: str, second: str) -> list[Record]:
    """Return what two places adopted, or who adopted two mechanisms: both, or one alone.

    Raises:
        KgError: A name is unknown, or the two cannot be compared.
    """
    pair = [find_entity(store, name) for name in (first, second)]
    kinds = {thing.kind for thing in pair}
    if pair[0].iri == pair[1].iri:
        raise KgError(f"{first} and {second} are the same: give two places or two mechanisms")
    if kinds == {"place"}:
        question, column = "place-adopts", "mechanism"
    elif kinds == {"mechanism"}:
        question, column = "status-history", "unit"
    else:
        told = " and ".join(thing.kind for thing in pair)
        raise KgError(f"{told} cannot be compared: give two places or two mechanisms")
    sides = [
        _first(ask(store, question, {thing.kind: thing.iri, **_only(question)}), column)
        for thing in pair
    ]
    rows = [_side(iri, column, pair, sides) for iri in dict.fromkeys((*sides[0], *sides[1]))]
    order = {"both": 0, pair[0].zh: 1}
    return sorted(rows, key=lambda row: (order.get(str(row["in"]), 2), str(row[column])))


def matrix(
    store: ox.Store,
    mechanisms: Sequence[str] = (),
    *,
    year: int | None = None,
    level: str | None = Level.COUNTY,
    province: str | None = None,
) -> list[Record]:
    """Return one row for each place and one column for each mechanism.

    A cell tells the weightiest status of all years, or of one; it is empty where no report
    mentions the mechanism, which does not say that the place lacks it. ``part`` is a member of
    it only. Without mechanisms the most adopted are taken.

    Raises:
        KgError: A name is unknown.
    """
    wanted = [find(store, "mechanism", name).iri for name in mechanisms] or [
        str(row["mechanism"]) for row in ask(store, "mechanisms-most-adopted")[:_WIDEST]
    ]
    cells: dict[str, Record] = {}
    for row in panel(store, wanted, level=level, province=province) if wanted else ():
        if year not in (None, row["year"]):
            continue
        place = cells.setdefault(str(row["unit"]), _place(row))
        name = str(row["mechanism_zh"])
        place[name] = _heavier(place.get(name), row["status"])
    return [
        {name: _CELL.get(str(value), value) for name, value in row.items()}
        for _, row in sorted(cells.items())
    ]


def _place(row: Record) -> Record:
    return {name: row[name] for name in ("unit", "code", "place_zh", "place_en")}


def _heavier(held: Value, status: Value) -> Value:
    ranks = [str(each) for each in _WEIGHT]
    return status if held is None or ranks.index(str(status)) < ranks.index(str(held)) else held


def _only(question: str) -> Mapping[str, str]:
    return {"status": Status.ADOPTED} if question == "status-history" else {}


def _first(rows: Iterable[Record], column: str) -> dict[Value, Record]:
    found: dict[Value, Record] = {}
    for row in rows:
        found.setdefault(row[column], row)
    return found


def _side(
    iri: Value, column: str, pair: Sequence[Named], sides: Sequence[Mapping[Value, Record]]
) -> Record:
    held = [side.get(iri) for side in sides]
    shown = next(row for row in held if row)
    where = "both" if all(held) else pair[0].zh if held[0] else pair[1].zh
    names = {f"{column}_{tag}": shown.get(f"{column}_{tag}") for tag in ("zh", "en")}
    row: Record = {"in": where, column: iri, **names}
    for prefix, each in zip(("", "other_"), held, strict=True):
        for name in ("year", "quote", "report", "file", "start", "end"):
            row[prefix + name] = each[name] if each else None
    return row


def _flat(section: str, row: Record) -> Record:
    main = _SHOWN[section]
    names = (row.get(name) for name in (f"{main}_zh", f"{main}_en", main))
    return {
        "question": section,
        "thing": row.get(main),
        "name": next((name for name in names if name), None),
        "year": row.get("year"),
        "told": _told(row),
        **{name: row.get(name) for name in ("quote", "report", "file", "start", "end")},
    }


def _told(row: Record) -> Value:
    """Return what else a row says: a status, an act, a figure, a number of places."""
    if row.get("value") is not None:
        return f"{row['value']}{row.get('unit') or ''}"
    for name in ("status", "act", "relation", "places", "higher_zh"):
        if row.get(name) is not None:
            return row[name]
    return "partial" if row.get("partial") else None
