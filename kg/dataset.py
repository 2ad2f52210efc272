"""What a graph says of itself: DCAT and VoID, written anew at the end of every build.

Statements are counted graph by graph and the counts kept beside the store, by the state of each
report, so that a build which changes a few reports counts those alone. The file holds nothing that
cannot be counted again.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.provenance import current_versions
from kg.quads import DATASET, PLACES, VOCABULARY, GraphText, integer, ref, term, text
from kg.store import GraphFolder
from ontology.iris import BASE
from ontology.terms import DCTERMS, FZ, PREFIXES, PROV, RDF

__all__ = ["describe_dataset"]

_FILE = "counts.json"
_SET = f"{BASE}dataset"
_REPORTS = f"{BASE}report/"
_BY_PROPERTY = "SELECT ?p (COUNT(*) AS ?n) WHERE { %s { ?s ?p ?o } } GROUP BY ?p"
_BY_CLASS = f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ %s {{ ?s <{RDF.type}> ?p }} }} GROUP BY ?p"
_OF_CLASS = f"""SELECT ?p (COUNT(*) AS ?n) WHERE {{
    %s {{ ?s <{RDF.type}> ?p . ?s ?any ?o }} }} GROUP BY ?p"""
_PARTS = {"properties": _BY_PROPERTY, "entities": _BY_CLASS, "classes": _OF_CLASS}

_TOLD = [
    ox.NamedNode(name)
    for name in (
        *(DCTERMS[name] for name in ("title", "issued", "publisher", "source")),
        *(FZ[name] for name in ("jurisdiction", "issuer", "year", "periodEnd", "reportKind")),
        *(FZ[name] for name in ("textOf", "doubt", "alsoFrom", "alsoAt", "profile")),
        PROV.wasInfluencedBy,
    )
]
"""What a report says of itself that does not follow from its text and the versions alone."""

_Counts: TypeAlias = dict[str, dict[str, int]]
"""How many statements have a property, things a class, statements a subject of a class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """One report: its graph, what its contents depend on, its counts."""

    iri: str
    state: str
    counts: _Counts


def describe_dataset(target: GraphFolder) -> None:
    """Put the description of the whole graph in place of the one before."""
    store = target.store
    known = _read(target.path / _FILE)
    names = sorted(node.value for node in store.named_graphs() if isinstance(node, ox.NamedNode))
    with ThreadPoolExecutor() as threads:  # counting leaves Python alone
        held = [name for name in names if name.startswith(_REPORTS)]
        reports = list(threads.map(lambda name: _held(store, name, known), held))
    graph = GraphText(DATASET)
    _describe(graph, store, reports)
    _describe_counts(graph, _sum(store, reports))
    target.replace_graphs({DATASET: graph.to_bytes()})
    _write(target.path / _FILE, reports)


def _held(store: ox.Store, name: str, known: dict[str, tuple[str, _Counts]]) -> _Held:
    state = _state(store, name)
    if known.get(name, ("",))[0] == state:
        return _Held(iri=name, state=state, counts=known[name][1])
    return _Held(iri=name, state=state, counts=_count(store, name))


def _state(store: ox.Store, name: str) -> str:
    """Return a hash of all that a report's statements follow from.

    That is the text and the versions, which its reading is named by, and what the user says of it
    in tables and corrections, which the report itself tells.
    """
    node = ox.NamedNode(name)
    own = [quad for name in _TOLD for quad in store.quads_for_pattern(node, name, None, node)]
    own += store.quads_for_pattern(None, ox.NamedNode(PROV.used), node, node)
    lines = sorted(f"{quad.subject} {quad.predicate} {quad.object}" for quad in own)
    return blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()


def _count(store: ox.Store, name: str) -> _Counts:
    """Return the counts of one graph; measured 19 ms for a report of 6,900 statements."""
    return {part: _rows(store, query % f"GRAPH <{name}>") for part, query in _PARTS.items()}


def _rows(store: ox.Store, query: str) -> dict[str, int]:
    rows = store.query(query)
    return {row["p"].value: int(row["n"].value) for row in rows}  # type: ignore[union-attr]


