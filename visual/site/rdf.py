"""What a graph says of one thing as a small RDF file, the same bytes for the same graph."""

import pyoxigraph as ox

from ontology.terms import PREFIXES

__all__ = ["description", "jsonld", "turtle_of"]

_LEFT_OUT = {
    f"{PREFIXES['fz']}about",
    f"{PREFIXES['prov']}wasDerivedFrom",
    f"{PREFIXES['fz']}report",
    f"{PREFIXES['fz']}mentions",
    f"{PREFIXES['fz']}concerns",
    f"{PREFIXES['fz']}actor",
}
"""Links from each sentence and each measure, thousands of them: the whole graph has them."""


def description(store: ox.Store, iri: str) -> list[ox.Triple]:
    """Return what is said of a thing, and what states something of it but measures, in order."""
    node = ox.NamedNode(iri)
    found = {quad.triple for quad in store.quads_for_pattern(node, None, None)}
    for quad in store.quads_for_pattern(None, None, node):
        is_measure = "/measure/" in str(quad.subject)
        if quad.predicate.value not in _LEFT_OUT and not is_measure:
            found.add(quad.triple)
    own = [(str(triple.subject) != str(node), str(triple), triple) for triple in found]
    return [triple for _, _, triple in sorted(own, key=lambda each: each[:2])]


def turtle_of(triples: list[ox.Triple]) -> bytes:
    """Return triples as Turtle."""
    return _written(triples, ox.RdfFormat.TURTLE)


def jsonld(triples: list[ox.Triple]) -> bytes:
    """Return triples as JSON-LD."""
    return _written(triples, ox.RdfFormat.JSON_LD)


def _written(triples: list[ox.Triple], form: ox.RdfFormat) -> bytes:
    """Return triples in a format; prefixes stand sorted, whatever the library does."""
    plain = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    used = {name: base for name, base in PREFIXES.items() if f"<{base}".encode() in plain}
    data = ox.serialize(triples, format=form, prefixes=used) or b""
    if form != ox.RdfFormat.TURTLE:
        return data
    lines = data.splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix")]
    return b"".join(sorted(head)) + b"".join(lines[len(head) :])
