"""The service description: three things that the specification asks of it."""

import pyoxigraph as ox
import pytest

from tests.kg.serving.served import Served

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
CLASSES = {"Service", "Dataset", "Graph"}
PROPERTIES = {
    "endpoint": ("Service", None),
    "supportedLanguage": ("Service", {"SPARQL11Query"}),
    "feature": ("Service", {"UnionDefaultGraph"}),
    "resultFormat": ("Service", None),
    "defaultDataset": ("Service", None),
    "defaultGraph": ("Dataset", None),
}
"""What is used of the vocabulary: of which class each is, and which of its terms it may have."""


@pytest.mark.parametrize("media", FORMS)
def test_the_endpoint_alone_describes_itself(served: Served, media: str) -> None:
    """Without a query the endpoint gives RDF, in whatever form is asked for."""
    reply = served.get("/sparql", media)
    assert (reply.status, reply.media) == (200, media)
    assert set(ox.parse(reply.body, FORMS[media])) == set(_description(served))


def test_it_names_the_endpoint_that_was_asked(served: Served) -> None:
    """The one sd:endpoint is the address of the request."""
    named = [t.object for t in _description(served) if t.predicate.value == f"{SD}endpoint"]
    assert named == [ox.NamedNode(served.url)]


def test_it_keeps_to_its_vocabulary(served: Served) -> None:
    """Every property stands at a thing of its class, with values that the vocabulary has."""
    statements = _description(served)
    kinds = {t.subject: t.object for t in statements if t.predicate.value.endswith("#type")}
    assert {str(kind) for kind in kinds.values()} == {f"<{SD}{name}>" for name in CLASSES}
    for statement in statements:
        name = statement.predicate.value.removeprefix(SD)
        if statement.predicate.value.startswith(SD):
            kind, values = PROPERTIES[name]
            assert kinds[statement.subject] == ox.NamedNode(SD + kind)
            value = statement.object
            assert isinstance(value, ox.NamedNode)
            assert values is None or value.value.removeprefix(SD) in values


def test_what_it_promises_is_so(served: Served) -> None:
    """Every result format that it names can be had."""
    named = [t.object for t in _description(served) if t.predicate.value == f"{SD}resultFormat"]
    assert len(named) == 8
    rows = ("json", "xml")
    assert all(served.ask("ASK {}", f"application/sparql-results+{r}").status == 200 for r in rows)


def test_a_browser_gets_the_page_to_ask_in(served: Served) -> None:
    """Who prefers HTML gets the query page; who wants a picture gets nothing."""
    assert "<textarea" in served.get("/sparql", "text/html,*/*;q=0.8").text
    assert served.get("/sparql", "image/png").status == 406


def _description(served: Served) -> list[ox.Quad]:
    return list(ox.parse(served.get("/sparql", "text/turtle").body, ox.RdfFormat.TURTLE))