def _sum(store: ox.Store, reports: Iterable[_Held]) -> dict[str, Counter[str]]:
    counts = [report.counts for report in reports]
    counts += [_count(store, name) for name in (VOCABULARY, PLACES)]
    total = {part: Counter[str]() for part in _PARTS}
    for each in counts:
        for part, numbers in each.items():
            total[part].update(numbers)
    return total


def _describe(graph: GraphText, store: ox.Store, reports: list[_Held]) -> None:
    """State title, licence, version, and what is covered."""
    source = files("ontology").joinpath("dataset.ttl").read_bytes()
    for triple in ox.parse(source, format=ox.RdfFormat.TURTLE):
        graph.add(_SET, str(triple.predicate), str(triple.object))
    said = "\n".join(f"{report.iri} {report.state}" for report in reports)
    digest = blake2b(said.encode(), digest_size=6).hexdigest()
    graph.add(_SET, term("dcat:version"), text(f"{current_versions().released}+{digest}"))
    graph.add(_SET, term("dcterms:hasPart"), *(ref(report.iri) for report in reports))
    homes, years = set(), set()
    for report in reports:
        homes |= set(_values(store, report.iri, FZ.jurisdiction))
        for name in (FZ.year, FZ.periodEnd):
            years |= {int(year) for year in _values(store, report.iri, name)}
    graph.add(_SET, term("dcterms:spatial"), *map(ref, homes))
    if years:
        graph.add(_SET, term("dcterms:temporal"), text(f"{min(years)}/{max(years)}"))
    graph.add(_SET, term("dcterms:references"), *map(ref, _versions(store)))


def _values(store: ox.Store, report: str, name: str) -> Iterator[str]:
    node = ox.NamedNode(report)
    for quad in store.quads_for_pattern(node, ox.NamedNode(name), None, node):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.object.value


def _versions(store: ox.Store) -> set[str]:
    """Return the versions of program, vocabulary and gazetteer that readings used."""
    query = f"""SELECT DISTINCT ?used WHERE {{
        ?reading <{PROV.used}>|<{PROV.wasAssociatedWith}> ?used
        FILTER(!STRSTARTS(STR(?used), "{_REPORTS}")) }}"""
    rows = store.query(query, use_default_graph_as_union=True)
    return {row["used"].value for row in rows}  # type: ignore[union-attr]


def _describe_counts(graph: GraphText, total: dict[str, Counter[str]]) -> None:
    triples = sum(total["properties"].values())
    graph.add(_SET, term("void:triples"), integer(triples))
    for name, number in total["properties"].items():
        part = f"{_SET}/property/{_short(name)}"
        graph.add(_SET, term("void:propertyPartition"), ref(part))
        _describe_part(graph, part, term("void:property"), name, number)
    for name, number in total["classes"].items():
        part = f"{_SET}/class/{_short(name)}"
        graph.add(_SET, term("void:classPartition"), ref(part))
        _describe_part(graph, part, term("void:class"), name, number)
        graph.add(part, term("void:entities"), integer(total["entities"][name]))


def _describe_part(graph: GraphText, part: str, property_: str, name: str, number: int) -> None:
    graph.add(part, term("rdf:type"), term("void:Dataset"))
    graph.add(part, property_, ref(name))
    graph.add(part, term("void:triples"), integer(number))


def _short(iri: str) -> str:
    """Return a name that stands in an IRI: ``fz-Adoption``; the whole name's hash if need be."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and iri[len(base) :].isalnum():
            return f"{prefix}-{iri[len(base) :]}"
    return blake2b(iri.encode(), digest_size=6).hexdigest()


def _read(file: Path) -> dict[str, tuple[str, _Counts]]:
    """Return the counts kept, by report; none where the file is missing or damaged."""
    try:
        return {name: (state, counts) for name, state, counts in json.loads(file.read_bytes())}
    except (OSError, ValueError, TypeError):
        return {}


def _write(file: Path, reports: Iterable[_Held]) -> None:
    """Keep the counts; where that fails the next build counts again."""
    rows = [(report.iri, report.state, report.counts) for report in reports]
    file.unlink(missing_ok=True)
    file.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
