"""Foreign statements under a name of their own."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import add_facts, build_graph
from kg.export import quad_lines
from kg.serving.foreign import load_foreign, remove_foreign
from kg.serving.reading import read_foreign
from kg.sparql import select
from kg.store import open_graph
from ontology.errors import KgError
from tests.kg.made import make_rich_facts, make_small_facts

NAME = "https://data.example/ministry"
FORMS = {
    ".ttl": "@prefix e: <http://e/> . e:s e:p 'x'@zh , <rel> .",
    ".nt": '<http://e/s> <http://e/p> "x"@zh .\n'
    "<http://e/s> <http://e/p> <https://data.example/rel> .",
    ".nq": '<http://e/s> <http://e/p> "x"@zh <http://g/> .\n'
    "<http://e/s> <http://e/p> <https://data.example/rel> .",
    ".trig": "@prefix e: <http://e/> . e:g { e:s e:p 'x'@zh } e:s e:p <rel> .",
    ".jsonld": '{"@id":"http://e/s","http://e/p":[{"@value":"x","@language":"zh"},{"@id":"rel"}]}',
    ".rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    '<rdf:Description rdf:about="http://e/s"><e:p xml:lang="zh">x</e:p><e:p rdf:resource="rel"/>'
    "</rdf:Description></rdf:RDF>",
}


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a file and return where it is."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def rows_of(folder: Path, graph: str = NAME) -> list[tuple[object, ...]]:
    """Return the statements of a graph."""
    query = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s ?p ?o".replace(
        "?s ?p ?o WHERE", "?g ?s ?p ?o WHERE"
    )
    rows = select(open_graph(folder), query, {"g": graph})
    return [(row["s"], row["p"], row["o"]) for row in rows]


@pytest.mark.parametrize("ending", FORMS)
def test_every_form_says_the_same(tmp_path: Path, ending: str) -> None:
    """The ending names the form; graphs inside the file become the one named."""
    file = write(tmp_path, f"data{ending}", FORMS[ending])
    assert load_foreign(file, NAME, tmp_path / "graph") == 2
    expected = [
        ("http://e/s", "http://e/p", "https://data.example/rel"),
        ("http://e/s", "http://e/p", "x"),
    ]
    assert rows_of(tmp_path / "graph") == expected


def test_foreign_statements_survive_builds(build: Callable[..., Path], tmp_path: Path) -> None:
    """A later build leaves them alone, and they leave alone what was built."""
    path = build(make_rich_facts())
    before = [line for line in quad_lines(open_graph(path)) if b"/graph/" not in line]
    load_foreign(write(tmp_path, "a.ttl", FORMS[".ttl"]), NAME, path)
    add_facts([make_small_facts()], path)
    after = quad_lines(open_graph(path))
    assert set(before) <= set(after)
    assert len(rows_of(path)) == 2


def test_foreign_statements_survive_a_build_of_files(tmp_path: Path) -> None:
    """A build of files, also with prune, keeps what was loaded."""
    path = tmp_path / "graph"
    reports = tmp_path / "reports"
    reports.mkdir()
    text = "东城区2021年法治政府建设情况报告\n全面推行行政执法三项制度。" + "开展执法培训。" * 12
    write(reports, "dongcheng-2021.txt", text)
    build_graph([reports], path)
    load_foreign(write(tmp_path, "a.ttl", FORMS[".ttl"]), NAME, path)
    write(reports, "dongcheng-2022.txt", text.replace("2021", "2022") + "开展执法检查3次。")
    build_graph([reports], path, prune=True)
    assert len(rows_of(path)) == 2


def test_what_is_loaded_again_is_replaced(tmp_path: Path) -> None:
    """A name holds what was loaded last."""
    path = tmp_path / "graph"
    load_foreign(write(tmp_path, "a.ttl", FORMS[".ttl"]), NAME, path)
    load_foreign(write(tmp_path, "b.ttl", "<http://e/1> <http://e/p> 5 ."), NAME, path)
    assert rows_of(path) == [("http://e/1", "http://e/p", 5)]


def test_places_that_are_named_are_described(tmp_path: Path) -> None:
    """A place that foreign statements name gets its labels, as a report's places do."""
    path = tmp_path / "graph"
    text = "<http://e/1> <http://e/in> <https://w3id.org/fazhi/area/370983> ."
    load_foreign(write(tmp_path, "a.nt", text), NAME, path)
    found = select(open_graph(path), "SELECT ?l { area:370983 rdfs:label ?l }")
    assert {row["l"] for row in found} == {"肥城市", "Feicheng"}


