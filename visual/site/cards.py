"""The card of a thing: what it is, what it belongs to, what reports state of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from ontology.iris import BASE, evidence
from visual.reading.addresses import kind_of
from visual.reading.lookups import Lookups, Said
from visual.site import statements as of
from visual.site.records import Card, Fact, Row, Section

__all__ = ["card_of"]

_CLASSES = {
    "place": "ontology#Jurisdiction",
    "mechanism": "ontology#Mechanism",
    "document": "ontology#PolicyDocument",
    "institution": "ontology#Institution",
    "theme": "interface/system",
    "indicator": "interface/indicators-list",
}
_COUNTED = ("status/adopted", "status/planned", "status/problem")


def card_of(lookups: Lookups, iri: str) -> Card | None:
    """Return what a page shows of a thing; none of a thing of which the graph says nothing."""
    make = _CARDS.get(kind_of(iri))
    said = lookups.said(iri)
    return make(lookups, iri, said) if make and said else None


def _place(lookups: Lookups, iri: str, said: Said) -> Card:
    here = [iri, *said.texts("sameUnitAs"), *lookups.subjects("fz:sameUnitAs", iri)]
    stated = _each(lookups, "fz:jurisdiction", here)
    reports = [each for each in stated if kind_of(each) == "report"]
    for report in reports:
        lookups.load(report)
    bodies = [each for each in stated if kind_of(each) == "institution"]
    actors = [*here, *bodies]
    below = lookups.subjects("fz:within", iri)
    adopted = of.adoptions(lookups, of.of_kind(stated, "adoption"), "mechanism")
    sections = [
        of.plain("reports-list", reports),
        *of.by_status(lookups, adopted),
        of.acts(lookups, "act-of", _each(lookups, "fz:agent", actors), "document"),
        of.figures(lookups, of.of_kind(stated, "observation"), whose=False),
        of.measures(lookups, _each(lookups, "fz:actor", actors), whose=False),
        of.honours(lookups, _each(lookups, "fz:recipient", actors)),
        _offices(lookups, bodies),
        of.plain("institutions-list", _named(lookups, bodies)),
        of.plain("places-below", _named(lookups, below)),
    ]
    facts = [
        Fact("ontology#code", words=said.texts("code")),
        _concept("ontology#level", lookups, said.text("level")),
        _years(said),
        Fact("ontology#sameUnitAs", things=said.texts("sameUnitAs")),
        Fact("ontology#replacedBy", things=said.texts("replacedBy")),
    ]
    return _card(lookups, iri, facts, sections, above=lookups.chain(iri)[:-1])


def _mechanism(lookups: Lookups, iri: str, said: Said) -> Card:
    found = of.of_kind(lookups.subjects("fz:mechanism", iri), "adoption")
    adopted = of.adoptions(lookups, found, "jurisdiction")
    concerned = of.of_kind(lookups.subjects("fz:concerns", iri), "measure")
    runs = {body for row in adopted for body in row.bodies}
    told = [
        *of.by_status(lookups, adopted),
        of.plain("members", _named(lookups, lookups.subjects("fz:memberOf", iri))),
        of.plain("narrower", _named(lookups, lookups.subjects("skos:broader", iri))),
        of.measures(lookups, concerned, whose=True),
        of.plain("run-by", _named(lookups, runs)),
    ]
    sections = _with_mentions(lookups, iri, told)
    facts = [
        Fact("ontology#theme", things=said.texts("theme")),
        Fact("interface/broader", things=said.texts("broader")),
        Fact("ontology#memberOf", things=said.texts("memberOf")),
        Fact("ontology#establishedBy", things=said.texts("establishedBy")),
        Fact("ontology#notLabel", words=said.texts("notLabel")),
    ]
    above = [*said.texts("theme")[:1], *said.texts("broader")[:1]]
    return _card(lookups, iri, facts, sections, above=above, years=_by_year(adopted))


def _document(lookups: Lookups, iri: str, said: Said) -> Card:
    stated = of.of_kind(lookups.subjects("fz:document", iri), "act")
    done = of.acts(lookups, "act-of-document", stated, "agent")
    told = [
        done,
        of.plain("implemented-by", _named(lookups, lookups.subjects("fz:implementsDocument", iri))),
        of.plain("established", _named(lookups, lookups.subjects("fz:establishedBy", iri))),
        of.plain("texts-of", lookups.subjects("fz:textOf", iri)),
    ]
    sections = _with_mentions(lookups, iri, told)
    facts = [
        Fact("ontology#number", words=said.texts("number")),
        _concept("ontology#documentType", lookups, said.text("documentType")),
        Fact("ontology#issuedBy", things=said.texts("issuedBy")),
        Fact("ontology#year", words=said.texts("year")),
        _years(said),
        Fact("ontology#implementsDocument", things=said.texts("implementsDocument")),
        Fact("ontology#replacedBy", things=said.texts("replacedBy")),
    ]
    return _card(lookups, iri, facts, sections)


def _institution(lookups: Lookups, iri: str, said: Said) -> Card:
    run = of.of_kind(lookups.subjects("fz:institution", iri), "adoption")
    adopted = of.adoptions(lookups, run, "mechanism")
    done = of.acts(lookups, "act-of", lookups.subjects("fz:agent", iri), "document")
    taken = of.measures(lookups, lookups.subjects("fz:actor", iri), whose=False)
    told = [
        of.quoted(lookups, "runs", adopted),
        done,
        taken,
        of.honours(lookups, lookups.subjects("fz:recipient", iri)),
        _offices(lookups, [iri]),
        of.plain("organs", _named(lookups, lookups.subjects("org:subOrganizationOf", iri))),
        of.plain("documents-issued", _named(lookups, lookups.subjects("fz:issuedBy", iri))),
    ]
    sections = _with_mentions(lookups, iri, told)
    facts = [
        _concept("ontology#kind", lookups, said.text("kind")),
        Fact("ontology#jurisdiction", things=said.texts("jurisdiction")),
        Fact("interface/organ-of", things=said.texts("subOrganizationOf")),
        Fact("ontology#guidedBy", things=said.texts("guidedBy")),
        Fact("ontology#replacedBy", things=said.texts("replacedBy")),
        Fact("interface/inverse-replacedBy", things=tuple(lookups.subjects("fz:replacedBy", iri))),
    ]
    home = said.text("jurisdiction")
    return _card(lookups, iri, facts, sections, above=lookups.chain(home) if home else ())


def _theme(lookups: Lookups, iri: str, _: Said) -> Card:
    every = lookups.subjects("fz:theme", iri)
    kept = [each for each in every if kind_of(each) == "mechanism"]
    taken = of.of_kind(every, "measure")
    rows = sorted(
        (Row(thing=each, value=str(_adopters(lookups, each))) for each in kept),
        key=lambda row: (-int(row.value), lookups.name(row.thing).zh),
    )
    sections = [
        Section("mechanisms-adopted", rows[: of.MOST], len(rows)),
        of.measures(lookups, taken, whose=True),
    ]
    return _card(lookups, iri, (), sections)


def _indicator(lookups: Lookups, iri: str, _: Said) -> Card:
    found = of.of_kind(lookups.subjects("fz:indicator", iri), "observation")
    sections = [of.figures(lookups, found, whose=True)]
    return _card(lookups, iri, (), sections)


_CARDS: Mapping[str, Callable[[Lookups, str, Said], Card]] = {
    "place": _place,
    "mechanism": _mechanism,
    "document": _document,
    "institution": _institution,
    "theme": _theme,
    "indicator": _indicator,
}


def _card(
    lookups: Lookups,
    iri: str,
    facts: Iterable[Fact],
    sections: Iterable[Section | None],
    *,
    above: Iterable[str] = (),
    years: dict[str, dict[int, int]] | None = None,
) -> Card:
    name = lookups.name(iri)
    return Card(
        iri=iri,
        kind=_CLASSES[kind_of(iri)],
        name=name,
        aliases=lookups.forms(iri)[1:],
        above=tuple(above),
        facts=tuple(fact for fact in facts if fact.things or fact.words),
        sections=tuple(each for each in sections if each and each.rows),
        years=years or {},
    )


def _with_mentions(
    lookups: Lookups, iri: str, sections: Iterable[Section | None]
) -> list[Section | None]:
    """Return sections, and behind them the sentences that only name the thing."""
    known = list(sections)
    quotes = (row.quote for part in known if part for row in part.rows)
    told = {evidence(quote.report, quote.start, quote.end) for quote in quotes if quote}
    return [*known, of.mentions(lookups, iri, told)]


def _adopters(lookups: Lookups, mechanism: str) -> int:
    return len(lookups.subjects("fz:adopts", mechanism))


def _each(lookups: Lookups, name: str, iris: Iterable[str]) -> list[str]:
    return sorted({found for iri in iris for found in lookups.subjects(name, iri)})


def _named(lookups: Lookups, iris: Iterable[str]) -> list[str]:
    """Return things that have pages, by their codes and names."""
    kept = [iri for iri in iris if kind_of(iri)]
    return sorted(kept, key=lambda iri: (_code(iri), lookups.name(iri).zh, iri))


def _code(iri: str) -> str:
    first, _, rest = iri.removeprefix(BASE).partition("/")
    return rest if first == "area" else ""


def _offices(lookups: Lookups, bodies: Iterable[str]) -> Section:
    found = of.of_kind(_each(lookups, "org:organization", bodies), "membership")
    return of.offices(lookups, found)


def _concept(title: str, lookups: Lookups, iri: str) -> Fact:
    return Fact(title, words=(lookups.name(iri),) if iri else ())


def _years(said: Said) -> Fact:
    """Return from when to when a thing is what it is: 1995–, –2020."""
    begin, end = said.text("validFrom"), said.text("validTo")
    return Fact("interface/in-force", words=(f"{begin}–{end}",) if begin or end else ())


def _by_year(rows: Iterable[Row]) -> dict[str, dict[int, int]]:
    """Return how many places report a mechanism with each status, year by year."""
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        if row.year and row.status in _COUNTED:
            found[row.status][row.year].add(row.thing)
    years = sorted({year for by in found.values() for year in by})
    return {
        status: {year: len(found[status].get(year, ())) for year in years}
        for status in _COUNTED
        if status in found
    }
