"""Rows of what reports state of a thing: adoptions, acts, measures, figures, honours, offices."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ontology.iris import BASE
from visual.reading.lookups import Lookups, Said
from visual.site.records import Quote, Row, Section

__all__ = [
    "MOST",
    "acts",
    "adoptions",
    "by_status",
    "figures",
    "first_quote",
    "honours",
    "measures",
    "mentions",
    "of_kind",
    "offices",
    "plain",
    "section",
]

MOST = 400
"""Rows of a table; of more the page says how many there are."""
_STATUSES = ("status/adopted", "status/planned", "status/problem", "status/mentioned")
_QUALIFIED = {"over": "≥", "under": "<", "approx": "≈", "up_to": "≤"}


def section(title: str, rows: Iterable[Row]) -> Section:
    """Return a section with its first rows; it knows how many there are."""
    every = list(rows)
    return Section(title, every[:MOST], len(every))


def plain(title: str, things: Iterable[str]) -> Section:
    """Return a section that names things and says no more of them."""
    return section(title, [Row(thing=iri) for iri in things])


def of_kind(iris: Iterable[str], kind: str) -> Iterator[str]:
    """Yield those that are statements of a kind: report/…/adoption/…."""
    for iri in iris:
        if iri.removeprefix(BASE).split("/")[2:3] == [kind] and iri.startswith(f"{BASE}report/"):
            yield iri


def adoptions(lookups: Lookups, iris: Iterable[str], shown: str) -> list[Row]:
    """Return adoptions as rows about their place or their mechanism, the latest year first."""
    rows = []
    for iri in iris:
        said = lookups.said(iri)
        year, status = said.number("year"), said.key("status")
        quote = first_quote(lookups, said)
        row = Row(
            thing=said.text(shown),
            year=year,
            status=status,
            quote=quote,
            bodies=said.texts("institution"),
        )
        rows.append(row)
    return _ordered(lookups, rows)


def by_status(rows: Iterable[Row]) -> list[Section]:
    """Return one section for each status that occurs."""
    every = list(rows)
    found = [(each, [row for row in every if row.status == each]) for each in _STATUSES]
    return [section(status, rows) for status, rows in found if rows]


def acts(lookups: Lookups, iris: Iterable[str], shown: str) -> list[Row]:
    """Return document acts as rows about their agent or their document."""
    rows = []
    for iri in iris:
        said = lookups.said(iri)
        year, act = said.number("year"), said.key("act")
        quote = first_quote(lookups, said)
        rows.append(Row(thing=said.text(shown), year=year, status=act, quote=quote))
    return _ordered(lookups, rows)


def measures(lookups: Lookups, iris: Iterable[str], *, whose: bool) -> list[Row]:
    """Return measures in reading order, as rows about whoever took them or as printed."""
    rows = []
    for iri in iris:
        said = lookups.said(iri)
        row = Row(
            thing=said.text("actor") if whose else "",
            text="" if whose else said.text("label"),
            year=said.number("year"),
            status=said.key("status"),
            quote=first_quote(lookups, said),
        )
        rows.append(row)
    return sorted(rows, key=_place)


def figures(lookups: Lookups, iris: Iterable[str], *, whose: bool) -> list[Row]:
    """Return figures with what they count, as rows about their place or their indicator."""
    rows = []
    for iri in iris:
        said = lookups.said(iri)
        row = Row(
            thing=said.text("jurisdiction") if whose else said.text("indicator"),
            text=said.text("measured"),
            year=said.number("year"),
            value=_value(said),
            quote=first_quote(lookups, said),
        )
        rows.append(row)
    return sorted(rows, key=_place)


def honours(lookups: Lookups, iris: Iterable[str]) -> list[Row]:
    """Return honours as printed."""
    rows = []
    for iri in iris:
        said = lookups.said(iri)
        quote = first_quote(lookups, said)
        rows.append(Row(text=said.text("label"), year=said.number("year"), quote=quote))
    return sorted(rows, key=_place)


def offices(lookups: Lookups, iris: Iterable[str]) -> list[Row]:
    """Return who held which office, as the reports print it."""
    rows = []
    for iri in iris:
        said = lookups.said(iri)
        who = lookups.name(said.text("member")).zh
        text = f"{who} · {said.text('label')}"
        rows.append(Row(text=text, year=said.number("year"), quote=first_quote(lookups, said)))
    return sorted(rows, key=_place)


def mentions(lookups: Lookups, iri: str, told: Iterable[Row]) -> Section | None:
    """Return the sentences that name a thing, apart from those already told; none if none."""
    known = {(r.quote.report, r.quote.start, r.quote.end) for r in told if r.quote}
    left = [each for each in lookups.subjects("fz:about", iri) if _range(each) not in known]
    rows = [Row(thing=quote.report, quote=quote) for quote in _quotes(lookups, left[:MOST])]
    return Section("also-mentioned", rows, len(left)) if rows else None


def first_quote(lookups: Lookups, said: Said) -> Quote | None:
    """Return the first sentence that a statement rests on; a heading only if it is all."""
    found = [q for iri in said.texts("evidence") if (q := _quote(lookups, iri))]
    plain_ones = [quote for quote, heading in found if not heading]
    best = plain_ones or [quote for quote, _ in found]
    return min(best, key=lambda quote: (quote.start, quote.end)) if best else None


def _quotes(lookups: Lookups, iris: Iterable[str]) -> Iterator[Quote]:
    for iri in iris:
        if found := _quote(lookups, iri):
            yield found[0]


def _quote(lookups: Lookups, iri: str) -> tuple[Quote, bool] | None:
    said = lookups.said(iri)
    text = said.text("exact")
    if not text:
        return None
    quote = Quote(text, said.text("report"), said.number("start"), said.number("end"))
    return quote, said.text("section").endswith(text)


def _range(evidence: str) -> tuple[str, int, int]:
    """Return what the IRI of an evidence says: report and range."""
    report, _, span = evidence.partition("#char=")
    start, _, end = span.partition(",")
    known = start.isdecimal() and end.isdecimal()
    return (report, int(start), int(end)) if known else (evidence, 0, 0)


def _value(said: Said) -> str:
    value = Decimal(said.text("value") or 0)
    sign = _QUALIFIED.get(said.key("qualifier").removeprefix("qualifier/"), "")
    return f"{sign}{value.normalize():,f} {said.text('unit')}".strip()


def _ordered(lookups: Lookups, rows: list[Row]) -> list[Row]:
    """Return rows by year, the latest first, then by name."""
    return sorted(rows, key=lambda r: (-r.year, lookups.name(r.thing).zh, r.status, _place(r)))


def _place(row: Row) -> tuple[int, str, int, int, str]:
    quote = row.quote or Quote("", "", 0, 0)
    return -row.year, quote.report, quote.start, quote.end, row.text
