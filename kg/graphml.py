"""The graph as GraphML: things as nodes, what joins them as edges, for Gephi and the like."""

import io
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.sparql import Value, select

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["graphml", "network"]

_CLASSES = (
    "fz:Jurisdiction fz:Institution fz:PolicyDocument fz:Mechanism fz:Report fz:Honour foaf:Person"
)
_EDGES = {"adopts": "adopted", "plansToAdopt": "planned", "reportsProblemWith": "problem"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_YEARS = """
SELECT DISTINCT ?place ?mechanism ?status ?year WHERE {
  ?adoption a fz:Adoption ; fz:jurisdiction ?place ; fz:mechanism ?mechanism ;
            fz:status ?status ; fz:year ?year
}"""
_NODES = """
SELECT ?iri ?class ?label (LANG(?label) AS ?tag) ?property WHERE {
  VALUES ?class { %s }
  ?iri a ?class
  OPTIONAL { VALUES ?property { rdfs:label skos:prefLabel dcterms:title } ?iri ?property ?label }
} ORDER BY ?iri ?class ?property ?label"""
_LINKS = """
SELECT DISTINCT ?subject ?property ?object WHERE {
  VALUES ?class { %s } VALUES ?other { %s }
  ?subject a ?class ; ?property ?object . ?object a ?other
}"""


def graphml(store: ox.Store) -> bytes:
    """Return the things of the graph and the edges between them."""
    import networkx as nx  # noqa: PLC0415 (200 ms, for this format alone)

    output = io.BytesIO()
    nx.write_graphml(network(store), output, encoding="utf-8")
    return output.getvalue()


def network(store: ox.Store) -> "MultiDiGraph":
    """Return the things of the graph and the edges between them for analysis.

    Statements and evidence are no nodes; an edge of adoption carries the years reported.
    """
    import networkx as nx  # noqa: PLC0415

    found, years = nx.MultiDiGraph(), _years(store)
    for iri, attributes in sorted(_nodes(store).items()):
        found.add_node(iri, **attributes)
    for subject, relation, value in _edges(store):
        when = " ".join(sorted(years.get((subject, relation, value), ())))
        found.add_edge(subject, value, key=relation, relation=relation, years=when)
    return found


def _nodes(store: ox.Store) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in select(store, _NODES % _CLASSES):
        node = found.setdefault(str(row["iri"]), {"class": _local(row["class"]), "label": ""})
        if row["label"]:
            label = _NOT_XML.sub(" ", str(row["label"]))
            node.setdefault(f"label_{row['tag'] or 'zh'}", label)
    for node in found.values():
        node["label"] = node.get("label_zh", node.get("label_en", ""))
    return found


def _edges(store: ox.Store) -> list[tuple[str, str, str]]:
    rows = select(store, _LINKS % (_CLASSES, _CLASSES))
    return sorted(
        (str(row["subject"]), _local(row["property"]), str(row["object"])) for row in rows
    )


def _years(store: ox.Store) -> dict[tuple[str, str, str], set[str]]:
    relations = {status: edge for edge, status in _EDGES.items()}
    found: dict[tuple[str, str, str], set[str]] = {}
    for row in select(store, _YEARS):
        if relation := relations.get(_local(row["status"])):
            key = (str(row["place"]), relation, str(row["mechanism"]))
            found.setdefault(key, set()).add(str(row["year"]))
    return found


def _local(iri: Value) -> str:
    return re.split("[#/]", str(iri))[-1]
