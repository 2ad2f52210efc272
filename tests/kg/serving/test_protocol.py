"""The SPARQL 1.1 Protocol: which requests are queries, and what they ask."""

from urllib.parse import quote, urlencode

import pytest

from tests.kg.serving.served import DIRECT, FORM, JSON, Served

YES = "ASK { ?s a fz:Report }"
PLACES = "https://w3id.org/fazhi/graph/places"
WORDS = "https://w3id.org/fazhi/graph/vocabulary"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_query_comes_in_three_ways(served: Served, way: str) -> None:
    """In the address of a GET (2.1.1), in a form (2.1.2), as the body itself (2.1.3)."""
    replies = {
        "get": served.ask,
        "form": lambda q: served.form(("query", q)),
        "direct": served.post,
    }
    reply = replies[way](YES)
    assert (reply.status, reply.media, reply.json["boolean"]) == (200, JSON, True)


def test_an_endpoint_also_answers_with_a_slash(served: Served) -> None:
    """The same service stands at the path with a slash behind it."""
    assert served.get(f"/sparql/?{urlencode({'query': YES})}", JSON).json["boolean"] is True


@pytest.mark.parametrize(
    ("request_line", "body", "media", "status"),
    [
        ("GET /sparql?query=ASK%7B%7D&query=ASK%7B%7D", b"", "", 400),
        ("GET /sparql?default-graph-uri=http%3A%2F%2Fa.org%2F", b"", "", 400),
        ("GET /sparql?query=ASK%7B", b"", "", 400),
        ("GET /sparql?query=%FF%FE", b"", "", 400),
        ("POST /sparql", b"", FORM, 400),
        ("POST /sparql", b"query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
        ("POST /sparql?query=ASK%7B%7D", b"ASK{}", DIRECT, 400),
        ("POST /sparql", b"ASK { ?s ?p '\xff' }", DIRECT, 400),
        ("POST /sparql", b"", DIRECT, 400),
        ("POST /sparql", b"ASK{}", "text/plain", 415),
        ("POST /sparql", b"ASK{}", "", 415),
        ("POST /sparql", "ASK{}".encode("utf-16"), f"{DIRECT}; charset=utf-16", 415),
        ("PUT /sparql?query=ASK%7B%7D", b"", "", 405),
        ("DELETE /sparql", b"", "", 405),
        ("POST /health", b"", "", 405),
    ],
)
def test_what_is_no_query_is_refused(
    served: Served, request_line: str, body: bytes, media: str, status: int
) -> None:
    """400: not one query, or a faulty one; 415: another type or encoding; 405: another method."""
    method, path = request_line.split(" ", 1)
    reply = served.send(method, path, body, {"Content-Type": media} if media else {})
    assert reply.status == status
    assert reply.text.count("\n") <= 1
    if status == 405:
        assert "GET" in reply.headers["allow"]


def test_a_charset_that_is_utf8_is_taken(served: Served) -> None:
    """UTF-8 may be named, quoted and in capitals."""
    headers = {"Content-Type": f'{DIRECT}; charset="UTF-8"', "Accept": JSON}
    assert served.send("POST", "/sparql", YES.encode(), headers).status == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "media"),
    [
        ("POST", "/sparql", b"update=DROP+ALL", FORM),
        ("POST", "/sparql", b"INSERT DATA { <a:b> <a:b> <a:b> }", "application/sparql-update"),
        ("POST", "/sparql", b"nonsense", "application/sparql-update"),
        ("POST", "/sparql?using-graph-uri=http%3A%2F%2Fa.org%2F", b"ASK{}", DIRECT),
        ("GET", "/sparql?update=CLEAR%20ALL", b"", ""),
        ("GET", "/sparql?query=DROP%20ALL", b"", ""),
        ("POST", "/sparql", b"LOAD <http://127.0.0.1:9/>", DIRECT),
    ],
)
def test_updates_are_forbidden(
    served: Served, method: str, path: str, body: bytes, media: str
) -> None:
    """The graph is read-only: every update is a 403, in whatever way it comes."""
    before = served.ask(COUNT).rows
    assert served.send(method, path, body, {"Content-Type": media}).status == 403
    assert served.ask(COUNT).rows == before


