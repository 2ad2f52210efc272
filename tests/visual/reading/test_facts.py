"""Rules of what the reader marks."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import open_graph
from tests.visual.published import PLAIN, build_sample
from visual.reading.facts import Fact, read_facts, read_sections
from visual.reading.lookups import Lookups, Said
from visual.reading.page import kept_text


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> list[Fact]:
    """The facts of the plain report."""
    graph = build_sample(tmp_path_factory.mktemp("facts"))
    lookups = Lookups(open_graph(graph))
    report = next(iri for iri in lookups.of_class("fz:Report") if "jiande" in iri)
    text = kept_text(graph / "texts", lookups.said(report))
    assert text == PLAIN
    return read_facts(lookups, report, text)


@pytest.mark.parametrize(
    ("printed", "kind", "name", "status"),
    [
        ("行政执法“三项制度”", "ontology#Mechanism", "行政执法三项制度", "status/adopted"),
        ("行政执法公示制度", "ontology#Mechanism", "行政执法公示制度", "status/problem"),
        ("“双随机、一公开”监管", "ontology#Mechanism", "双随机、一公开监管", "status/planned"),
        ("市司法局", "ontology#Institution", "建德市司法局", ""),
        ("中华人民共和国行政处罚法", "ontology#PolicyDocument", "中华人民共和国行政处罚法", None),
        ("1100余人", "ontology#Observation", "培训执法人员", ""),
    ],
)
def test_a_fact_stands_where_it_is_printed(
    marked: list[Fact], printed: str, kind: str, name: str, status: str | None
) -> None:
    """The mark of a named thing is its name as printed, with the resolved thing and its status."""
    found = [f for f in marked if PLAIN[f.start : f.end] == printed and f.kind == kind]
    assert name in {f.name.zh for f in found}
    assert status is None or status in {f.status for f in found}


def test_every_fact_lies_within_its_quote(marked: list[Fact]) -> None:
    """A mark never leaves the quote that the graph gives as evidence."""
    assert marked
    assert all(f.clause[0] <= f.start < f.end <= f.clause[1] <= len(PLAIN) for f in marked)


def test_figures_say_what_is_counted(marked: list[Fact]) -> None:
    """A figure is worked out, with its qualifier: ≥1,100 人."""
    assert "≥1,100 人" in {f.value for f in marked}


def test_headings_stand_where_they_are_printed(marked: list[Fact]) -> None:
    """The section tree holds each heading above a fact once, where the text has it."""
    sections = read_sections(marked, PLAIN)
    assert [each.title for each in sections][1:3] == ["一、主要做法", "(一)规范执法"]
    assert all(PLAIN.startswith(each.title, each.start) for each in sections)
    assert [each.depth for each in sections][1:3] == [0, 1]
    assert len({each.start for each in sections}) == len(sections)


def test_a_file_name_of_the_graph_leads_nowhere_else(tmp_path: Path) -> None:
    """A text is read from the folder of texts alone, whatever a graph says."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    said = Said({"textFile": (ox.Literal("texts/../secret.txt"),)})
    assert kept_text(tmp_path / "texts", said) == ""
