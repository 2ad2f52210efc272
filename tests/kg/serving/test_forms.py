"""Which form an answer takes."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serving.forms import GRAPHS, ROWS, choose
from kg.serving.rows import BoundedOutput, TooMuchError, count_rows
from tests.kg.serving.served import JSON, Served

ROWS_QUERY = "SELECT ?report ?title WHERE { ?report a fz:Report ; dcterms:title ?title }"
GRAPH_QUERY = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o }"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("TEXT/CSV ; Q=1", "text/csv"),
        ("image/png, , ;q=1, text/csv;q=nan, application/xml;q=0.3", "application/xml"),
        ("text/csv;q=2", None),
        ("image/png", None),
        ("text/turtle", None),
    ],
)
def test_the_best_liked_form_is_chosen(accept: str, media: str | None) -> None:
    """The highest quality wins; the closest range says the quality; ours is the order of equals."""
    form = choose(accept, ROWS)
    assert (form and form.media) == media


@given(st.text(max_size=60))
def test_any_header_can_be_read(accept: str) -> None:
    """No header breaks the choice."""
    choose(accept, GRAPHS)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (JSON, JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_rows_come_in_four_forms(served: Served, accept: str, content_type: str) -> None:
    """SELECT and ASK are JSON, XML, CSV or TSV, with the same rows in each."""
    reply = served.ask(ROWS_QUERY, accept)
    assert reply.headers["content-type"] == content_type
    assert reply.headers["vary"] == "Accept"
    assert _titles(reply.body, accept) == _titles(served.ask(ROWS_QUERY, JSON).body, JSON) != set()
    assert served.ask("ASK {}", accept).status == 200


def _titles(data: bytes, media: str) -> set[str]:
    if media == JSON:
        return {row["title"]["value"] for row in json.loads(data)["results"]["bindings"]}
    if media.endswith("xml"):
        space = {"r": "http://www.w3.org/2005/sparql-results#"}
        tree = ET.fromstring(data)  # noqa: S314 (our own)
        found = tree.iterfind(".//r:binding[@name='title']/r:literal", space)
        return {element.text or "" for element in found}
    if media == "text/csv":
        return {row["title"] for row in csv.DictReader(io.StringIO(data.decode()))}
    lines = data.decode().splitlines()[1:]
    return {line.split("\t")[1].partition('"@')[0].strip('"') for line in lines}


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("*/*", "text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
@pytest.mark.parametrize("query", [GRAPH_QUERY, "DESCRIBE ?r { ?r a fz:Report }"])
def test_statements_come_in_four_forms(
    served: Served, query: str, accept: str, media: str, form: ox.RdfFormat
) -> None:
    """CONSTRUCT and DESCRIBE are Turtle, N-Triples, JSON-LD or RDF/XML, saying the same."""
    reply = served.ask(query, accept)
    plain = served.ask(query, "application/n-triples")
    assert (reply.status, reply.media) == (200, media)
    assert set(ox.parse(reply.body, form)) == set(ox.parse(plain.body, ox.RdfFormat.N_TRIPLES))
    assert reply.body == served.ask(query, accept).body


@pytest.mark.parametrize(
    ("query", "accept"), [(ROWS_QUERY, "text/turtle"), (GRAPH_QUERY, "text/csv"), ("ASK {}", "a/b")]
)
def test_a_form_that_cannot_be_is_refused(served: Served, query: str, accept: str) -> None:
    """406 lists the forms that there are."""
    reply = served.ask(query, accept)
    assert reply.status == 406
    assert "application/" in reply.text


_TERMS = st.one_of(
    st.none(),
    st.text(alphabet='{}[],:"\\\n\r\t<>&result测 ', max_size=12),
)


@given(st.lists(st.tuples(_TERMS, _TERMS), max_size=20))
@pytest.mark.parametrize(
    "form",
    [
        ox.QueryResultsFormat.JSON,
        ox.QueryResultsFormat.XML,
        ox.QueryResultsFormat.CSV,
        ox.QueryResultsFormat.TSV,
    ],
)
def test_rows_are_counted_as_they_are(
    form: ox.QueryResultsFormat, rows: list[tuple[str | None, str | None]]
) -> None:
    """No text in a row is taken for another row, in any form; unbound rows count too."""
    cells = " ".join(f"({_cell(one)} {_cell(other)})" for one, other in rows)
    found = ox.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {cells} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    data = found.serialize(format=form) or b""
    assert count_rows(data, form, -1) == len(rows)


def _cell(text: str | None) -> str:
    return "UNDEF" if text is None else str(ox.Literal(text))


def test_an_answer_has_a_size() -> None:
    """Beyond its size an answer is refused, not cut."""
    output = BoundedOutput(10)
    output.write(b"12345")
    with pytest.raises(TooMuchError, match="LIMIT"):
        output.write(b"678901")
    assert output.getvalue() == b"12345"
