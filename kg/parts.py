"""A part of a graph: just the things of an answer, what is said between them, and the sentences."""

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.sparql import Record
from ontology.errors import KgError
from ontology.iris import BASE
from ontology.terms import PREFIXES

__all__ = ["MOST", "part_of", "things_of"]

MOST = 2_000
"""Things that a page can draw."""

_DRAWN = frozenset(
    f"{PREFIXES[prefix]}{name}"
    for prefix, name in (
        ("fz", "Jurisdiction"),
        ("fz", "Institution"),
        ("fz", "PolicyDocument"),
        ("fz", "Mechanism"),
        ("fz", "Report"),
        ("fz", "Honour"),
        ("foaf", "Person"),
    )
)
_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
_EVIDENCE = ox.NamedNode(f"{PREFIXES['fz']}evidence")
_ABOUT = tuple(
    ox.NamedNode(f"{PREFIXES[prefix]}{name}")
    for prefix, name in (
        ("fz", "mechanism"),
        ("fz", "document"),
        ("fz", "recipient"),
        ("org", "member"),
    )
)
_WHOSE = tuple(
    ox.NamedNode(f"{PREFIXES[prefix]}{name}")
    for prefix, name in (("fz", "jurisdiction"), ("fz", "agent"), ("org", "organization"))
)


def things_of(store: ox.Store, rows: Sequence[Record]) -> frozenset[str]:
    """Return the things that an answer names and that can be drawn.

    Raises:
        KgError: There is none, or there are too many for a page.
    """
    named = {
        value
        for row in rows
        for value in row.values()
        if isinstance(value, str) and value.startswith(BASE) and _is_iri(value)
    }
    found = frozenset(iri for iri in named if _classes(store, iri) & _DRAWN)
    if not found:
        raise KgError("the answer names nothing that can be drawn: ask for places, mechanisms …")
    if len(found) > MOST:
        raise KgError(f"{len(found):,} things are too many for a page: narrow the question")
    return found


def part_of(store: ox.Store, things: Iterable[str]) -> ox.Store:
    """Return a graph of these things alone, with what the reports say between two of them."""
    nodes = {ox.NamedNode(iri) for iri in things}
    part = ox.Store()
    part.extend(quad for node in nodes for quad in store.quads_for_pattern(node, None, None))
    for statement in _statements(store, nodes):
        _copy(store, part, statement)
        for quad in store.quads_for_pattern(statement, _EVIDENCE, None):
            if isinstance(quad.object, ox.NamedNode):
                _copy(store, part, quad.object)
    concepts = {quad.object for quad in part if isinstance(quad.object, ox.NamedNode)}
    for node in concepts - nodes:
        if not _classes(store, node.value) & _DRAWN:
            _copy(store, part, node)
    return part


def _statements(store: ox.Store, nodes: set[ox.NamedNode]) -> Iterator[ox.NamedNode]:
    """Yield the statements of which both ends are among these things."""
    for node in nodes:
        for name in _ABOUT:
            for quad in store.quads_for_pattern(None, name, node):
                statement = quad.subject
                if isinstance(statement, ox.NamedNode) and _is_of(store, statement, nodes):
                    yield statement


def _is_of(store: ox.Store, statement: ox.NamedNode, nodes: set[ox.NamedNode]) -> bool:
    """Tell whether the place or body of a statement is among these things."""
    return any(
        quad.object in nodes
        for name in _WHOSE
        for quad in store.quads_for_pattern(statement, name, None)
    )


def _copy(store: ox.Store, part: ox.Store, node: ox.NamedNode) -> None:
    part.extend(store.quads_for_pattern(node, None, None))


def _classes(store: ox.Store, iri: str) -> set[str]:
    quads = store.quads_for_pattern(ox.NamedNode(iri), _TYPE, None)
    return {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}


def _is_iri(value: str) -> bool:
    return not set(value) & set(' <>"{}|^`\\\n\t\r')
