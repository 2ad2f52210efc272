"""What of a graph can be looked at: things, links between them, sentences that show them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import sha256

import pyoxigraph as ox

from ontology.iris import BASE
from ontology.terms import FOAF, PREFIXES
from visual.figures import read_figures
from visual.records import Link, Quote, Subgraph, Thing
from visual.reports import name_reports
from visual.rows import Rows, Sentence
from visual.scans import Progress
from visual.words import Word, concept_words

__all__ = ["Link", "Quote", "Subgraph", "Thing", "opaque", "read_subgraph"]

THEME = "theme"
"""Kind of the Outline's systems, which are concepts and have no class."""
_NAMES = ("prefLabel", "label", "title")
_ALIASES = ("altLabel", "hiddenLabel", "contextualLabel")
_KINDS = {FOAF.Person: "interface/person"}
_RELATIONS = {
    PREFIXES["skos"] + "broader": "interface/broader",
    PREFIXES["org"] + "subOrganizationOf": "interface/organ-of",
    PREFIXES["dcterms"] + "source": "interface/source",
    PREFIXES["dcterms"] + "publisher": "interface/publisher",
    PREFIXES["dcterms"] + "issued": "interface/issued",
}


@lru_cache(maxsize=1 << 17)
def opaque(name: str) -> str:
    """Return an id that holds nothing of the name: ten hex digits of its sha256."""
    return sha256(name.encode()).hexdigest()[:10]


def read_subgraph(store: ox.Store, progress: Progress | None = None) -> Subgraph:
    """Return what can be looked at in a store that follows the graph contract."""
    rows = Rows(store, progress)
    quotes, shown = _quotes(rows)
    figures, owned = read_figures(rows.figures(), shown)
    things = {
        iri: replace(thing, figures=owned[iri]) if iri in owned else thing
        for iri, thing in _things(rows, shown)
    }
    links = tuple(_links(rows, things, shown))
    things = dict(name_reports(things, links))
    linked = {link.target for link in links}
    return Subgraph(
        things={i: t for i, t in things.items() if t.kind != THEME or i in linked},
        links=links,
        quotes=quotes,
        concepts=_concepts(rows),
        figures=figures,
    )


@cache
def _key(iri: str) -> str:
    """Return the key under which the page words a term."""
    return _KINDS.get(iri) or _RELATIONS.get(iri) or iri.removeprefix(BASE)


def _quotes(rows: Rows) -> tuple[tuple[Quote, ...], dict[str, tuple[int, ...]]]:
    """Return the sentences in reading order, and which of them show which fact or thing."""
    read = dict(rows.quotes())
    quotes = sorted(set(read.values()))
    place = {quote: index for index, quote in enumerate(quotes)}
    at = {evidence: place[quote] for evidence, quote in read.items()}
    shown: dict[str, set[int]] = defaultdict(set)
    for thing, evidence in rows.evidence():
        if evidence in at:
            shown[thing].add(at[evidence])
    found = {thing: tuple(sorted(indices)) for thing, indices in shown.items()}
    return tuple(map(_quote, quotes)), found


def _quote(row: Sentence) -> Quote:
    report, start, end, text, section, reason, confidence = row
    return Quote(
        report=report,
        start=start,
        end=end,
        text=text,
        section=section,
        reason=reason.removeprefix(BASE),
        confidence=confidence,
    )


def _things(rows: Rows, shown: dict[str, tuple[int, ...]]) -> Iterator[tuple[str, Thing]]:
    said: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for iri, kind, prop, value in rows.things():
        said[iri, _key(kind)].append((prop, value))
    for (iri, kind), pairs in sorted(said.items()):
        yield iri, _thing(iri, kind, sorted(pairs), shown.get(iri, ()))
    for key, word in sorted(concept_words("themes").items()):
        yield BASE + key, Thing(iri=BASE + key, kind=THEME, zh=word.zh, en=word.en)


def _thing(iri: str, kind: str, pairs: list[tuple[str, str]], quotes: tuple[int, ...]) -> Thing:
    """Sort what is said of a thing into names, aliases and the rest."""
    by: dict[str, list[str]] = defaultdict(list)
    facts = []
    for prop, value in pairs:
        local = prop.replace("#", "/").rsplit("/", 1)[-1]
        if local in (*_NAMES, *_ALIASES):
            by["name" if local in _NAMES else "alias"].append(value)
        else:
            facts.append((_key(prop), value.removeprefix(BASE)))
    names = by["name"]
    zh = next((name for name in names if not name.startswith("@")), "")
    en = next((name[4:] for name in names if name.startswith("@en ")), "")
    others = {name.removeprefix("@en ") for name in (*names, *by["alias"])}
    return Thing(
        iri=iri,
        kind=kind,
        zh=zh or en or iri.rsplit("/", 1)[-1],
        en=en,
        aliases=tuple(sorted(others - {zh, en})),
        facts=tuple(facts),
        quotes=quotes,
    )


def _links(
    rows: Rows, things: dict[str, Thing], shown: dict[str, tuple[int, ...]]
) -> Iterator[Link]:
    """Yield the links whose two ends are drawn; what several statements say is one link."""
    said: dict[tuple[str, str, str], tuple[set[int], set[int]]] = {}
    for source, relation, target in rows.links():
        if source in things and target in things and source != target:
            said.setdefault((source, _key(relation), target), (set(), set()))
    for statement, source, relation, target, year in rows.statements():
        if source in things and target in things and source != target:
            link = (source, _key(relation), target)
            years, quotes = said.setdefault(link, (set(), set()))
            quotes.update(shown.get(statement, ()))
            years.update([int(year)] if year else [])
    for (source, relation, target), (years, quotes) in sorted(said.items()):
        yield Link(
            source=source,
            relation=relation,
            target=target,
            years=tuple(sorted(years)),
            quotes=tuple(sorted(quotes)),
        )


def _concepts(rows: Rows) -> dict[str, Word]:
    """Return the names of the concepts that describe things, keyed ``level/county``."""
    names: dict[str, list[str]] = defaultdict(list)
    for iri, label in sorted(rows.concepts()):
        names[iri.removeprefix(BASE)].append(label)
    return {key: _word(labels) for key, labels in names.items()}


def _word(labels: Iterable[str]) -> Word:
    zh = next((label for label in labels if not label.startswith("@")), "")
    en = next((label[4:] for label in labels if label.startswith("@en ")), "")
    return Word(zh or en, en or zh)
