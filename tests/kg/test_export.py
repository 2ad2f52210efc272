from collections.abc import Callable
from pathlib import Path
from xml.dom import minidom

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from extract.facts import ReportFacts
from kg.export import ExportError, export_graph, quad_lines, turtle, union_lines
from kg.store import open_graph

FORMS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
GRAPHS = {".nq", ".trig", ".jsonld"}


def read_back(path: Path) -> ox.Store:
    """Return what a file holds."""
    store = ox.Store()
    store.load(path=str(path), format=FORMS[path.suffix])
    return store


@pytest.mark.parametrize("ending", FORMS)
def test_every_format_holds_the_whole_graph(ending: str, store: ox.Store, tmp_path: Path) -> None:
    """What is written is read back the same, with graphs where the format has them."""
    path = tmp_path / f"graph{ending}"
    export_graph(store, path)
    lines = quad_lines if ending in GRAPHS else union_lines
    assert lines(read_back(path)) == lines(store)


@pytest.mark.parametrize("ending", [*FORMS, ".graphml"])
def test_two_builds_write_the_same_bytes(
    ending: str, build: Callable[..., Path], rich: ReportFacts, small: ReportFacts, tmp_path: Path
) -> None:
    """The same reports in another order and folder give the same file."""
    one, other = tmp_path / f"1{ending}", tmp_path / f"2{ending}"
    export_graph(open_graph(build(rich, small, name="one")), one)
    export_graph(open_graph(build(small, rich, name="other")), other)
    assert one.read_bytes() == other.read_bytes()


def test_turtle_is_for_people(store: ox.Store, tmp_path: Path) -> None:
    """Turtle declares the prefixes it uses in order, and parts its subjects."""
    path = tmp_path / "graph.ttl"
    export_graph(store, path)
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    lines = [line for line in head.splitlines() if line.startswith("@prefix")]
    assert lines == sorted(lines)
    assert lines
    used = body.replace(" a ", " rdf:type ")
    assert [line for line in lines if line.split()[1] not in used] == []
    assert "\n\narea:110101 a fz:Jurisdiction ;\n" in body


def test_rdflib_reads_the_same_turtle(store: ox.Store, tmp_path: Path) -> None:
    """Another library reads the same graph."""
    path = tmp_path / "graph.ttl"
    export_graph(store, path)
    again = tmp_path / "graph.nt"
    export_graph(store, again)
    left, right = rdflib.Graph().parse(path), rdflib.Graph().parse(again, format="nt")
    assert isomorphic(left, right)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_turtle_survives_the_round_trip(value: str) -> None:
    """Any literal is read back from Turtle as it was."""
    triple = ox.Triple(ox.NamedNode("https://a.org/s"), ox.NamedNode("a:p"), ox.Literal(value))
    lines = ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES) or b""
    back = list(ox.parse(turtle(lines), format=ox.RdfFormat.TURTLE))
    assert [quad.triple for quad in back] == [triple]


@pytest.mark.parametrize(
    "value",
    [
        '"x <https://a.org/o>"',
        '"x <a"^^<https://a.org/t>',
        '"<https://a.org/g> ."@en',
        "<https://a.org/o>",
    ],
)
@pytest.mark.parametrize("graph", ["", " <https://a.org/g>"])
def test_the_union_knows_graphs_from_objects(value: str, graph: str) -> None:
    """Only a fourth term is taken away, whatever the object looks like."""
    store = ox.Store()
    line = f"<https://a.org/s> <https://a.org/p> {value}"
    store.load(f"{line}{graph} .".encode(), format=ox.RdfFormat.N_QUADS)
    assert union_lines(store) == [f"{line} .\n".encode()]


def test_xml_holds_no_character_that_xml_forbids(tmp_path: Path) -> None:
    """A page break in a quote is a blank in RDF/XML and GraphML."""
    store = ox.Store()
    data = (
        "@prefix fz: <https://w3id.org/fazhi/ontology#> . @prefix a: <https://a.org/> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        'a:s a fz:Mechanism ; rdfs:label "甲\\f乙\\u0001\\uFFFE"@zh .'
    )
    store.load(data.encode(), format=ox.RdfFormat.TURTLE)
    for ending in (".rdf", ".graphml"):
        export_graph(store, tmp_path / f"g{ending}")
        written = (tmp_path / f"g{ending}").read_bytes()
        assert "甲 乙" in minidom.parseString(written).toxml()  # noqa: S318 (our own file)


def test_graphml_joins_things(store: ox.Store, tmp_path: Path) -> None:
    """Things are nodes with class and labels; an edge of adoption knows its years."""
    path = tmp_path / "graph.graphml"
    export_graph(store, path)
    text = path.read_text(encoding="utf-8")
    assert "plansToAdopt" in text
    assert ">2023</data>" in text
    assert "Evidence" not in text


@pytest.mark.parametrize("name", ["graph.xlsx", "graph", "graph.ttl.gz"])
def test_an_unknown_ending_is_told_with_the_known_ones(
    name: str, store: ox.Store, tmp_path: Path
) -> None:
    """An ending that names no format is refused, and nothing is written."""
    with pytest.raises(ExportError, match=r"unknown ending; give one of \.ttl"):
        export_graph(store, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(store: ox.Store, tmp_path: Path) -> None:
    """A file in the way of the folder is one clear line."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ExportError, match="cannot be written"):
        export_graph(store, tmp_path / "file" / "graph.ttl")
