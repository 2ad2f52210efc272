"""Run the SHACL Core part of ``shapes.ttl`` over a store through pySHACL.

pySHACL reads rdflib graphs. Only what the shapes speak of is copied into one: statements whose
property they name, the classes of ``fazhi.ttl``, and vocabulary entries that the store names
without describing them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ontology.terms import RDF, RDFS, SH, SKOS

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import IdentifiedNode, Node

__all__ = ["Result", "check_shapes", "shapes_graph", "union_graph"]

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Row: TypeAlias = tuple[_Term, _Term, _Term]

_TYPE = ox.NamedNode(RDF.type)
_SUBCLASS = ox.NamedNode(RDFS.subClassOf)
_NAMED = {ox.NamedNode(iri) for iri in (RDF.type, SKOS.prefLabel, SKOS.inScheme)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One validation result, as plain strings."""

    focus: str
    path: str
    value: str
    severity: str
    messages: Mapping[str, str]
    """By language."""


def check_shapes(store: ox.Store) -> Iterator[Result]:
    """Yield what the union of all graphs of a store has against the shapes, node by node."""
    from pyshacl import validate  # noqa: PLC0415 (takes a third of a second)

    shapes = shapes_graph()
    shapes.remove((None, _Terms().iri(SH.sparql), None))
    spoken_of = {str(value) for value in shapes.objects()} | {RDF.type}
    data = union_graph(store, {iri for iri in spoken_of if iri.startswith("http")})
    _, report, _ = validate(data, shacl_graph=shapes, inplace=True, inference="none")
    return _results(report)


def shapes_graph() -> "Graph":
    """Return ``shapes.ttl`` for rdflib."""
    return _graph(_read("shapes.ttl"))


def union_graph(store: ox.Store, predicates: Iterable[str] | None = None) -> "Graph":
    """Return the union of all graphs for rdflib, with the classes and concepts it leans on.

    With predicates given, statements with other properties are left out.
    """
    nodes = [None] if predicates is None else [ox.NamedNode(iri) for iri in sorted(predicates)]
    stated = (
        (quad.subject, quad.predicate, quad.object)
        for node in nodes
        for quad in store.quads_for_pattern(None, node, None, None)
    )
    return _graph((*stated, *_classes(), *_concepts(store)))


def _classes() -> Iterator[_Row]:
    return (row for row in _read("fazhi.ttl") if row[1] == _SUBCLASS)


def _concepts(store: ox.Store) -> Iterator[_Row]:
    """Yield class, names and scheme of vocabulary entries that the store does not describe."""
    wanted: dict[_Term, bool] = {}
    for path in sorted(files("ontology").joinpath("vocab").iterdir(), key=lambda path: path.name):
        for row in _read(f"vocab/{path.name}"):
            subject = row[0]
            if row[1] not in _NAMED or not isinstance(subject, ox.NamedNode):
                continue
            if subject not in wanted:
                wanted[subject] = _is_only_named(store, subject)
            if wanted[subject]:
                yield row


def _is_only_named(store: ox.Store, node: ox.NamedNode) -> bool:
    described = any(store.quads_for_pattern(node, _TYPE, None, None))
    return not described and any(store.quads_for_pattern(None, None, node, None))


def _read(name: str) -> Iterator[_Row]:
    """Yield the statements of a Turtle file of ``ontology/``."""
    source = files("ontology").joinpath(name).read_bytes()
    for triple in ox.parse(source, format=ox.RdfFormat.TURTLE):
        yield triple.subject, triple.predicate, triple.object


def _graph(rows: Iterable[_Row]) -> "Graph":
    from rdflib import Graph  # noqa: PLC0415

    graph, terms = Graph(), _Terms()
    for subject, predicate, value in rows:
        graph.add((terms.of(subject), terms.of(predicate), terms.of(value)))
    return graph


class _Terms:
    """Turns terms of Oxigraph into terms of rdflib, each IRI once."""

    def __init__(self) -> None:
        from rdflib import BNode, Literal, URIRef  # noqa: PLC0415

        self._node, self._literal, self.iri = BNode, Literal, URIRef
        self._known: dict[_Term, IdentifiedNode] = {}

    def of(self, term: _Term) -> "Node":
        """Return the same term for rdflib."""
        if isinstance(term, ox.Literal):
            if term.language:
                return self._literal(term.value, lang=term.language)
            return self._literal(term.value, datatype=term.datatype.value)
        if term not in self._known:
            if isinstance(term, ox.NamedNode):
                self._known[term] = self.iri(term.value)
            else:
                self._known[term] = self._node(str(term))
        return self._known[term]


def _results(report: "Graph") -> Iterator[Result]:
    iri = _Terms().iri

    def one(result: "Node", name: str) -> str:
        value = report.value(result, iri(name))
        return "" if value is None else str(value)

    for result in report.objects(None, iri(SH.result)):
        path = report.value(result, iri(SH.resultPath))
        yield Result(
            focus=one(result, SH.focusNode),
            path=str(path) if isinstance(path, iri) else "",
            value=one(result, SH.value),
            severity=one(result, SH.resultSeverity).removeprefix(SH.base),
            messages={
                getattr(message, "language", None) or "": str(message)
                for message in report.objects(result, iri(SH.resultMessage))
            },
        )
