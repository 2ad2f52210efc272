from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.sparql import Dataset, QueryError, RefusedError, check_query, run_query, select
from tests.kg.made import DONGCHENG, THREE

ALL = "SELECT * WHERE { ?s ?p ?o }"


def test_a_query_asks_the_union_of_all_graphs(store: ox.Store) -> None:
    """What stands in different graphs is found together."""
    rows = select(
        store,
        'SELECT ?en WHERE { ?place fz:adopts ?m . ?m skos:prefLabel ?en FILTER(LANG(?en) = "en") }',
    )
    assert {"Three enforcement systems"} <= {row["en"] for row in rows}


def test_a_query_that_names_a_graph_gets_that_graph(store: ox.Store) -> None:
    """FROM and GRAPH narrow the question; a graph that is not here is empty."""
    places = "https://w3id.org/fazhi/graph/places"
    count = "SELECT (COUNT(*) AS ?n) {} WHERE {{ {} }}"
    whole = select(store, count.format("", "?s ?p ?o"))[0]["n"]
    named = select(store, count.format(f"FROM <{places}>", "?s ?p ?o"))[0]["n"]
    inside = select(store, count.format("", f"GRAPH <{places}> {{ ?s ?p ?o }}"))[0]["n"]
    assert 0 < named == inside < whole
    assert select(store, count.format("FROM <https://a.org/none>", "?s ?p ?o"))[0]["n"] == 0


def test_values_enter_as_bound_variables(store: ox.Store) -> None:
    """A value is bound, not pasted: what it holds cannot become part of the query."""
    text = "SELECT ?place WHERE { ?place fz:adopts ?mechanism }"
    text = text.replace("?place WHERE", "?place ?mechanism WHERE")
    assert [row["place"] for row in select(store, text, {"mechanism": THREE})] == [DONGCHENG]
    with pytest.raises(ValueError, match="IRI"):
        select(store, text, {"mechanism": "> } INSERT {"})


def test_numbers_come_as_numbers(store: ox.Store) -> None:
    """Years are whole numbers, figures decimals, truth is truth, nothing is None."""
    row = select(
        store,
        """SELECT ?year ?value (true AS ?yes) ?none ?unit WHERE {
        ?o a fz:Observation ; fz:year ?year ; fz:value ?value ; fz:unit ?unit }""",
    )[0]
    assert row == {
        "year": 2023,
        "value": Decimal(12000),
        "yes": True,
        "none": None,
        "unit": "件",
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("SELEC ?s", "line 1, column 1: “SELEC” is no query form"),
        ("PREFIX a: <https://a.org/>\nSLECT * {}", "line 2, column 1: “SLECT” is no query form"),
        ("", "there is no query"),
        ("# only a remark", "there is no query"),
        ("SELECT *\nWHERE { ?s ?p ?o", "line 2, column 17: the query ends too early"),
        ("SELECT * { ?s foo:p ?o }", "the prefix of “foo:p” is not declared"),
        ("SELECT * { ?s ?p . }", "line 1, column 18: cannot go on at “.”"),
        ("SELECT *\n{ ?s a fz:Report ; foo }", "line 2, column 20: cannot go on at “foo”"),
        ("SELECT * { ?s ?p ?o } LIMT 3", "line 1, column 23: cannot go on at “LIMT”"),
        ("SELECT * { ?s ?p ?o FILTER ?o > 3 }", "line 1, column 28: cannot go on at “?o”"),
        ("SELECT * { ?s ?p ?o FILTER(?o == 3) }", "line 1, column 31: cannot go on at “==”"),
        ("SELECT * { ?s ?p ?o }}", "line 1, column 22: cannot go on at “}”"),
        ("SELECT * { ?s ?p 'x }", "line 1, column 18: what begins with ' does not end"),
        ("SELECT * { ?县 ?p ?o ?z }", "line 1, column 21: cannot go on at “?z”"),
        (
            "SELECT * # 注 ;\n{ ?s ?p ?o OPTIONL {} }",
            "line 2, column 12: cannot go on at “OPTIONL”",
        ),
        (
            "SELECT * { ?s ?p ?o } ORDER BY",
            "line 1, column 31: the query ends too early, after “BY”",
        ),
        ("SELECT ?x { ?s ?p ?o } LIMIT x", "cannot go on at “x”"),
        ("SELECT ?x { ?x a ?y } GROUP BY ?y", "SELECT names a variable"),
        ("INSERT DATA { fz:a fz:b fz:c }", "INSERT changes the graph"),
        ("DROP ALL", "DROP changes the graph"),
        ("ASK { }", "a SELECT is needed here"),
    ],
)
def test_a_fault_is_shown_where_it_is(store: ox.Store, text: str, fault: str) -> None:
    """One line with line, column and what stands there."""
    with pytest.raises(QueryError) as error:
        select(store, text)
    assert fault in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { SERVICE # why\n # not\n ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { SERVICE ?service { ?s ?p ?o } }",
        "SELECT * { SERV\\u0049CE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX a: <http://127.0.0.1:9/> SELECT * { SERVICE a:x { ?s ?p ?o } }",
        "BASE <http://127.0.0.1:9/> SELECT * { SERVICE :x { ?s ?p ?o } }",
        'SELECT * { FILTER(1 < ?b) SERVICE ?x#>\n { ?s ?p "" } }',
        'SELECT * { ?s ?p """\\""" , "\\"""" . SERVICE <http://127.0.0.1:9/> {} }',
    ],
)
def test_no_query_calls_out(store: ox.Store, text: str) -> None:
    """A SERVICE is refused however it is written."""
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run_query(store, text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "public service" }',
        "SELECT * { ?s a <https://a.org/service> }",
        "SELECT * { ?service a ?type . ?s <https://a.org/x> ?service }",
        "SELECT * { ?s a fz:Nothing } # at your service",
        "SELECT * { ?webservice <https://a.org/x> ?o }",
        "SELECT * { ?s fz:service <https://a.org/x> }",
    ],
)
def test_the_word_service_may_be_asked_for(store: ox.Store, text: str) -> None:
    """The word in a text, a name or a variable is no call."""
    assert select(store, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 3000 + "}" * 3000,
        "SELECT * { FILTER(" + "(" * 9000 + "1" + ")" * 9000 + ") }",
        "SELECT * { FILTER(" + "! " * 9000 + "1) }",
        "SELECT * { {} " + "UNION {} " * 9000 + "}",
        "SELECT * { " + "OPTIONAL {} " * 3000 + "}",
        "SELECT (1" + "+1" * 9000 + " AS ?x) {}",
        "SELECT (1" + " - 1" * 9000 + " AS ?x) {}",
        "SELECT * { FILTER(true" + "&&true" * 9000 + ") }",
        "SELECT * { ?s fz:a" + "|fz:a" * 9000 + " ?o }",
        "SELECT * { " + "{ ?s ?p ')' . " * 3000 + "}" * 3000 + " }",
        "SELECT * { " + "?s ?p ?o . " * 30000 + " }",
    ],
)
def test_a_query_cannot_end_the_process(text: str) -> None:
    """What would break the engine's parser is refused before it sees it."""
    with pytest.raises(QueryError, match="ask in parts"):
        check_query(text)