def test_without_graphs_the_union_is_asked(served: Served) -> None:
    """Who names no graph asks all of them together."""
    whole = int(served.ask(COUNT).rows[0]["n"])
    places = int(served.ask(COUNT, **{"default-graph-uri": PLACES}).rows[0]["n"])
    assert 0 < places < whole


def test_graphs_of_the_request_go_before_those_of_the_query(served: Served) -> None:
    """default-graph-uri and named-graph-uri make the dataset, whatever FROM says (2.1.4)."""
    query = COUNT.replace("WHERE", f"FROM <{WORDS}> WHERE")
    words, places = served.ask(query), served.ask(query, **{"default-graph-uri": PLACES})
    assert words.rows != places.rows
    assert places.rows == served.ask(COUNT, **{"default-graph-uri": PLACES}).rows


def test_several_graphs_are_asked_together(served: Served) -> None:
    """The parameters may be repeated, in the address and in a form."""
    graphs = [("default-graph-uri", PLACES), ("default-graph-uri", WORDS)]
    both = int(served.form(("query", COUNT), *graphs).rows[0]["n"])
    direct = served.post(COUNT, graphs=f"?{urlencode(graphs)}")
    single = [
        int(served.ask(COUNT, **{"default-graph-uri": g}).rows[0]["n"]) for g in (PLACES, WORDS)
    ]
    assert max(single) < both == int(direct.rows[0]["n"]) <= sum(single)


def test_named_graphs_are_those_of_the_request(served: Served) -> None:
    """With named-graph-uri alone the default graph is empty."""
    named = {"named-graph-uri": PLACES}
    assert served.ask(COUNT_NAMED, **named).rows == [{"n": "1"}]
    assert served.ask(COUNT, **named).rows == [{"n": "0"}]
    assert int(served.ask(COUNT_NAMED).rows[0]["n"]) > 2


@pytest.mark.parametrize("graph", ["http://127.0.0.1:9/none", "file:///etc/hostname"])
def test_an_unknown_graph_is_empty(served: Served, graph: str) -> None:
    """FROM names stored graphs only; nothing is fetched."""
    count = COUNT.replace("WHERE", f"FROM <{graph}> WHERE")
    assert served.ask(count).rows == [{"n": "0"}]
    assert served.ask(COUNT, **{"default-graph-uri": graph}).rows == [{"n": "0"}]


def test_a_graph_that_is_no_iri_is_refused(served: Served) -> None:
    """A name with blanks is no graph's."""
    assert served.ask(COUNT, **{"default-graph-uri": "no iri"}).status == 400


def test_relative_iris_stand_against_the_service(served: Served) -> None:
    """The base of a query is where it was sent."""
    reply = served.ask("SELECT (STR(<x>) AS ?iri) WHERE {}")
    assert reply.rows == [{"iri": f"http://127.0.0.1:{served.port}/x"}]


@pytest.mark.parametrize("value", ["area:110101", "<https://w3id.org/fazhi/area/110101>"])
def test_a_variable_can_be_bound_beside_the_query(served: Served, value: str) -> None:
    """The parameter $place binds ?place; it is bound, never pasted."""
    query = "SELECT DISTINCT ?place WHERE { ?place fz:adopts ?mechanism }"
    reply = served.ask(query, **{"$place": value})
    assert [row["place"] for row in reply.rows] == ["https://w3id.org/fazhi/area/110101"]
    assert served.ask(query, **{"$year": "2021"}).status == 400
    assert served.ask(query, **{"$place": "} DROP ALL"}).status == 400
    assert served.ask(query, **{"$place": "<> } DROP ALL <>"}).status == 400


def test_faults_name_line_column_and_word(served: Served) -> None:
    """A faulty query is told where it fails, on one line."""
    reply = served.ask("SELECT *\nWHERE { ?s a fz:Report ; foo }")
    assert reply.text == "query: line 2, column 26: cannot go on at “foo”\n"
    assert reply.media == "text/plain"


def test_a_head_is_answered_without_a_body(served: Served) -> None:
    """HEAD is GET without the body."""
    reply = served.send("HEAD", f"/sparql?query={quote(YES)}")
    assert (reply.status, reply.body) == (200, b"")
