"""Lists joined by hand say what SPARQL says."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import build_graph
from kg.store import open_graph
from ontology.terms import sparql_prefixes
from visual.rows import Rows
from visual.scans import read_said

ORACLE = Path(__file__).with_name("oracle")
NAMES = ("things", "evidence", "links", "statements", "figures", "concepts")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """The graph of the bundled reports."""
    folder = tmp_path_factory.mktemp("built")
    samples = [str(file) for file in files("kg").joinpath("samples").iterdir()]
    build_graph([each for each in samples if "README" not in each], folder / "graph")
    return open_graph(folder / "graph")


def asked(store: ox.Store, name: str) -> Iterator[tuple[str, ...]]:
    """Yield what the engine answers to ``oracle/<name>.rq``; what is unbound is empty."""
    text = (ORACLE / f"{name}.rq").read_text(encoding="utf-8")
    solutions = store.query(sparql_prefixes() + text, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for solution in solutions:
        yield tuple("" if value is None else said(value) for value in solution)


def said(value: object) -> str:
    """Return a term's text; one that is not Chinese opens with its language."""
    text = str(getattr(value, "value", value))
    tag = getattr(value, "language", None)
    return f"@{tag} {text}" if tag and tag != "zh" else text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("graph", ["store", "built"])
def test_rows_are_those_of_the_query(request: pytest.FixtureRequest, graph: str, name: str) -> None:
    """Each list of rows is the answer to a query, on invented and on real reports."""
    store = request.getfixturevalue(graph)
    rows = set(getattr(Rows(store), name)())
    assert rows == set(asked(store, name))
    assert rows or (graph, name) == ("store", "concepts")


@pytest.mark.parametrize("graph", ["store", "built"])
def test_sentences_are_those_of_the_query(request: pytest.FixtureRequest, graph: str) -> None:
    """A sentence stands where its evidence says, by properties as by its IRI."""
    store = request.getfixturevalue(graph)
    wanted = {
        evidence: (report, int(start), int(end), text, section, reason, confidence)
        for evidence, text, start, end, report, section, reason, confidence in asked(
            store, "quotes"
        )
    }
    assert dict(Rows(store).quotes()) == wanted
    assert wanted


@pytest.mark.parametrize("text", ['a\tb\nc\r"d"\\n', "\\", '"@en', "三项制度", "", "\\u0041"])
@pytest.mark.parametrize("tag", [None, "zh", "en"])
def test_texts_come_back_unchanged(text: str, tag: str | None) -> None:
    """No sign of a text is lost or read as another, whatever its language."""
    store = ox.Store()
    node, label = ox.NamedNode("x:a"), "http://www.w3.org/2000/01/rdf-schema#label"
    literal = ox.Literal(text, language=tag) if tag else ox.Literal(text)
    store.add(ox.Quad(node, ox.NamedNode(label), literal))
    wanted = [("x:a", f"@en {text}" if tag == "en" else text)]
    assert read_said(store, ["rdfs:label"])["rdfs:label"] == wanted
    assert read_said(store, [], ["rdfs:label"])["rdfs:label"] == wanted


def test_reading_tells_how_far_it_is(store: ox.Store) -> None:
    """Progress counts up to the number of lists."""
    steps: list[tuple[int, int, str]] = []
    Rows(store, lambda *step: steps.append(step))
    done, total, _ = steps[-1]
    assert done == total == len(steps)
