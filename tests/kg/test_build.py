from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.facts import ReportFacts
from kg.build import BuildError, add_facts, build_graph
from kg.export import quad_lines, union_lines
from kg.files import find_files
from kg.quads import COUNTS, DESCRIPTIONS
from kg.sparql import select
from kg.store import open_graph
from ontology.errors import KgError

PROSE = """北京市东城区人民政府关于2022年法治政府建设情况的报告

一、主要工作
(一)强化执法。全面推行行政执法“三项制度”,建立执法人员联席会议制度,培训执法人员60人次。
(二)下一步,将持续推进“双随机、一公开”监管,各部门密切配合,确保各项任务落到实处。
"""


def sources(store: ox.Store) -> set[str]:
    """Return the files that the reports come from."""
    return {str(row["f"]) for row in select(store, "SELECT ?f WHERE { ?r fz:sourceFile ?f }")}


def test_reports_vocabulary_and_places_have_their_graphs(
    store: ox.Store, rich: ReportFacts, small: ReportFacts
) -> None:
    """One graph for each report, each description; nothing is counted of one place alone."""
    assert {name.value for name in store.named_graphs()} == {
        rich.report.iri,
        small.report.iri,
        *(DESCRIPTIONS - {COUNTS}),
    }


def test_curated_labels_stand_once_in_each_language(store: ox.Store) -> None:
    """In the union no curated concept and no place of the gazetteer has two names in a language."""
    rows = select(
        store,
        """SELECT ?x ?tag (COUNT(DISTINCT ?l) AS ?n) WHERE {
        { ?x skos:prefLabel ?l } UNION { ?x rdfs:label ?l } BIND(LANG(?l) AS ?tag)
        } GROUP BY ?x ?tag HAVING(?n > 1)""",
    )
    assert rows == []


def test_kept_texts_give_back_the_quotes(folder: Path, store: ox.Store) -> None:
    """The text that a report names holds every quote at its offsets."""
    rows = select(
        store,
        """SELECT * WHERE { ?e fz:report/fz:textFile ?file ;
        oa:start ?start ; oa:end ?end ; oa:exact ?quote }""",
    )
    assert rows
    for row in rows:
        text = (folder / str(row["file"])).read_bytes().decode()
        assert text[row["start"] : row["end"]] == row["quote"]


def test_the_order_of_reports_does_not_matter(
    build: Callable[..., Path], rich: ReportFacts, small: ReportFacts
) -> None:
    """Built in another order, in one run or two, the graph is the same, byte for byte."""
    once = build(rich, small, name="once")
    turned = build(small, rich, name="turned")
    build(small, name="twice")
    twice = build(rich, name="twice")
    lines = [quad_lines(open_graph(folder)) for folder in (once, turned, twice)]
    assert lines[0] == lines[1] == lines[2]


def test_a_report_read_again_is_replaced(build: Callable[..., Path], rich: ReportFacts) -> None:
    """The same report read by other rules leaves nothing of what was said before."""
    build(rich)
    folder = build(replace(rich, adoptions=(), measures=()))
    assert not select(open_graph(folder), "SELECT ?a WHERE { ?a a fz:Adoption }")
    assert union_lines(open_graph(folder))


def test_what_is_no_longer_used_is_no_longer_described(
    build: Callable[..., Path], rich: ReportFacts, small: ReportFacts
) -> None:
    """Descriptions are those of the reports at hand."""
    build(rich)
    bare = replace(
        rich,
        report=replace(rich.report, jurisdiction=small.report.jurisdiction),
        jurisdictions=small.jurisdictions,
        institutions=(),
        documents=(),
        mechanisms=(),
        persons=(),
        mentions=(),
        adoptions=(),
        acts=(),
        observations=(),
        measures=(),
        honours=(),
    )
    store = open_graph(build(bare))
    assert not select(store, "SELECT ?s WHERE { ?s fz:theme ?t }")
    assert not select(store, 'SELECT ?s WHERE { ?s fz:code "110101" }')


def test_files_of_folders_are_found_in_order(tmp_path: Path) -> None:
    """Folders are searched; hidden files, links, READMEs and other formats are left."""
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "b/1.md", "a.txt", ".hidden.txt", "README.md", "x.png"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    found = find_files([tmp_path, tmp_path / "a.txt"])
    assert [path.name for path in found] == ["a.txt", "1.md", "2.txt"]


@pytest.mark.parametrize(
    ("path", "fault"), [("none", "no such file or folder"), ("empty", "no report here")]
)
def test_a_path_without_reports_is_told(tmp_path: Path, path: str, fault: str) -> None:
    """A missing path and an empty folder are one clear line, and no graph is made."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(KgError, match=fault):
        build_graph([tmp_path / path], tmp_path / "g")
    assert not (tmp_path / "g").exists()


def test_one_bad_file_does_not_cost_the_others(tmp_path: Path) -> None:
    """A binary file is one line in the summary; the report beside it is built."""
    (tmp_path / "good.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\xff\xfe\x01" * 40)
    steps: list[tuple[int, int, str]] = []
    summary = build_graph([tmp_path], tmp_path / "g", progress=lambda *step: steps.append(step))
    assert summary.reports == 1
    assert summary.characters == len(PROSE)
    assert [line for line in summary.failures if "bad.txt" in line] == summary.failures
    assert len(summary.failures) == 1
    assert steps[-1] == (2, 2, "")
    assert sources(open_graph(tmp_path / "g")) == {"good.txt"}


def test_nothing_read_leaves_the_graph_as_it_was(
    build: Callable[..., Path], rich: ReportFacts, tmp_path: Path
) -> None:
    """If no file can be read, the graph that was there stays untouched."""
    folder = build(rich)
    before = quad_lines(open_graph(folder))
    (tmp_path / "bad.txt").write_bytes(b"\x00" * 99)
    with pytest.raises(BuildError, match="nothing could be read"):
        build_graph([tmp_path / "bad.txt"], folder)
    assert quad_lines(open_graph(folder)) == before


def test_an_interruption_keeps_what_was_read(tmp_path: Path, rich: ReportFacts) -> None:
    """After Ctrl-C the graph holds the reports read until then, described and whole."""

    def interrupted() -> Iterator[ReportFacts]:
        yield rich
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_facts(interrupted(), tmp_path / "g")
    add_facts([rich], tmp_path / "whole")
    assert quad_lines(open_graph(tmp_path / "g")) == quad_lines(open_graph(tmp_path / "whole"))


def test_a_fault_of_a_rule_is_told_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that nobody meant is one line too, and the other files are built."""
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")

    def broken(_: object) -> ReportFacts:
        raise ValueError("odd\nthing")

    monkeypatch.setattr("extract.pipeline.extract_facts", broken)
    with pytest.raises(KgError, match=r"a\.txt: a fault of this program \(ValueError: odd thing\)"):
        build_graph([tmp_path / "a.txt"], tmp_path / "g")
