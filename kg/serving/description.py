"""The service description: what the endpoint understands and how it answers, as a graph.

https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Iterator

import pyoxigraph as ox

from ontology.terms import PREFIXES

__all__ = ["describe_service"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def describe_service(endpoint: str, form: ox.RdfFormat) -> bytes:
    """Return the description of the service at an address."""
    prefixes = {"sd": _SD, "formats": _FORMATS}
    return ox.serialize(_statements(endpoint), format=form, prefixes=prefixes) or b""


def _statements(endpoint: str) -> Iterator[ox.Triple]:
    """Yield the statements: all graphs together are the default graph; nothing is fetched."""
    service = ox.NamedNode(f"{endpoint}#service")
    dataset = ox.NamedNode(f"{endpoint}#dataset")
    graph = ox.NamedNode(f"{endpoint}#default-graph")
    yield ox.Triple(service, _TYPE, _term("Service"))
    yield ox.Triple(service, _term("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(service, _term("supportedLanguage"), _term("SPARQL11Query"))
    yield ox.Triple(service, _term("feature"), _term("UnionDefaultGraph"))
    for name in _RESULTS:
        yield ox.Triple(service, _term("resultFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, _term("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _term("Dataset"))
    yield ox.Triple(dataset, _term("defaultGraph"), graph)
    yield ox.Triple(graph, _TYPE, _term("Graph"))


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
