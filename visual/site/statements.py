"""Rows of what reports state of a thing: adoptions, acts, measures, figures, honours, offices."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ontology.iris import BASE
from visual.reading.lookups import Lookups, Said, report_of
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
    "quoted",
]

MOST = 400
"""Rows of a table; of more the page says how many there are."""
_STATUSES = ("status/adopted", "status/planned", "status/problem", "status/mentioned")
_NUMBERS = re.compile(r"\d{1,9}")
_QUALIFIED = {"over": "≥", "under": "<", "approx": "≈", "up_to": "≤"}


def plain(title: str, things: Iterable[str]) -> Section:
    """Return a section that names things and says no more of them."""
    every = list(things)
    return Section(title, [Row(thing=iri) for iri in every[:MOST]], len(every))


def of_kind(iris: Iterable[str], kind: str) -> Iterator[str]:
    """Yield those that are statements of a kind: report/…/adoption/…."""
    for iri in iris:
        if iri.removeprefix(BASE).split("/")[2:3] == [kind] and iri.startswith(f"{BASE}report/"):
            yield iri


def adoptions(lookups: Lookups, iris: Iterable[str], shown: str) -> list[Row]:
    """Return adoptions as rows about their place or their mechanism, the latest year first.

    Their sentences are read later, by ``quoted``, for those that are shown.
    """
    rows = []
    for iri in iris:
        said = lookups.said(iri)
        row = Row(
            thing=said.text(shown),
            year=said.number("year"),
            status=said.key("status"),
            bodies=said.texts("institution"),
            evidence=said.texts("evidence"),
        )
        rows.append(row)
    return sorted(rows, key=_by_year_and_name(lookups))


def quoted(lookups: Lookups, title: str, rows: Sequence[Row]) -> Section:
    """Return a section of the first rows, with their sentences."""
    shown = [replace(row, quote=first_quote(lookups, row.evidence)) for row in rows[:MOST]]
    return Section(title, shown, len(rows))


def by_status(lookups: Lookups, rows: Sequence[Row]) -> list[Section]:
    """Return one section for each status that occurs."""
    found = [(each, [row for row in rows if row.status == each]) for each in _STATUSES]
    return [quoted(lookups, status, rows) for status, rows in found if rows]


def acts(lookups: Lookups, title: str, iris: Iterable[str], shown: str) -> Section:
    """Return document acts as rows about their agent or their document."""

    def row(said: Said) -> Row:
        return Row(thing=said.text(shown), status=said.key("act"))

    return _told(lookups, title, iris, row, _by_year_and_name(lookups))


def measures(lookups: Lookups, iris: Iterable[str], *, whose: bool) -> Section:
    """Return measures in reading order, as rows about whoever took them or as printed."""

    def row(said: Said) -> Row:
        text = "" if whose else said.text("label")
        return Row(thing=said.text("actor") if whose else "", text=text, status=said.key("status"))

    return _told(lookups, "took-measures", iris, row, _by_place)


def figures(lookups: Lookups, iris: Iterable[str], *, whose: bool) -> Section:
    """Return figures with what they count, as rows about their place or their indicator."""

    def row(said: Said) -> Row:
        thing = said.text("jurisdiction") if whose else said.text("indicator")
        return Row(thing=thing, text=said.text("measured"), value=_value(said))

    return _told(lookups, "figures-list", iris, row, _by_place)


def honours(lookups: Lookups, iris: Iterable[str]) -> Section:
    """Return honours as printed."""
    return _told(lookups, "honours", iris, lambda said: Row(text=said.text("label")), _by_place)


def offices(lookups: Lookups, iris: Iterable[str]) -> Section:
    """Return who held which office, as the reports print it."""

    def row(said: Said) -> Row:
        who = lookups.name(said.text("member")).zh
        return Row(text=f"{who} · {said.text('label')}")

    return _told(lookups, "office-holders", iris, row, _by_place)


def mentions(lookups: Lookups, iri: str, told: Iterable[str]) -> Section | None:
    """Return the sentences that name a thing, but those that told it already; none if none."""
    known = set(told)
    every = (each for each in lookups.subjects("fz:about", iri) if each not in known)
    left = sorted(every, key=_rank(lookups))
    rows = [Row(thing=quote.report, quote=quote) for quote in _quotes(lookups, left[:MOST])]
    return Section("also-mentioned", rows, len(left)) if rows else None


def _told(
    lookups: Lookups,
    title: str,
    iris: Iterable[str],
    row: Callable[[Said], Row],
    order: Callable[[Row], Any],
) -> Section:
    """Return statements as rows; of many only the latest are read."""
    every = sorted(set(iris), key=_rank(lookups))
    rows = []
    for iri in every[:MOST]:
        said = lookups.said(iri)
        evidence = said.texts("evidence")
        quote, year = first_quote(lookups, evidence), said.number("year")
        rows.append(replace(row(said), year=year, quote=quote, evidence=evidence))
    return Section(title, sorted(rows, key=order), len(every))


def _rank(lookups: Lookups) -> Callable[[str], Any]:
    """Return the order of statements and sentences by IRI: latest year, report, place in it."""

    def rank(iri: str) -> tuple[int, str, list[int], str]:
        report = report_of(iri)
        numbers = list(map(int, _NUMBERS.findall(iri[len(report) :])))
        return -lookups.year(report), report, numbers, iri

    return rank


def _by_year_and_name(lookups: Lookups) -> Callable[[Row], Any]:
    return lambda row: (-row.year, lookups.name(row.thing).zh, row.status, row.evidence)


def _by_place(row: Row) -> tuple[int, str, int, int, str]:
    quote = row.quote or Quote("", "", 0, 0)
    return -row.year, quote.report, quote.start, quote.end, row.text


def first_quote(lookups: Lookups, evidence: Iterable[str]) -> Quote | None:
    """Return the first sentence that a statement rests on; a heading only if it is all."""
    found = [q for iri in evidence if (q := _quote(lookups, iri))]
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


def _value(said: Said) -> str:
    value = Decimal(said.text("value") or 0)
    sign = _QUALIFIED.get(said.key("qualifier").removeprefix("qualifier/"), "")
    return f"{sign}{value.normalize():,f} {said.text('unit')}".strip()
