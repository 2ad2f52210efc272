"""What of a graph can be looked at: things, links between them, sentences that show them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files

import pyoxigraph as ox

from ontology.iris import BASE
from ontology.terms import FOAF, PREFIXES, sparql_prefixes
from visual.figures import read_figures
from visual.records import Link, Quote, Subgraph, Thing
from visual.reports import name_reports
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


def opaque(name: str) -> str:
    """Return an id that holds nothing of the name: ten hex digits of its sha256."""
    return sha256(name.encode()).hexdigest()[:10]


def read_subgraph(store: ox.Store) -> Subgraph:
    """Return what can be looked at in a store that follows the graph contract."""
    quotes, shown = _quotes(store)
    figures, owned = read_figures(_rows(store, "figures"), shown)
    things = {
        iri: replace(thing, figures=owned.get(iri, ())) for iri, thing in _things(store, shown)
    }
    links = tuple(_links(store, things, shown))
    things = dict(name_reports(things, links))
    linked = {link.target for link in links}
    return Subgraph(
        things={i: t for i, t in things.items() if t.kind != THEME or i in linked},
        links=links,
        quotes=quotes,
        concepts=_concepts(store),
        figures=figures,
    )


def _rows(store: ox.Store, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the answers of ``queries/<name>.rq`` as strings, the unbound ones empty."""
    text = files("visual").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
    solutions = store.query(sparql_prefixes() + text, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 # every query is a SELECT
    for solution in solutions:
        yield tuple("" if value is None else _text(value) for value in solution)


def _text(value: object) -> str:
    """Return a term's text; a label that is not Chinese opens with ``@en `` and the like."""
    text = str(getattr(value, "value", value))
    tag = getattr(value, "language", None)
    return f"@{tag} {text}" if tag and tag != "zh" else text


def _key(iri: str) -> str:
    """Return the key under which the page words a term."""
    return _KINDS.get(iri) or _RELATIONS.get(iri) or iri.removeprefix(BASE)


def _quotes(store: ox.Store) -> tuple[tuple[Quote, ...], dict[str, tuple[int, ...]]]:
    """Return the sentences in reading order, and which of them show which fact or thing."""
    read = {
        row[0]: Quote(
            report=row[4],
            start=int(row[2]),
            end=int(row[3]),
            text=row[1],
            section=row[5],
            reason=row[6].removeprefix(BASE),
            confidence=row[7],
        )
        for row in sorted(_rows(store, "quotes"))
    }
    quotes = tuple(sorted(set(read.values())))
    place = {quote: index for index, quote in enumerate(quotes)}
    shown = defaultdict(set)
    for thing, evidence in _rows(store, "evidence"):
        if evidence in read:
            shown[thing].add(place[read[evidence]])
    return quotes, {thing: tuple(sorted(indices)) for thing, indices in shown.items()}


def _things(store: ox.Store, shown: dict[str, tuple[int, ...]]) -> Iterator[tuple[str, Thing]]:
    said: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for iri, kind, prop, value in _rows(store, "things"):
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
    store: ox.Store, things: dict[str, Thing], shown: dict[str, tuple[int, ...]]
) -> Iterator[Link]:
    """Yield the links whose two ends are drawn; what several statements say is one link."""
    years: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    quotes: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for source, relation, target in _rows(store, "links"):
        quotes[source, _key(relation), target] |= set()
    for statement, source, relation, target, year in _rows(store, "statements"):
        link = (source, _key(relation), target)
        quotes[link] |= set(shown.get(statement, ()))
        years[link] |= {int(year)} if year else set()
    for link in sorted(quotes):
        source, relation, target = link
        if source in things and target in things and source != target:
            yield Link(
                source=source,
                relation=relation,
                target=target,
                years=tuple(sorted(years[link])),
                quotes=tuple(sorted(quotes[link])),
            )


def _concepts(store: ox.Store) -> dict[str, Word]:
    """Return the names of the concepts that describe things, keyed ``level/county``."""
    names: dict[str, list[str]] = defaultdict(list)
    for iri, label in sorted(_rows(store, "concepts")):
        names[iri.removeprefix(BASE)].append(label)
    return {key: _word(labels) for key, labels in names.items()}


def _word(labels: Iterable[str]) -> Word:
    zh = next((label for label in labels if not label.startswith("@")), "")
    en = next((label[4:] for label in labels if label.startswith("@en ")), "")
    return Word(zh or en, en or zh)