def test_what_was_loaded_can_be_taken_out(tmp_path: Path) -> None:
    """Afterwards nothing of it is left; what was never loaded is named with what was."""
    path = tmp_path / "graph"
    load_foreign(write(tmp_path, "a.ttl", FORMS[".ttl"]), NAME, path)
    with pytest.raises(KgError, match=f"loaded are {NAME}"):
        remove_foreign("https://data.example/other", path)
    remove_foreign(NAME, path)
    assert rows_of(path) == []
    with pytest.raises(KgError, match="nothing was loaded"):
        remove_foreign(NAME, path)


@pytest.mark.parametrize(
    ("name", "text", "graph", "told"),
    [
        ("a.doc", "x", NAME, "unknown ending"),
        ("a.ttl", "<a> <b>", NAME, "line 1"),
        ("a.ttl", "", NAME, "holds no statement"),
        ("a.ttl", b"\xff\xfe\x00", NAME, "UTF-8"),
        ("a.jsonld", '{"@context":"http://127.0.0.1:9/","a":1}', NAME, "remote"),
        ("a.ttl", "<a:a> <a:b> <a:c> .", "no iri", "no IRI"),
        ("a.ttl", "<a:a> <a:b> <a:c> .", "https://w3id.org/fazhi/graph/places", "own"),
        ("a.csv", "", NAME, "name the columns"),
        ("a.csv", "a,b\n1,2,3\n", NAME, "row 2 has 3 cells"),
    ],
)
def test_what_cannot_be_loaded_is_one_line(
    tmp_path: Path, name: str, text: str | bytes, graph: str, told: str
) -> None:
    """A fault is named, and no graph is made."""
    with pytest.raises(KgError, match=told) as error:
        load_foreign(write(tmp_path, name, text), graph, tmp_path / "graph")
    assert "\n" not in str(error.value)
    assert not (tmp_path / "graph").exists()


def test_a_bomb_breaks_its_own_process_alone(tmp_path: Path) -> None:
    """A file of entities without end is refused; this process goes on."""
    names = "abcdefghi"
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    text = (
        f'<?xml version="1.0"?><!DOCTYPE r [{entities}]><rdf:RDF xmlns:e="http://e/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'rdf:about="http://x"><e:p>&i;</e:p></rdf:Description></rdf:RDF>'
    )
    with pytest.raises(KgError, match=r"parser|memory|MB"):
        load_foreign(write(tmp_path, "a.rdf", text), NAME, tmp_path / "graph")


def test_nodes_without_names_get_them(tmp_path: Path) -> None:
    """They depend on the statements alone: the same file gives the same bytes, in any order."""
    one = "[] <http://e/p> [ <http://e/q> 'x' ] . <http://e/s> <http://e/p> 1 ."
    other = "<http://e/s> <http://e/p> 1 . _:a <http://e/q> 'x' . _:b <http://e/p> _:a ."
    found = [
        read_foreign(write(tmp_path, f"{index}.ttl", text), NAME)
        for index, text in enumerate((one, one, other))
    ]
    assert found[0] == found[1] == found[2]
    assert b"_:" not in b"".join(found[0])
    assert found[0] != read_foreign(tmp_path / "0.ttl", "https://data.example/other")


def test_a_table_becomes_statements(tmp_path: Path) -> None:
    """A row is a thing, a column a property; codes lead to places, names and figures stay such."""
    table = "fz:code,人口,名称,rdfs:seeAlso,率\n370983,89,=肥城,https://a.example/,0.50\n,,甲,,\n"
    lines = read_foreign(write(tmp_path, "a.csv", table.encode("gb18030")), NAME)
    said = {(q.subject, q.predicate.value.rsplit("#", 1)[-1], q.object) for q in _quads(lines)}
    row = ox.NamedNode(f"{NAME}#row=2")
    assert (row, "jurisdiction", ox.NamedNode("https://w3id.org/fazhi/area/370983")) in said
    assert (row, "code", ox.Literal("370983")) in said
    assert (row, "人口", ox.Literal(89)) in said
    assert (row, "名称", ox.Literal("=肥城")) in said
    assert (row, "seeAlso", ox.NamedNode("https://a.example/")) in said
    assert (ox.NamedNode(f"{NAME}#人口"), "label", ox.Literal("人口")) in said
    assert (ox.NamedNode(f"{NAME}#row=3"), "名称", ox.Literal("甲")) in said


def _quads(lines: list[bytes]) -> list[ox.Quad]:
    return list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))
