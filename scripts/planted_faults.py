"""Plant twenty faults in a graph, one of a kind, each to be found once and nothing else.

Used by ``scripts/trust_graph.py`` and by its test.
"""

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from ontology.terms import FOAF, FZ, OA, ORG, PROV, RDF, RDFS, SKOS

__all__ = ["FAULTS", "plant"]

Fault = tuple[str, str]
"""The node and the property at which the fault is to be found; empty if the node itself is."""


def plant(store: ox.Store) -> list[Fault]:
    """Put every fault into a graph and return where each is to be found."""
    taken: set[ox.NamedNode] = set()
    return [fault(_Planter(store, taken)) for fault in FAULTS]


class _Planter:
    """Changes single statements of nodes that have no fault yet."""

    def __init__(self, store: ox.Store, taken: set[ox.NamedNode]) -> None:
        self.store, self._taken = store, taken

    def node(self, cls: str, having: str = "", fits: Callable[[str], bool] = bool) -> ox.NamedNode:
        """Return the first node of a class with a property that no fault was planted in."""
        found = self.store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(cls))
        for node in sorted((q.subject for q in found if _named(q.subject)), key=str):
            if node in self._taken or not fits(node.value):
                continue
            if not having or next(self.quads(node, having), None):
                self._taken.add(node)
                return node
        raise ValueError(f"no {cls} left")

    def quads(self, node: ox.NamedNode, name: str) -> Iterator[ox.Quad]:
        """Yield the statements of a node with a property."""
        return self.store.quads_for_pattern(node, ox.NamedNode(name), None)

    def drop(self, cls: str, name: str) -> Fault:
        """Take all values of a property from a node."""
        node = self.node(cls, name)
        for quad in list(self.quads(node, name)):
            self.store.remove(quad)
        return node.value, name

    def put(self, cls: str, name: str, value: ox.NamedNode | ox.Literal, *, more: bool) -> Fault:
        """Give a node another value of a property, or one more."""
        node = self.node(cls, name)
        before = list(self.quads(node, name))
        for quad in before if not more else ():
            self.store.remove(quad)
        graph = before[0].graph_name
        self.store.add(ox.Quad(node, ox.NamedNode(name), value, graph))
        return node.value, name


def _named(term: object) -> bool:
    return isinstance(term, ox.NamedNode)


def _text(value: str) -> ox.Literal:
    return ox.Literal(value)


def _number(value: int) -> ox.Literal:
    return ox.Literal(value)


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _quote_of_other_length(planter: _Planter) -> Fault:
    """Cut the last character of a quote that no adoption's name stands in."""
    node = planter.node(FZ.Honour, FZ.evidence)
    evidence = next(planter.quads(node, FZ.evidence)).object
    (quad,) = planter.quads(evidence, OA.exact)
    planter.store.remove(quad)
    cut = ox.Quad(evidence, quad.predicate, _text(quad.object.value[:-1]), quad.graph_name)
    planter.store.add(cut)
    return evidence.value, OA.exact


def _foreign_evidence(planter: _Planter) -> Fault:
    """Let a measure also rest on a sentence of another report."""
    node = planter.node(FZ.Measure, FZ.evidence)
    own = next(planter.quads(node, PROV.wasDerivedFrom))
    reports = planter.store.quads_for_pattern(None, _node(FZ.report), None)
    other = next(quad.subject for quad in reports if quad.object != own.object)
    planter.store.add(ox.Quad(node, _node(FZ.evidence), other, own.graph_name))
    return node.value, FZ.evidence


def _direct_edge_without_ground(planter: _Planter) -> Fault:
    """Let a place adopt a mechanism of which no report says so."""
    mechanism = planter.node(FZ.Mechanism, SKOS.inScheme, _is_unadopted(planter.store))
    place = next(planter.store.quads_for_pattern(None, _node(FZ.adopts), None)).subject
    graph = next(planter.store.quads_for_pattern(place, _node(FZ.adopts), None)).graph_name
    planter.store.add(ox.Quad(place, _node(FZ.adopts), mechanism, graph))
    return place.value, FZ.adopts


def _is_unadopted(store: ox.Store) -> Callable[[str], bool]:
    return lambda iri: next(store.quads_for_pattern(None, None, _node(iri), None), None) is None


FAULTS: tuple[Callable[[_Planter], Fault], ...] = (
    lambda p: p.drop(FZ.Adoption, FZ.year),
    lambda p: p.drop(FZ.Adoption, FZ.evidence),
    lambda p: p.put(FZ.Measure, FZ.status, _node(f"{FZ.base}adopted"), more=False),
    lambda p: p.put(FZ.Adoption, FZ.surface, _text("无此名称"), more=False),
    lambda p: p.put(FZ.Measure, FZ.year, _number(1999), more=False),
    lambda p: p.drop(FZ.Measure, FZ.verb),
    lambda p: p.put(FZ.Measure, FZ.actor, _node("https://example.org/nobody"), more=False),
    lambda p: p.put(FZ.Observation, FZ.value, _text("60"), more=False),
    lambda p: p.drop(FZ.Observation, FZ.measured),
    lambda p: p.put(FZ.Observation, FZ.unit, _text("件件"), more=True),
    lambda p: p.drop(FZ.DocumentAct, FZ.year),
    lambda p: p.put(FZ.Jurisdiction, FZ.code, _text("37O983"), more=False),
    lambda p: p.put(FZ.Jurisdiction, FZ.level, _node(f"{FZ.base}county"), more=False),
    lambda p: p.put(FZ.Institution, FZ.jurisdiction, _node("https://example.org/no"), more=True),
    lambda p: p.put(FZ.Report, FZ.sha256, _text("ABC"), more=False),
    lambda p: p.drop(ORG.Membership, RDFS.label),
    lambda p: p.put(FOAF.Person, RDFS.label, ox.Literal("张冠李戴", language="zh"), more=True),
    _quote_of_other_length,
    _foreign_evidence,
    _direct_edge_without_ground,
)
"""Cardinality, datatype, code pattern, offsets, evidence, year, status, edges: one fault each."""
