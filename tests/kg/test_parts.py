"""An answer as a graph of its own, and rows that show their sentence."""

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import app
from kg.examples import with_quotes
from kg.parts import part_of, things_of
from kg.questions import ask
from kg.shell import run
from kg.sparql import select
from ontology.errors import KgError
from ontology.iris import BASE
from tests.kg.world import make_world
from visual.subgraph import read_subgraph

JIA, YI = f"{BASE}area/910101", f"{BASE}area/910102"
THREE = f"{BASE}mechanism/three-enforcement-systems"


@pytest.fixture(scope="module")
def world() -> ox.Store:
    """The small world."""
    return make_world()


def test_a_part_holds_the_things_of_the_answer_alone(world: ox.Store) -> None:
    """Two places and a mechanism: their adoptions join them, no other thing is there."""
    part = part_of(world, {JIA, YI, THREE})
    graph = read_subgraph(part)
    drawn = {iri for iri, thing in graph.things.items() if thing.kind != "theme"}
    assert drawn == {JIA, YI, THREE}
    links = {(link.source, link.relation) for link in graph.links if link.target == THREE}
    assert {
        (JIA, "status/adopted"),
        (JIA, "status/planned"),
        (JIA, "status/problem"),
        (YI, "status/adopted"),
    } <= links
    assert "甲县推行三项制度" in {quote.text for quote in graph.quotes}


def test_the_things_of_an_answer(world: ox.Store) -> None:
    """Places, mechanisms and reports count; numbers, statements and concepts do not."""
    found = things_of(world, ask(world, "place-problems", {"place": "甲县"}))
    assert found == {JIA, THREE, f"{BASE}report/a21"}
    with pytest.raises(KgError, match="nothing that can be drawn"):
        things_of(world, [{"year": 2021, "status": f"{BASE}status/adopted", "x": "<a> b"}])


@pytest.mark.parametrize(
    ("query", "quote"),
    [
        ("SELECT ?p ?m { ?p fz:adopts ?m FILTER(?p = area:920103 || ?p = area:910203) }", "丙县"),
        ("SELECT ?a { ?a a fz:Honour }", "甲县获评先进县"),
        ("SELECT ?d { ?d a fz:PolicyDocument ; fz:validTo 2018 }", "依照旧法"),
    ],
)
def test_every_row_can_show_its_sentence(world: ox.Store, query: str, quote: str) -> None:
    """A statement shows its own, an edge that of its adoption, a thing one that names it."""
    for row in with_quotes(world, select(world, query)):
        assert str(row["quote"]).startswith(quote)
        assert row["section"] == "一、推进"
        assert int(str(row["end"])) - int(str(row["start"])) == len(str(row["quote"]))
        assert str(row["report"]).startswith(f"{BASE}report/")


def test_a_number_has_no_sentence(world: ox.Store) -> None:
    """A row that names nothing of the graph is shown without one."""
    row = with_quotes(world, [{"n": 3}])[0]
    assert (row["n"], row["quote"], row["report"]) == (3, None, None)


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "adopters", "-p", "mechanism=三项制度"],
        ["adopters", "三项制度"],
        ["query", "SELECT ?p ?m WHERE { ?p fz:adopts ?m }"],
    ],
)
def test_an_answer_becomes_a_page(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """--as graph writes one page with the things of the answer."""
    out = tmp_path / "answer.html"
    monkeypatch.setattr(
        sys, "argv", ["kg", *words, "--as", "graph", "-o", str(out), "-g", str(folder)]
    )
    assert run(app) == 0
    assert "东城区" in out.read_text(encoding="utf-8")


def test_an_unknown_shape_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--as knows graph and rows."""
    monkeypatch.setattr(sys, "argv", ["kg", "adopters", "三项制度", "--as", "x", "-g", str(folder)])
    assert run(app) == 1
    assert "unknown shape “x”" in capsys.readouterr().err