def test_a_long_honest_query_passes(store: ox.Store) -> None:
    """Hundreds of values and dozens of branches are no abuse."""
    values = " ".join(f"<https://a.org/{number}>" for number in range(1000))
    branches = " UNION ".join(["{ ?s a fz:Report }"] * 50)
    assert select(store, f"SELECT * {{ VALUES ?s {{ {values} }} {branches} }}") == []
    names = " ".join(f"report:a-2021-{number}" for number in range(2000))
    assert select(store, f"SELECT * {{ VALUES ?s {{ {names} }} ?s a fz:Report }}") == []


def test_a_variable_named_from_is_no_graph(store: ox.Store) -> None:
    """Only the keyword FROM names graphs; ?from is a variable."""
    assert select(store, "SELECT ?from WHERE { ?r dcterms:source ?from }")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("CONSTRUCT {{ ?s ?p ?o }} FROM <{}> WHERE {{ ?s ?p ?o }}", 0),
        ("SELECT ((EXISTS {{ ?s ?p ?o }}) AS ?any) ?s FROM <{}> {{ ?s ?p ?o }}", 0),
        ("DESCRIBE <https://w3id.org/fazhi/area/990101> FROM <{}>", 0),
        ("SELECT * FROM NAMED <{}> {{ ?s ?p ?o }}", 0),
        ("# from <{}>\nSELECT * {{ ?s ?p ?o }} LIMIT 1", 1),
        ("PREFIX from: <{}> SELECT * {{ ?s ?p ?o }} LIMIT 1", 1),
    ],
)
def test_from_is_seen_wherever_it_may_stand(store: ox.Store, text: str, rows: int) -> None:
    """FROM behind a template or an expression narrows too; the word elsewhere does not."""
    results = run_query(store, text.format("https://a.org/none"))
    assert not isinstance(results, ox.QueryBoolean)
    assert len(list(results)) == rows


@pytest.mark.parametrize(
    ("dataset", "rows", "named"),
    [
        (Dataset(default=("https://w3id.org/fazhi/graph/places",)), True, False),
        (Dataset(named=("https://w3id.org/fazhi/graph/places",)), False, True),
        (Dataset(default=("https://a.org/none",), named=("https://a.org/none",)), False, False),
    ],
)
def test_a_dataset_goes_before_from(
    store: ox.Store, dataset: Dataset, rows: int, named: int
) -> None:
    """Who asks names the graphs: then it does not matter which ones the query names."""
    text = "ASK FROM <https://w3id.org/fazhi/graph/vocabulary> {{ {} }}"
    plain = run_query(store, text.format("?s ?p ?o"), dataset=dataset)
    inside = run_query(store, text.format("GRAPH ?g { ?s ?p ?o }"), dataset=dataset)
    assert (bool(plain), bool(inside)) == (rows, named)


def test_a_graph_is_named_by_an_iri(store: ox.Store) -> None:
    """What is no IRI names no graph."""
    with pytest.raises(QueryError, match="no IRI"):
        run_query(store, ALL, dataset=Dataset(default=("not an iri",)))


@pytest.mark.parametrize(
    "text", ["DROP ALL", "LOAD <http://127.0.0.1:9/>", "SELECT * {SERVICE ?x{}}"]
)
def test_what_is_forbidden_is_told_from_what_is_faulty(store: ox.Store, text: str) -> None:
    """Updates and calls are refused as such, not as misspellings."""
    with pytest.raises(RefusedError):
        run_query(store, text)
