"""Rules of the lean profile: the same facts but measures, evidence without quotes."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.build import build_graph
from kg.cli import app
from kg.export import quad_lines
from kg.queries import adopters
from kg.scale.profiles import PROFILES
from kg.scale.writer import build_parts
from kg.sparql import QueryError, run_query, select
from kg.store import open_graph
from kg.validation import validate
from ontology.errors import KgError
from tests.kg.scale.test_parts import statements


@pytest.fixture
def lean(corpus: Path, tmp_path: Path) -> Path:
    """Return a graph in the lean profile."""
    build_graph([corpus], tmp_path / "lean", profile="lean")
    return tmp_path / "lean"


def test_a_lean_graph_has_no_measures_and_no_quotes(lean: Path) -> None:
    """What goes is gone, and each report says that it is lean."""
    store = open_graph(lean)
    assert not select(store, "SELECT ?m { ?m a fz:Measure }")
    assert not run_query(store, "ASK { ?e oa:exact ?quote }")
    rows = select(store, "SELECT ?r { ?r a fz:Report ; fz:profile ?p }")
    assert len(rows) == len(select(store, "SELECT ?r { ?r a fz:Report }")) == 7


def test_a_lean_graph_keeps_everything_else(corpus: Path, lean: Path, tmp_path: Path) -> None:
    """Adoptions, acts and figures stand as in the full graph, offsets too."""
    build_graph([corpus], tmp_path / "full")
    asked = """SELECT ?kind ?fact ?start ?end {
        ?fact a ?kind ; fz:evidence/oa:start ?start ; fz:evidence/oa:end ?end
        FILTER(?kind IN (fz:Adoption, fz:DocumentAct, fz:Observation, fz:Honour)) }
        ORDER BY ?fact ?start ?end"""
    full = select(open_graph(tmp_path / "full"), asked)
    assert full == select(open_graph(lean), asked)
    assert full


def test_a_lean_graph_conforms_and_says_so(lean: Path) -> None:
    """The shapes ask for quotes unless the report is lean."""
    assert validate(open_graph(lean), lean).findings == ()
    said = CliRunner().invoke(app, ["validate", "-g", str(lean)]).output
    assert said == "the graph conforms (lean profile in 7 reports: no measures, no quotes)\n"


def test_a_quote_finds_back_by_its_offsets(lean: Path) -> None:
    """The kept text holds what the evidence does not repeat."""
    asked = """SELECT ?surface ?file ?start ?end { ?a a fz:Adoption ; fz:surface ?surface ;
        fz:evidence ?e . ?e fz:report/fz:textFile ?file ; oa:start ?start ; oa:end ?end }"""
    rows = select(open_graph(lean), asked)
    assert rows
    for row in rows:
        text = (lean / str(row["file"])).read_bytes().decode()
        quote = text[int(str(row["start"])) : int(str(row["end"]))]
        assert str(row["surface"]) in quote


def test_another_profile_reads_again(corpus: Path, lean: Path, tmp_path: Path) -> None:
    """A lean graph that is built in full is the full one."""
    build_graph([corpus], tmp_path / "full")
    assert build_graph([corpus], lean).unchanged == 0
    assert quad_lines(open_graph(lean)) == quad_lines(open_graph(tmp_path / "full"))


def test_a_question_that_needs_quotes_is_refused(lean: Path) -> None:
    """An empty answer would say that no report says so."""
    with pytest.raises(QueryError, match="lean and keeps no quotes; build it with --profile full"):
        adopters(open_graph(lean), "三项制度")
    said = CliRunner().invoke(app, ["adopters", "三项制度", "-g", str(lean)])
    assert said.exit_code == 1


def test_parts_may_be_lean(corpus: Path, tmp_path: Path) -> None:
    """The profile holds for parts as for a graph."""
    build_parts([corpus], tmp_path / "lean", profile="lean")
    assert not [
        line for line in statements(tmp_path / "lean") if b"<http://www.w3.org/ns/oa#exact>" in line
    ]


def test_an_unknown_profile_is_told(corpus: Path, tmp_path: Path) -> None:
    """The profiles are named."""
    with pytest.raises(KgError, match=f"give one of {', '.join(PROFILES)}"):
        build_graph([corpus], tmp_path / "graph", profile="thin")
