"""Real clients ask the endpoint."""

from collections.abc import Iterator

import pytest
from rdflib import Graph, Literal, URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLExceptions, SPARQLWrapper

from tests.kg.made import DONGCHENG, THREE
from tests.kg.serving.served import Served

FZ = "https://w3id.org/fazhi/ontology#"
ADOPTED = f"SELECT ?place WHERE {{ ?place <{FZ}adopts> <{THREE}> }}"


@pytest.fixture(params=["GET", "POST"])
def client(served: Served, request: pytest.FixtureRequest) -> SPARQLWrapper:
    """SPARQLWrapper, asking with GET or POST."""
    wrapper = SPARQLWrapper(served.url)
    wrapper.setMethod(request.param)
    return wrapper


def test_sparqlwrapper_gets_rows(client: SPARQLWrapper) -> None:
    """It reads JSON, XML and CSV."""
    client.setQuery(ADOPTED)
    client.setReturnFormat(JSON)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert [row["place"]["value"] for row in rows] == [DONGCHENG]
    client.setReturnFormat(XML)
    assert DONGCHENG in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert DONGCHENG.encode() in client.queryAndConvert()


def test_sparqlwrapper_gets_statements(client: SPARQLWrapper) -> None:
    """It reads Turtle."""
    client.setQuery(f"DESCRIBE <{DONGCHENG}>")
    client.setReturnFormat(TURTLE)
    graph = Graph().parse(data=client.queryAndConvert(), format="turtle")
    assert (URIRef(DONGCHENG), URIRef(f"{FZ}adopts"), URIRef(THREE)) in graph


def test_sparqlwrapper_hears_of_faults(client: SPARQLWrapper) -> None:
    """A faulty query is its QueryBadFormed, with our line."""
    client.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(SPARQLExceptions.QueryBadFormed, match="cannot go on at"):
        client.query()


def test_sparqlwrapper_cannot_change_the_graph(served: Served) -> None:
    """An update is forbidden."""
    wrapper = SPARQLWrapper(served.url)
    wrapper.setMethod(POST)
    wrapper.setQuery("DROP ALL")
    with pytest.raises(Exception, match="403"):
        wrapper.query()


@pytest.fixture(params=["GET", "POST", "POST_FORM"])
def graph(served: Served, request: pytest.FixtureRequest) -> Iterator[Graph]:
    """Rdflib's graph over the endpoint."""
    store = SPARQLStore(served.url, method=request.param)
    yield Graph(store)
    store.close()


def test_rdflib_asks(graph: Graph) -> None:
    """SELECT, ASK and CONSTRUCT come through rdflib's store."""
    rows = graph.query(ADOPTED)
    assert [row[0] for row in rows] == [URIRef(DONGCHENG)]
    assert graph.query("ASK { ?s ?p ?o }").askAnswer is True
    made = graph.query(f"CONSTRUCT {{ ?s <{FZ}code> ?o }} WHERE {{ ?s <{FZ}code> ?o }}").graph
    assert made is not None
    assert (URIRef(DONGCHENG), URIRef(f"{FZ}code"), Literal("110101")) in made


def test_rdflib_walks_and_binds(graph: Graph) -> None:
    """A pattern is a query of rdflib's own making; so is a bound variable."""
    adopts = URIRef(f"{FZ}adopts")
    assert (URIRef(DONGCHENG), adopts, URIRef(THREE)) in graph
    assert URIRef(THREE) in set(graph.objects(URIRef(DONGCHENG), adopts))
    query = f"SELECT ?m WHERE {{ ?place <{FZ}adopts> ?m }}"
    found = graph.query(query, initBindings={"place": URIRef(DONGCHENG)})
    assert {binding[Variable("m")] for binding in found.bindings} == {URIRef(THREE)}
