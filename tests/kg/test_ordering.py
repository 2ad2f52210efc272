"""Rules of the order of rows."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest

from kg.answers import answer_query
from kg.binding import select_bound
from kg.graph_object import Graph
from kg.ordering import in_order, split_order
from kg.questions import load_questions
from kg.sparql import Record, select
from kg.store import GraphFolder
from ontology.errors import KgError

VALUES = ("甲", "乙", "10", "9", "a", "B", "")


@pytest.fixture
def store() -> ox.Store:
    """Three places with years and names, some of them without."""
    store = ox.Store()
    for number, name in enumerate(VALUES):
        node = ox.NamedNode(f"https://w3id.org/fazhi/area/99{number:04}")
        for local, value in (("code", ox.Literal(name)), ("year", ox.Literal(2020 + number % 3))):
            if name or local == "year":
                edge = ox.NamedNode(f"https://w3id.org/fazhi/ontology#{local}")
                store.add(ox.Quad(node, edge, value))
    return store


@pytest.mark.parametrize(
    "order",
    ["?code", "DESC(?code) ?place", "?year ?code", "DESC(?year) DESC(?place)", "ASC(?year) ?place"],
)
def test_order_is_the_engine_s(store: ox.Store, order: str) -> None:
    """Rows stand as the engine would put them: what is unbound first, texts by code points."""
    text = (
        "SELECT ?place ?year ?code { ?place fz:year ?year OPTIONAL { ?place fz:code ?code } }"
        f" ORDER BY {order}"
    )
    assert split_order(text)[1]
    assert select_bound(store, text, {}) == select(store, text)


def test_order_by_what_is_not_shown_is_the_engine_s(store: ox.Store) -> None:
    """A query that orders by a column which it does not show is left to the engine."""
    text = "SELECT ?code { ?place fz:year ?year ; fz:code ?code } ORDER BY DESC(?place)"
    assert select_bound(store, text, {}) == select(store, text)


@pytest.mark.parametrize(
    "tail", ["", "ORDER BY ?a LIMIT 3", "ORDER BY (!BOUND(?a)) ?a", "ORDER BY STR(?a)"]
)
def test_other_orders_are_left_alone(tail: str) -> None:
    """Only an order at the very end, by plain columns, is taken over."""
    text = f"SELECT ?a {{ ?a ?b ?c }} {tail}"
    assert split_order(text) == (text, ())


def test_mixed_columns_have_an_order() -> None:
    """Numbers, texts and gaps in one column, which end the engine's process, are put in order."""
    rows: list[Record] = [{"a": value} for value in ("x", 3, None, Decimal("2.5"), "", 10)]
    found = [row["a"] for row in in_order(rows, (("a", False),))]
    assert found == [None, Decimal("2.5"), 3, 10, "", "x"]


def test_most_questions_are_ordered_here() -> None:
    """All questions but those that order by more than columns leave their order to us."""
    left = [each.name for each in load_questions() if not split_order(each.text)[1]]
    assert set(left) <= {"documents-by-level", "mechanisms-most-adopted", "co-adoption-pairs"} | {
        each.name for each in load_questions() if "ORDER BY" not in each.text
    }, left


def mixed() -> Iterator[ox.Quad]:
    """Yield so many numbers, dates and texts of one property that the engine's sorting fails."""
    edge, xsd = ox.NamedNode("https://example.org/p"), "http://www.w3.org/2001/XMLSchema#"
    chance = Random(1)  # noqa: S311 (the same at every run)
    for number in range(3000):
        value = chance.randrange(1000)
        forms = (
            ox.Literal(value),
            ox.Literal(str(value)),
            ox.Literal(f"20{value % 30:02}-01-01", datatype=ox.NamedNode(f"{xsd}date")),
            ox.Literal(str(value), language="zh"),
            ox.Literal(f"{value}.5", datatype=ox.NamedNode(f"{xsd}decimal")),
        )
        yield ox.Quad(ox.NamedNode(f"https://example.org/{number}"), edge, chance.choice(forms))


MIXED = "SELECT ?o { ?s <https://example.org/p> ?o } ORDER BY ?o"


def test_mixed_columns_are_ordered_in_python() -> None:
    """A graph asked from Python orders numbers and texts in one column and lives on."""
    store = ox.Store()
    store.extend(mixed())
    assert len(Graph(store).query(MIXED)) == 3000


def test_mixed_columns_are_one_clear_line(tmp_path: Path) -> None:
    """What ends the engine at the command line is a fault with its remedy, and nothing more."""
    graph = tmp_path / "graph"
    with GraphFolder(graph) as folder:
        folder.store.extend(mixed())
        folder.changed = True
    with pytest.raises(KgError, match=r"ORDER BY ends the engine .* STR"):
        answer_query(graph, MIXED, None)
    found = answer_query(graph, MIXED.replace("BY ?o", "BY STR(?o)"), None)
    assert isinstance(found, ox.QuerySolutions)
    assert len(list(found)) == 3000
